package connections

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/catalog"
)

// decoderSettings reads how the decoders of a wire are found. They exist only
// where the source has neurons.
func (c *Connections) decoderSettings(conn *model.Connection, line *Line) bool {
	o := line.Options
	if !c.isDecoded(line) {
		return false
	}
	switch n := conn.Pre.Node; {
	case n != nil && n.Direct:
		return true // exact, however it would be solved with neurons
	case n != nil && n.Role == "array":
		return true // the options were for the decoders of the members
	case conn.Pre.Ensemble == nil:
		if own := o.Own(append([]string{"decoders"}, solverOptions...)...); own != nil {
			c.Err(diag.NothingToSolve, own[0].NameAt, "`%s` has no neurons, `%s` has no effect", conn.Pre.Name(), own[0].Name).
				WithFix(diag.Delete(own[0].Span()))
			return false
		}
		return true
	}
	if opt, ok := o.Get("decoders"); ok {
		return c.givenDecoders(conn, opt, o)
	}
	return c.solverSettings(conn, o)
}

// matrixOptions are options that only weights between neurons have.
var matrixOptions = []string{"bias", "density", "indegree", "outdegree", "probability", "autapses", "wrap", "release",
	"strongest", "relax", "n_eval_points", "exc_synapse", "inh_synapse"}

// isDecoded refuses what only full weights have, on a wire that is decoded.
func (c *Connections) isDecoded(line *Line) bool {
	if own := line.Options.Own("dale"); own != nil {
		c.Err(diag.NothingToSolve, own[0].NameAt, "`dale` needs a full weight matrix; this wire is decoded").
			WithHelp("connect `.neurons -> .neurons`, or mark the population: `ensemble %s … dale …`", line.Carries)
		return false
	}
	if own := line.Options.Own(matrixOptions...); own != nil {
		c.Err(diag.NothingToSolve, own[0].NameAt, "`%s` needs a full weight matrix; this wire is decoded", own[0].Name).
			WithHelp("delete it, or connect `.neurons -> .neurons`").WithFix(diag.Delete(own[0].Span()))
		return false
	}
	return true
}

// givenDecoders reads the option `decoders`, besides which nothing is solved.
func (c *Connections) givenDecoders(conn *model.Connection, opt values.Option, o *values.Options) bool {
	if own := o.Own(append([]string{"function"}, solverOptions...)...); own != nil {
		c.Err(diag.TwoSources, opt.NameAt, "`decoders` and `%s` both decide the decoders of `%s`", own[0].Name, conn.Name).
			WithPlace(own[0].NameAt, "given here").WithHelp("keep one of them").
			WithFix(diag.Delete(opt.Span())).WithFix(diag.Delete(own[0].Span()))
		return false
	}
	var ok bool
	conn.Decoders, ok = c.Given(opt, conn.Pre.Ensemble.N, "decoders", catalog.Plain)
	return ok && c.decodersKind(conn, o) && c.decodersFit(conn)
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
	if own := o.Own("transform"); own != nil {
		c.Err(diag.TwoSources, own[0].Span(), "%q holds weights behind a transform", g.File).WithPlace(g.At, "given here").
			WithFix(diag.Delete(own[0].Span()))
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
