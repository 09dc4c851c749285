package connections

import (
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/elaborate/wires"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar/diag"
)

// fullMatrix reads a neurons to neurons connection: its weights are given, or
// solved, never both.
func (c *Connections) fullMatrix(conn *model.Connection, wo *WireOptions) bool {
	o := wo.O
	conn.Full = true
	var solved, given []values.Option
	for _, name := range append([]string{"function"}, solverOptions...) {
		if opt, ok := o.Get(name); ok && !opt.Fallback {
			solved = append(solved, opt)
		}
	}
	for _, name := range []string{"weights", "transform", "decoders"} {
		if opt, ok := o.Get(name); ok && !opt.Fallback {
			given = append(given, opt)
		}
	}
	both := given
	if len(given) > 0 {
		both = append(given[:len(given):len(given)], solved...)
	}
	if len(both) > 1 {
		d := c.Err(diag.TwoSources, both[1].Span(), "`%s` and `%s` both decide the weights of `%s`", both[0].Name, both[1].Name, conn.Name).
			WithPlace(both[0].Span(), "given here").WithHelp("keep one of them")
		for i, opt := range both[:2] {
			if both[1-i].Name != "decoders" { // which are no weights of neurons
				d.WithFix(diag.Delete(opt.Span()))
			}
		}
		return false
	}
	if !c.daleOnWire(conn, o) || !c.biasMode(conn, o) || !c.mask(conn, o) {
		return false
	}
	if len(given) == 1 {
		return c.givenMatrix(conn, given[0], wo)
	}
	if conn.Post.Port != "" {
		fix := diag.Insert(wo.At.End, " weights 0")
		if len(solved) > 0 {
			fix = diag.Replace(solved[0].Span(), "weights 0")
		}
		c.Err(diag.NoWeights, wo.At, "which weights? `%s` takes no current, and weights are solved for currents", wo.target).WithFix(fix.Maybe())
		return false
	}
	if len(solved) == 0 && !o.Has("dale") {
		c.Err(diag.NoWeights, wo.At, "which weights? neurons to neurons needs `solve`, `transform` or `weights`").
			WithHelp("`solve l2` makes `%s` represent what `%s` does; `weights 0` starts from nothing", conn.Post.Ensemble.Name, conn.Pre.Ensemble.Name).
			WithFix(diag.Insert(wo.At.End, " solve l2").Maybe()).WithFix(diag.Insert(wo.At.End, " weights 0").Maybe())
		return false
	}
	return c.solvedMatrix(conn, wo)
}

func (c *Connections) daleOnWire(conn *model.Connection, o *values.Options) bool {
	opt, ok := o.Get("dale")
	if !ok {
		return true
	}
	v, ok := o.Fraction("dale")
	if !ok {
		return false
	}
	pre := conn.Pre.Ensemble
	if pre.Dale != nil && *pre.Dale != v {
		c.Err(diag.DaleClash, opt.Span(), "`%s` is %g %% excitatory here and %g %% there: a neuron has one sign", pre.Name, 100*v, 100**pre.Dale).
			WithPlace(pre.DaleAt, "%g %% excitatory", 100**pre.Dale).WithHelp("give `dale` once, on `ensemble %s`", pre.Name).
			WithFix(diag.Delete(opt.Span()))
		return false
	}
	if pre.Dale == nil {
		pre.Dale, pre.DaleAt = &v, opt.Span()
	}
	return true
}

func (c *Connections) biasMode(conn *model.Connection, o *values.Options) bool {
	w, ok := o.Word("bias", "intrinsic", "intrinsic", "decoded")
	conn.BiasDecode = w == "decoded"
	return ok
}

// givenMatrix reads the weights or the transform of a full connection.
func (c *Connections) givenMatrix(conn *model.Connection, opt values.Option, wo *WireOptions) bool {
	rows, cols := conn.Post.Size, conn.Pre.Size
	if opt.Name == "decoders" {
		c.Err(diag.TableKind, opt.Span(), "decoders of `%s` cannot be weights of neurons", conn.Pre.Ensemble.Name).WithFix(diag.Replace(opt.NameAt, "weights"))
		return false
	}
	if opt.Name == "transform" {
		t, ok := c.transform(opt, conn, cols, wo)
		if !ok {
			return false
		}
		if t.Sparse != nil { // no matrix of weights, but a map of activities
			conn.Full, conn.Transform = false, t
			return c.plainMap(conn, wo.O)
		}
		conn.Weights = &model.Given{At: opt.Value.At, Data: t.WrittenOut(rows).M, Rows: rows, Cols: cols}
		return true
	}
	g, ok := c.Given(opt, cols, "weights")
	if !ok {
		return false
	}
	conn.Weights = g
	if opt, ok := wo.O.Get("fan_in"); ok && g.Fill {
		c.Err(diag.NothingToSolve, opt.NameAt, "all weights are %g, none is the largest", g.Data[0]).WithHelp("`sparse` chooses at random")
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

// plainMap refuses what only a matrix of weights has.
func (c *Connections) plainMap(conn *model.Connection, o *values.Options) bool {
	for _, name := range []string{"dale", "bias", "sparse", "fan_in"} {
		if opt, ok := o.Get(name); ok && !opt.Fallback {
			c.Err(diag.NothingToSolve, opt.NameAt, "`%s` needs a full weight matrix; `%s` has a sparse transform", name, conn.Name).WithFix(diag.Delete(opt.Span()))
			return false
		}
	}
	return true
}

// solvedMatrix reads what a full connection is solved for.
func (c *Connections) solvedMatrix(conn *model.Connection, wo *WireOptions) bool {
	if !c.solverSettings(conn, wo.O) {
		return false
	}
	pre, post := conn.Pre.Ensemble, conn.Post.Ensemble
	t := &wires.Term{Src: expressions.Source{Ensemble: pre, At: conn.Pre.At}, Transform: model.Scaling(1)}
	w := &wires.Wire{Size: pre.Dims, Terms: []*wires.Term{t}}
	conn.FuncText = "x"
	if !c.functionOption(w, wo) {
		return false
	}
	if opt, ok := wo.O.Get("function"); ok {
		conn.FuncText = opt.Value.String()
	}
	conn.Function, conn.Points = t.Fn, w.Points
	if !c.pointsFit(conn) {
		return false
	}
	if w.Size != post.Dims {
		c.Err(diag.SizeMismatch, wo.At, "the function has %s, `%s` represents %d", report.Dimensions(w.Size), post.Name, post.Dims).
			WithPlace(pre.At, "%s", report.Dimensions(pre.Dims)).WithPlace(post.At, "%s", report.Dimensions(post.Dims)).
			WithHelp("`function [x[0], …]` says which dimensions `%s` should represent", post.Name)
		return false
	}
	return true
}
