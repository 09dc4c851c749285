package connections

import (
	"github.com/nefc/nefc/compiler/elaborate/wires"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

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
func (c *Connections) functionPoints(w *wires.Wire, wo *WireOptions, opt values.Option) bool {
	if len(w.Terms) != 1 || w.Terms[0].Constant != nil || w.Terms[0].Src.Ens == nil || w.Terms[0].Fn != nil || !w.Terms[0].IsPlain() {
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
	w.Size, wo.Function = cols, opt.Value
	return true
}

// pointsFit demands a given evaluation point for each row.
func (c *Connections) pointsFit(conn *model.Connection) bool {
	p := conn.Points
	if p == nil {
		return true
	}
	points := conn.EvalPoints
	if points == nil {
		points = conn.Pre.Ensemble.EvalPoints
	}
	if points.Dist != nil {
		c.Err(diag.BadArgument, p.At, "at which points has the function these values?").WithHelp("`eval_points from \"points.npy\"` gives them, row by row")
		return false
	}
	if points.Rows != p.Rows {
		c.Err(diag.SizeMismatch, p.At, "there are %d values of the function for %d evaluation points", p.Rows, points.Rows).
			WithPlace(points.At, "%d points", points.Rows)
		return false
	}
	return true
}
