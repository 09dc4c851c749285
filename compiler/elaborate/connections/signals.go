package connections

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
)

// Signal builds a signal or an output port: a pass-through with the wires that
// end in it.
func (c *Connections) Signal(d *outline.Decl, role string, e *grammar.Expr, given *grammar.Options) (any, bool) {
	o := c.Options(role, given, d.In)
	n := &model.Node{Name: d.Name, Role: role, At: d.At}
	w, ok := c.Wire(e, d.In)
	if !ok {
		return nil, false
	}
	post := model.Endpoint{At: d.At, Node: n, Size: w.Size}
	line := &Line{At: d.At, Name: d.Name, Carries: e, Post: &post, Options: o, Block: d.In}
	n.Dims = w.Size
	if !c.ConnectWire(w, line) {
		return nil, false
	}
	n.Dims = post.Size
	return c.AddNode(n)
}
