package connections

import (
	"fmt"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/wires"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
)

// ConnectWire makes a connection for each term of a wire.
func (c *Connections) ConnectWire(w *wires.Wire, line *Line) bool {
	if !c.functionOption(w, line) {
		return false
	}
	for i, t := range w.Terms {
		conn := c.Model.NewConnection(line.Name, line.At, model.Endpoint{}, *line.Post)
		if len(w.Terms) > 1 {
			conn.Name = fmt.Sprintf("%s.%d", line.Name, i+1)
		}
		if !c.startIn(t, conn, w.Size, line) {
			return false
		}
		conn.FuncText, conn.Points = line.Carries.String(), w.Points
		if !c.wireSettings(conn, w.Size, line) {
			return false
		}
		line.Post.Size = conn.Post.Size
		if !line.Options.Has("transform") && !line.Options.Has("scale") && !line.Options.Has("function") {
			c.Written[conn] = line.Carries
		}
		c.keep(conn, line, len(w.Terms) == 1)
	}
	return true
}

// startIn lets a connection start in a term of a wire of some size: in its object, in
// a node of its constant, or in the pass-through of an array.
func (c *Connections) startIn(t *wires.Term, conn *model.Connection, size int, line *Line) bool {
	var n *model.Node
	switch {
	case t.Constant != nil:
		n = c.constantNode(conn.Name+".constant", t)
	case t.Array != nil:
		var ok bool
		if n, conn.Transform, ok = c.arrayTerm(t, conn.Name, size, line); !ok {
			return false
		}
	default:
		conn.Function, conn.Transform = t.Function, t.Transform
		conn.Pre = model.Endpoint{At: t.At, Ensemble: t.Source.Ensemble, Node: t.Source.Node, Size: t.Source.Size()}
		return true
	}
	conn.Pre = model.Endpoint{At: t.At, Node: n, Size: n.Dims}
	return true
}

// constantNode makes a node that gives the constant term of a wire.
func (c *Connections) constantNode(name string, t *wires.Term) *model.Node {
	n := &model.Node{Name: name, Role: "constant", At: t.At, Kind: model.Code, Dims: len(t.Constant)}
	for _, k := range t.Constant {
		n.Code = append(n.Code, code.Number(k))
	}
	c.Model.Nodes = append(c.Model.Nodes, n)
	return n
}

// wireSettings reads the options of a connection that starts in a wire of some size.
func (c *Connections) wireSettings(conn *model.Connection, size int, line *Line) bool {
	o := line.Options
	if !c.commonSettings(conn, line) || !c.decoderSettings(conn, line) || !c.pointsFit(conn) {
		return false
	}
	if own := o.Own("weights"); own != nil {
		at := own[0].NameAt
		d := c.Err(diag.NothingToSolve, at, "`weights` belongs between neurons; this wire starts in values")
		if n := conn.Pre.Node; n != nil && n.Role != "array" {
			d.WithFix(diag.Replace(at, "transform").Maybe())
		} else {
			d.WithHelp("write `decoders` for the decoders of `%s`, or connect `.neurons -> .neurons`", line.Carries).
				WithFix(diag.Replace(at, "decoders").Maybe())
		}
		return false
	}
	if g := conn.Decoders; g != nil && !g.Fill && conn.Function == nil && conn.Transform.IsScalar() {
		size = g.Rows // any function of a whole population
	}
	if !c.valueIntoPort(conn, line) {
		return false
	}
	opt, ok := o.Get("transform")
	if !ok {
		return c.fits(conn, size, line)
	}
	t, ok := c.transform(opt, conn, size, line)
	if !ok {
		return false
	}
	conn.Transform = t.After(conn.Transform)
	return true
}
