package connections

import (
	"fmt"

	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/elaborate/wires"
	"github.com/nefc/nefc/compiler/model"
)

// arrayTerm makes the pass-through a term over an array starts from, and the
// transform behind it. Without options of its own, what is read as it is comes
// from the one pass-through that all wires share.
func (c *Connections) arrayTerm(t *wires.Term, name string, size int, line *Line) (*model.Node, model.Transform, bool) {
	a := t.Array
	ownDecoders := false
	for _, option := range append([]string{"decoders"}, solverOptions...) {
		ownDecoders = ownDecoders || line.Options.Has(option)
	}
	plain := !ownDecoders
	for _, m := range t.Members {
		plain = plain && m.Function == nil
	}
	if plain && t.Whole {
		return a.Value(), model.Scaling(1), true
	}
	if t.Whole && t.Members == nil {
		for _, m := range a.Members {
			t.Members = append(t.Members, &wires.Term{Source: m})
		}
	}
	if plain {
		out := model.Zeros(size, a.Size())
		for _, m := range t.Members {
			out.AddColumns(m.Source.Member*a.Dims, m.Transform)
		}
		return a.Value(), out.Simplest(), true
	}
	total := 0
	for _, m := range t.Members {
		total += m.Width()
	}
	n := &model.Node{Name: name + ".values", Role: "array", At: t.At, Dims: total}
	c.Model.Nodes = append(c.Model.Nodes, n)
	out := model.Scaling(1)
	if !t.Whole {
		out = model.Zeros(size, total)
	}
	at := 0
	for _, m := range t.Members {
		k := m.Width()
		conn := c.Model.NewConnection(fmt.Sprintf("%s.values[%d]", name, m.Source.Member), line.At, m.Source.Endpoint(),
			model.Endpoint{At: t.At, Node: n, Index: expressions.Consecutive(at, k), Size: k})
		conn.Function, conn.FuncText = m.Function, line.Carries.String()
		if !c.decoderSettings(conn, line) {
			return nil, out, false
		}
		c.Model.Connections = append(c.Model.Connections, conn)
		if !t.Whole {
			out.AddColumns(at, m.Transform)
		}
		at += k
	}
	if t.Whole {
		return n, out, true
	}
	return n, out.Simplest(), true
}
