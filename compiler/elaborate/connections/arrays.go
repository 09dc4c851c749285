package connections

import (
	"fmt"

	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/elaborate/wires"
	"github.com/nefc/nefc/compiler/model"
)

// arrayTerm is the pass-through that a term over an array starts from, and the
// transform behind it. Without options of its own, what is read as it is comes
// from the one pass-through that all wires share.
func (c *Connections) arrayTerm(t *wires.Term, name string, size int, line *Line) (*model.Node, model.Transform, bool) {
	a, shared := t.Array, true
	for _, option := range append([]string{"decoders"}, solverOptions...) {
		shared = shared && !line.Options.Has(option)
	}
	for _, m := range t.Members {
		shared = shared && m.Function == nil
	}
	switch {
	case !shared:
		return c.membersDecoded(t, name, size, line)
	case t.Whole:
		return a.Value(), model.Scaling(1), true
	}
	out := model.Zeros(size, a.Size())
	for _, m := range t.Members {
		out.AddColumns(m.Source.Member*a.Dims, m.Transform)
	}
	return a.Value(), out.Simplest(), true
}

// membersDecoded makes a pass-through of the members of a term, each decoded as the
// line says.
func (c *Connections) membersDecoded(t *wires.Term, name string, size int, line *Line) (*model.Node, model.Transform, bool) {
	if t.Whole && t.Members == nil {
		for _, m := range t.Array.Members {
			t.Members = append(t.Members, &wires.Term{Source: m})
		}
	}
	total := 0
	for _, m := range t.Members {
		total += m.Width()
	}
	n := &model.Node{Name: name + ".values", As: name, Role: "array", At: t.At, Dims: total}
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
	return n, out.Simplest(), true
}
