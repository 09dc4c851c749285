package connections

import (
	"fmt"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/wires"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar/diag"
)

// ConnectWire builds one connection for each term of a wire.
func (c *Connections) ConnectWire(w *wires.Wire, wo *WireOptions, s *outline.Scope, d *outline.Decl) bool {
	if !c.functionOption(w, wo) {
		return false
	}
	for i, t := range w.Terms {
		conn := c.Model.NewConnection(wo.Name, wo.At, model.Endpoint{}, *wo.Post)
		conn.Function, conn.Transform = t.Fn, t.Transform
		if len(w.Terms) > 1 {
			conn.Name = fmt.Sprintf("%s.%d", wo.Name, i+1)
		}
		switch {
		case t.Constant != nil:
			n := &model.Node{Name: conn.Name + ".constant", Role: "constant", At: t.At, Kind: model.Code, Dims: len(t.Constant)}
			for _, k := range t.Constant {
				n.Code = append(n.Code, code.Number(k))
			}
			c.Model.Nodes = append(c.Model.Nodes, n)
			conn.Pre, conn.Transform = model.Endpoint{At: t.At, Node: n, Size: n.Dims}, model.Scaling(1)
		case t.Array != nil:
			n, transform, ok := c.arrayTerm(t, conn.Name, w.Size, wo)
			if !ok {
				return false
			}
			conn.Pre, conn.Transform = model.Endpoint{At: t.At, Node: n, Size: n.Dims}, transform
		default:
			conn.Pre = model.Endpoint{At: t.At, Ensemble: t.Src.Ensemble, Node: t.Src.Node, Size: t.Src.Size()}
		}
		conn.FuncText, conn.Points = wo.Function.String(), w.Points
		if !c.wireSettings(conn, w, wo) {
			return false
		}
		wo.Post.Size = conn.Post.Size
		if !wo.O.Has("transform") && !wo.O.Has("scale") && !wo.O.Has("function") {
			c.Written[conn] = wo.Function
		}
		c.keepConnection(conn, s, d, len(w.Terms) == 1)
	}
	return true
}

// wireSettings reads the options of a connection that starts in values.
func (c *Connections) wireSettings(conn *model.Connection, w *wires.Wire, wo *WireOptions) bool {
	o := wo.O
	if !c.commonSettings(conn, wo) || !c.decoderSettings(conn, wo) || !c.pointsFit(conn) {
		return false
	}
	if opt, ok := o.Get("weights"); ok && !opt.Fallback {
		c.Err(diag.NothingToSolve, opt.NameAt, "`weights` belongs between neurons; this wire starts in values").
			WithHelp("write `decoders` for the decoders of `%s`, or connect `.neurons -> .neurons`", wo.Function).
			WithFix(diag.Replace(opt.NameAt, "decoders").Maybe())
		return false
	}
	size := w.Size
	if g := conn.Decoders; g != nil && !g.Fill && conn.Function == nil && conn.Transform.IsScalar() {
		size = g.Rows // any function of a whole population
	}
	opt, ok := o.Get("transform")
	if !ok {
		return c.fits(conn, size, wo)
	}
	t, ok := c.transform(opt, conn, size, wo)
	if !ok {
		return false
	}
	conn.Transform = t.After(conn.Transform)
	return true
}
