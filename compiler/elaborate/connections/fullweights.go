package connections

import (
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/elaborate/wires"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/neurons"
)

// fullMatrix reads a connection between the neurons of two populations: its weights
// are given, or solved, never both.
func (c *Connections) fullMatrix(conn *model.Connection, line *Line) bool {
	o := line.Options
	conn.Full = true
	given := o.Own("weights", "transform", "decoders")
	solved := o.Own(append([]string{"function"}, solverOptions...)...)
	if len(given) > 1 || len(given) == 1 && len(solved) > 0 {
		c.twoWeights(conn, append(given, solved...))
		return false
	}
	if !c.unitsOfCurrents(conn, o) || !c.signs(conn, o) || !c.biasMode(conn, o) || !c.mask(conn, o) || !c.paths(conn, line) || !c.ofJoint(conn, o) {
		return false
	}
	switch {
	case len(given) == 1:
		return c.unrelaxed(o) && c.givenMatrix(conn, given[0], line) && c.jumpsOfGiven(conn, o)
	case conn.Post.Port != "":
		c.notForPorts(line, solved)
		return false
	case len(solved) == 0 && !o.Has("dale"):
		c.noWeights(conn, line)
		return false
	}
	return c.jumpsOfGiven(conn, o) && c.solvedMatrix(conn, line)
}

// twoWeights refuses options of which each decides the weights by itself.
func (c *Connections) twoWeights(conn *model.Connection, both []values.Option) {
	d := c.BothDecide(both[0], both[1], "the weights of `"+conn.Name+"`")
	for i, opt := range both[:2] {
		if both[1-i].Name != "decoders" { // which are no weights of neurons
			d.WithFix(diag.Delete(opt.Span()))
		}
	}
}

// notForPorts refuses to solve weights into one input: what neurons shall do, they do by all
// of their inputs.
func (c *Connections) notForPorts(line *Line, solved []values.Option) {
	fix := diag.Insert(line.At.End(), " weights 0")
	if len(solved) > 0 {
		fix = diag.Replace(solved[0].Span(), "weights 0")
	}
	d := c.Err(diag.NoWeights, line.At, "which weights? `%s` is one input, and weights are solved for all of them", line.target).WithFix(fix.Maybe())
	if _, _, ok := neurons.Conductances(line.Post.Ensemble.Neurons); ok {
		d.WithHelp("`-> %s.neurons` is solved for both: the sign of each source neuron chooses", line.Post.Ensemble.Name)
	}
}

// noWeights asks for the weights of a line that says nothing of them.
func (c *Connections) noWeights(conn *model.Connection, line *Line) {
	solver := "l2"
	if conn.Pre.Signed() != nil {
		solver = "nnls" // keeps the signs
	}
	c.Err(diag.NoWeights, line.At, "which weights? neurons to neurons needs `solve`, `transform` or `weights`").
		WithHelp("`solve %s` makes `%s` represent what `%s` does; `weights 0` starts from nothing", solver, conn.Post.Ensemble.Name, sourceText(conn.Pre)).
		WithFix(diag.Insert(line.At.End(), " solve "+solver).Maybe()).WithFix(diag.Insert(line.At.End(), " weights 0").Maybe())
}

// sourceText is what a message calls the source of a connection: the ensemble whose
// neurons it starts in, or a joint source.
func sourceText(e model.Endpoint) string {
	if e.Joint != nil {
		return e.Joint.String()
	}
	return e.Ensemble.Name
}

// SignsAsked is what a connection says of the neurons it starts in: which share of
// them is excitatory.
type SignsAsked struct {
	Of         *model.Ensemble
	Excitatory float64
	At         diag.Span
}

// signs notes what `dale` says of the neurons that a connection starts in. Other
// lines may say it too; all are settled once every connection is known.
func (c *Connections) signs(conn *model.Connection, o *values.Options) bool {
	opt, ok := o.Get("dale")
	if !ok {
		return true
	}
	if conn.Pre.Joint != nil && !c.listsFit(conn, o) {
		return false
	}
	for k, e := range conn.Pre.Sources() {
		share, ok := ofSource(conn, o, k).Fraction("dale")
		if !ok {
			return false
		}
		c.SignsAsked = append(c.SignsAsked, SignsAsked{e, share, opt.Span()})
	}
	return true
}

// biasMode reads which part of the bias of the target the weights supply.
func (c *Connections) biasMode(conn *model.Connection, o *values.Options) bool {
	w, ok := o.Word("bias", "intrinsic", weightfile.BiasWords...)
	conn.Bias, _ = weightfile.BiasNamed(w)
	return ok
}

// givenMatrix reads the matrix of a full connection.
func (c *Connections) givenMatrix(conn *model.Connection, opt values.Option, line *Line) bool {
	switch opt.Name {
	case "decoders":
		c.Err(diag.TableKind, opt.Span(), "decoders of `%s` cannot be weights of neurons", sourceText(conn.Pre)).
			WithFix(diag.Replace(opt.NameAt, "weights"))
		return false
	case "transform":
		return c.transformOfNeurons(conn, opt, line)
	}
	return c.givenWeights(conn, opt, line.Options)
}

// transformOfNeurons reads the transform of a full connection: its weights, or, if it
// is sparse, a map of activities.
func (c *Connections) transformOfNeurons(conn *model.Connection, opt values.Option, line *Line) bool {
	rows, cols := conn.Post.Size, conn.Pre.Size
	t, ok := c.transform(opt, conn, cols, line)
	if !ok {
		return false
	}
	if t.Sparse != nil && conn.Pre.Joint == nil && !takesConductances(conn.Post) {
		conn.Full, conn.Transform = false, t
		return c.plainMap(conn, line.Options)
	}
	if t.IsScalar() {
		conn.Weights = &model.Given{At: opt.Value.At, Data: []float64{t.Scalar}, Rows: rows, Cols: cols, Identity: true}
		return true
	}
	conn.Weights = &model.Given{At: opt.Value.At, Data: t.WrittenOut(rows).Dense(), Rows: rows, Cols: cols}
	return true
}

// plainMap refuses what only a matrix of weights has.
func (c *Connections) plainMap(conn *model.Connection, o *values.Options) bool {
	own := o.Own(append([]string{"dale"}, matrixOptions...)...)
	if own == nil {
		return true
	}
	c.Err(diag.NothingToSolve, own[0].NameAt, "`%s` needs a full weight matrix; `%s` has a sparse transform", own[0].Name, conn.Name).
		WithFix(diag.Delete(own[0].Span()))
	return false
}

// givenWeights reads the option `weights` of a full connection.
func (c *Connections) givenWeights(conn *model.Connection, opt values.Option, o *values.Options) bool {
	rows, cols := conn.Post.Size, conn.Pre.Size
	if drawn, ok := c.drawnWeights(conn, opt); drawn || !ok {
		return ok
	}
	unit, ok := c.WeightUnit(conn, opt.Value, opt.In)
	if !ok {
		return false
	}
	g, ok := c.Given(opt, cols, "weights", unit)
	if !ok {
		return false
	}
	conn.Weights = g
	if opt, ok := o.Get("strongest"); ok && g.Fill {
		c.Err(diag.NothingToSolve, opt.NameAt, "all weights are %g, none is the largest", g.Data[0]).WithHelp("`density` chooses at random")
		return false
	}
	if g.Table != nil {
		return c.TableFits(conn, g)
	}
	if !g.Fill && (g.Rows != rows || g.Cols != cols) {
		c.ShapeError(g.At, g.Rows, g.Cols, rows, cols)
		return false
	}
	return true
}

// solvedMatrix reads what a full connection is solved for.
func (c *Connections) solvedMatrix(conn *model.Connection, line *Line) bool {
	if !c.relaxed(conn, line.Options) || !c.solverSettings(conn, line.Options) || !c.biasOfConductances(conn, line.Options) {
		return false
	}
	if conn.Pre.Joint != nil {
		return c.jointSolved(conn, line)
	}
	pre := conn.Pre.Ensemble
	t := &wires.Term{Source: expressions.Source{Ensemble: pre, At: conn.Pre.At}, Transform: model.Scaling(1)}
	w := &wires.Wire{Size: pre.Dims, Terms: []*wires.Term{t}}
	conn.FuncText = "x"
	if !c.functionOption(w, line) {
		return false
	}
	if opt, ok := line.Options.Get("function"); ok {
		conn.FuncText = opt.Value.String()
	}
	conn.Function, conn.Points = t.Function, w.Points
	return c.pointsFit(conn) && c.representable(conn, w.Size, line)
}

// representable demands a function of as many dimensions as the target represents.
func (c *Connections) representable(conn *model.Connection, size int, line *Line) bool {
	post := conn.Post.Ensemble
	if size == post.Dims {
		return true
	}
	d := c.Err(diag.SizeMismatch, line.At, "the function has %s, `%s` represents %d", report.Dimensions(size), post.Name, post.Dims)
	for _, pre := range conn.Pre.Sources() {
		d.WithPlace(pre.At, "%s", report.Dimensions(pre.Dims))
	}
	d.WithPlace(post.At, "%s", report.Dimensions(post.Dims)).
		WithHelp("`function [x[0], …]` says which dimensions `%s` should represent", post.Name)
	return false
}
