package connections

import (
	"math"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/elaborate/wires"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// functionOption composes the option `function` with a wire of one term.
func (c *Connections) functionOption(w *wires.Wire, line *Line) bool {
	opt, ok := line.Options.Get("function")
	if !ok {
		return true
	}
	if c.isPoints(opt) {
		return c.functionPoints(w, line, opt)
	}
	if len(w.Terms) == 1 && w.Terms[0].Array != nil {
		return c.arrayFunction(w, line, opt)
	}
	if len(w.Terms) != 1 || w.Terms[0].Constant != nil {
		c.Err(diag.ProductOnWire, opt.Value.At, "`function` of a sum needs neurons that see the whole sum").
			WithHelp("connect the sum to an ensemble and take the function of that")
		return false
	}
	t := w.Terms[0]
	x := t.Value(w.Size)
	v, ok := c.InFunction(expressions.Vector{Elements: x, List: len(x) > 1}).Expr(opt.Value, opt.In)
	if !ok {
		return false
	}
	if k, isConst := v.Elements[0].IsConst(); isConst && len(v.Elements) == 1 && !v.List {
		v.Elements = filled(k, line.functionSize()) // a number fills
	}
	if t.Source.IsPassThrough() {
		c.Err(diag.ProductOnWire, opt.Value.At, "`%s` only passes values on and computes no function", t.Source.Name()).
			WithPlace(t.Source.Node.At, "declared here").WithHelp("connect it to an ensemble and take the function of that, or write a `node`")
		return false
	}
	t.Function, t.Transform, w.Size = v.Elements, model.Scaling(1), len(v.Elements)
	line.Carries = opt.Value
	return true
}

// filled is a number as the elements of a function.
func filled(k float64, n int) []*code.Expr {
	out := make([]*code.Expr, n)
	for i := range out {
		out[i] = code.Number(k)
	}
	return out
}

// functionSize is how many values a constant function fills.
func (line *Line) functionSize() int {
	if line.Post.Neurons {
		return line.Post.Ensemble.Dims
	}
	return line.Post.Size
}

// arrayFunction applies `function` to each member of an array; the results
// follow each other.
func (c *Connections) arrayFunction(w *wires.Wire, line *Line, opt values.Option) bool {
	t := w.Terms[0]
	a := t.Array
	if !t.IsWholeArray(w.Size) {
		c.Err(diag.ProductOnWire, opt.Value.At, "the `function` of an array is that of each member; `%s` is not the whole array", line.Carries).
			WithHelp("write the function into the wire, as in `%s[0]^2`", a.Name)
		return false
	}
	var x expressions.Vector
	for i := range a.Dims {
		x.Elements = append(x.Elements, code.Var(0, i))
	}
	x.List = a.Dims > 1
	v, ok := c.InFunction(x).Expr(opt.Value, opt.In)
	if !ok {
		return false
	}
	t.Whole, t.Members = true, nil
	for _, m := range a.Members {
		t.Members = append(t.Members, &wires.Term{Source: m, Function: v.Elements})
	}
	w.Size, line.Carries = len(v.Elements)*len(t.Members), opt.Value
	return true
}

// isPoints recognises a function that is given as its values at the evaluation
// points: a file or a matrix.
func (c *Connections) isPoints(opt values.Option) bool {
	if opt.From {
		return true
	}
	e, _ := c.Deref(opt.Value, opt.In)
	if _, found := values.NpyFile(e); found {
		return true
	}
	return e.Kind == grammar.Vector && len(e.Args) > 0 && e.Args[0].Strip().Kind == grammar.Vector
}

// functionPoints reads the values of a function at the evaluation points.
func (c *Connections) functionPoints(w *wires.Wire, line *Line, opt values.Option) bool {
	if len(w.Terms) != 1 || w.Terms[0].Constant != nil || w.Terms[0].Source.Ensemble == nil || w.Terms[0].Function != nil || !w.Terms[0].Transform.IsIdentity() {
		c.Err(diag.BadArgument, opt.Value.At, "points replace the function of one whole population").
			WithHelp("`connect a -> b function from \"targets.npy\" eval_points from \"points.npy\"`")
		return false
	}
	data, rows, cols, ok := c.MatrixOption(opt)
	if !ok {
		return false
	}
	if cols == 0 {
		cols = 1
	}
	w.Points = &model.Given{At: opt.Value.At, Data: data, Rows: rows, Cols: cols}
	w.Size, line.Carries = cols, opt.Value
	return true
}

// pointsFit demands a given evaluation point for each row.
func (c *Connections) pointsFit(conn *model.Connection) bool {
	p := conn.Points
	if p == nil {
		return true
	}
	points := conn.EvalPoints
	if points == nil && conn.Pre.Joint == nil {
		points = conn.Pre.Ensemble.EvalPoints
	}
	if points == nil || points.Dist != nil {
		c.Err(diag.BadArgument, p.At, "at which points has the function these values?").
			WithHelp("`eval_points from \"points.npy\"` gives them, row by row")
		return false
	}
	if points.Rows != p.Rows {
		c.Err(diag.SizeMismatch, p.At, "there are %d values of the function for %d evaluation points", p.Rows, points.Rows).
			WithPlace(points.At, "%d points", points.Rows)
		return false
	}
	return true
}

// IsConstantFunction reports a function that does not depend on its input.
func IsConstantFunction(fn []*code.Expr) bool {
	for _, e := range fn {
		if e.Kind != code.Const {
			return false
		}
	}
	return len(fn) > 0 && !math.IsNaN(fn[0].Num)
}
