package serve

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime"
)

// Asker is a Conn whose client may compute nodes: it is asked in the middle of a request,
// and gives the answer before it hears of anything else. An empty answer is none.
type Asker interface {
	Ask(question []byte) (answer []byte, err error)
}

// partner asks a client what nodes are.
type partner struct {
	conn Asker
	buf  []byte
}

var errUnanswered = errors.New("the client gave no value")

// Ask sends a question and waits for the answer: docs/protocol.md has both.
func (p *partner) Ask(q *runtime.Question) error {
	le := binary.LittleEndian
	b := le.AppendUint64(p.buf[:0], math.Float64bits(q.T))
	b = le.AppendUint64(b, math.Float64bits(q.Dt))
	b = le.AppendUint32(le.AppendUint32(b, uint32(q.Steps)), uint32(len(q.Nodes)))
	want := 0
	for i := range q.Nodes {
		n := &q.Nodes[i]
		b = le.AppendUint32(le.AppendUint32(b, uint32(n.External)), uint32(len(n.Input)))
		for _, v := range n.Input {
			b = le.AppendUint64(b, math.Float64bits(v))
		}
		want += 8 * len(n.Output)
	}
	p.buf = b
	answer, err := p.conn.Ask(b)
	switch {
	case err != nil:
		return err
	case len(answer) == 0:
		return errUnanswered
	case len(answer) != want:
		return fmt.Errorf("the client's answer has %d bytes, not %d", len(answer), want)
	}
	for i := range q.Nodes {
		out := q.Nodes[i].Output
		for k := range out {
			out[k] = math.Float64frombits(le.Uint64(answer[8*k:]))
		}
		answer = answer[8*len(out):]
	}
	return nil
}

// computed is a node that the client computes; questions count them.
type computed struct {
	Name   string `json:"name"` // what the model calls the computation
	Node   string `json:"node"`
	Inputs []int  `json:"inputs"`
	Dims   int    `json:"dims"`
}

func computedOf(list []program.External) (out []computed) {
	for _, x := range list {
		inputs := []int{}
		for _, r := range x.Inputs {
			inputs = append(inputs, r.Len)
		}
		out = append(out, computed{x.Of, x.Name, inputs, x.Y.Len})
	}
	return out
}
