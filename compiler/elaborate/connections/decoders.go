package connections

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/weightfile"
)

// decoderSettings reads how the decoders of a wire are found. They exist only
// where the source has neurons.
func (c *Connections) decoderSettings(conn *model.Connection, wo *WireOptions) bool {
	o := wo.O
	if opt, ok := o.Get("dale"); ok && !opt.Fallback {
		c.Err(diag.NothingToSolve, opt.NameAt, "`dale` needs a full weight matrix; this wire is decoded").
			WithHelp("connect `.neurons -> .neurons`, or mark the population: `ensemble %s … dale …`", wo.Function)
		return false
	}
	for _, name := range []string{"bias", "sparse", "fan_in"} {
		if opt, ok := o.Get(name); ok && !opt.Fallback {
			c.Err(diag.NothingToSolve, opt.NameAt, "`%s` needs a full weight matrix; this wire is decoded", name).
				WithHelp("delete it, or connect `.neurons -> .neurons`").WithFix(diag.Delete(opt.Span()))
			return false
		}
	}
	if conn.Pre.Node != nil && conn.Pre.Node.Direct {
		return true // exact, however it would be solved with neurons
	}
	if conn.Pre.Node != nil && conn.Pre.Node.Role == "array" {
		return true // the options were for the decoders of the members
	}
	if conn.Pre.Ensemble == nil {
		for _, name := range append([]string{"decoders"}, solverOptions...) {
			if opt, ok := o.Get(name); ok && !opt.Fallback {
				c.Err(diag.NothingToSolve, opt.NameAt, "`%s` has no neurons, `%s` has no effect", conn.Pre.Name(), name).WithFix(diag.Delete(opt.Span()))
				return false
			}
		}
		return true
	}
	if opt, ok := o.Get("decoders"); ok {
		for _, name := range append([]string{"function"}, solverOptions...) {
			if other, ok := o.Get(name); ok && !other.Fallback {
				c.Err(diag.TwoSources, opt.NameAt, "`decoders` and `%s` both decide the decoders of `%s`", name, conn.Name).
					WithPlace(other.NameAt, "given here").WithHelp("keep one of them").
					WithFix(diag.Delete(opt.Span())).WithFix(diag.Delete(other.Span()))
				return false
			}
		}
		if conn.Decoders, ok = c.Given(opt, conn.Pre.Ensemble.N, "decoders"); !ok {
			return false
		}
		return c.decodersKind(conn, o) && c.decodersFit(conn)
	}
	return c.solverSettings(conn, o)
}

// decodersKind refuses a table of currents as decoders of a value, and behind a
// transform, which such a table includes.
func (c *Connections) decodersKind(conn *model.Connection, o *values.Options) bool {
	g := conn.Decoders
	if g.Table == nil || g.Table.Unit == weightfile.Value {
		return true
	}
	if conn.Post.Targets() == nil {
		c.Err(diag.TableKind, g.At, "%q holds weights of neurons, which cannot be decoders", g.File).
			WithHelp("weights are read with `weights from`, between `.neurons`")
		return false
	}
	if opt, ok := o.Get("transform"); ok && !opt.Fallback {
		c.Err(diag.TwoSources, opt.Span(), "%q holds weights behind a transform", g.File).WithPlace(g.At, "given here").WithFix(diag.Delete(opt.Span()))
		return false
	}
	return true
}

// decodersFit demands a row of given decoders for each value that the wire
// decodes, a column for each neuron. Those of a whole population stand for any
// function of it and may have other rows; a table of currents has those of its
// target.
func (c *Connections) decodersFit(conn *model.Connection) bool {
	g, rows := conn.Decoders, conn.Decoded()
	currents := g.Table != nil && g.Table.Unit != weightfile.Value
	if toMember := conn.Post.Node != nil && conn.Post.Node.Role == "array"; conn.Transform.IsScalar() && (currents || conn.Function == nil && !toMember) {
		rows = g.Rows
	}
	if g.Fill || g.Rows == rows && g.Cols == conn.Pre.Ensemble.N {
		return true
	}
	c.ShapeError(g.At, g.Rows, g.Cols, rows, conn.Pre.Ensemble.N)
	return false
}
