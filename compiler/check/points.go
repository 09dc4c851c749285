package check

import (
	"fmt"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/functions"
)

// isPoints recognises a function that is given as its values at the evaluation
// points: a file or a matrix.
func (c *checker) isPoints(opt option) bool {
	if opt.From {
		return true
	}
	e, _ := c.deref(opt.Value, opt.in)
	if name, _, _, ok := nameAndArgs(e); ok && name == "npy" {
		return true
	}
	return e.Kind == grammar.Vector && len(e.Args) > 0 && e.Args[0].Strip().Kind == grammar.Vector
}

// functionPoints reads the values of a function at the evaluation points.
func (c *checker) functionPoints(w *wire, wo *wireOptions, opt option) bool {
	if len(w.terms) != 1 || w.terms[0].constant != nil || w.terms[0].src.ens == nil || w.terms[0].fn != nil || !w.terms[0].isPlain() {
		c.err(diag.BadArgument, opt.Value.At, "points replace the function of one whole population").
			WithHelp("`connect a -> b function from \"targets.npy\" eval_points from \"points.npy\"`")
		return false
	}
	data, rows, cols, ok := c.matrixOption(opt)
	if !ok {
		return false
	}
	if cols == 0 {
		cols = 1
	}
	w.points = &model.Given{At: opt.Value.At, Data: data, Rows: rows, Cols: cols}
	w.size, wo.function = cols, opt.Value
	return true
}

// isPlain reports the identity.
func (t *term) isPlain() bool { return t.transform.IsScalar() && t.transform.Scalar == 1 }

// pointsFit demands a given evaluation point for each row.
func (c *checker) pointsFit(conn *model.Connection) bool {
	p := conn.Points
	if p == nil {
		return true
	}
	points := conn.EvalPoints
	if points == nil {
		points = conn.Pre.Ensemble.EvalPoints
	}
	if points.Dist != nil {
		c.err(diag.BadArgument, p.At, "at which points has the function these values?").WithHelp("`eval_points from \"points.npy\"` gives them, row by row")
		return false
	}
	if points.Rows != p.Rows {
		c.err(diag.SizeMismatch, p.At, "there are %d values of the function for %d evaluation points", p.Rows, points.Rows).
			WithPlace(points.At, "%d points", points.Rows)
		return false
	}
	return true
}

// tableCall elaborates table("f.csv"), a function of x, or table("f.csv", e), of
// an expression: straight lines between the rows of a file. The first column is
// the argument; the others are the elements of the value, or one of them with
// column="y".
func (el *speller) tableCall(e *grammar.Expr, s *scope) (vector, bool) {
	c := el.c
	args, names := e.Args[1:], e.ArgNames
	if len(args) == 0 || args[0].Kind != grammar.String || names[0] != "" {
		c.err(diag.BadArgument, e.At, "`table` takes a .csv file in quotes first").WithHelp("`table(\"f.csv\")` is a function of x, `table(\"f.csv\", t)` of t")
		return vector{}, false
	}
	column, argument := "", el.x
	given := map[string]bool{}
	for i, a := range args[1:] {
		if c.givenTwice(given, names[i+1], a.At) {
			return vector{}, false
		}
		switch {
		case names[i+1] == "column" && a.Kind == grammar.String:
			column = a.Text
		case names[i+1] == "column":
			c.err(diag.BadArgument, a.At, "`column` is a name in quotes, found `%s`", a)
			return vector{}, false
		case names[i+1] == "" && i == 0:
			v, ok := el.expr(a, s)
			if !ok {
				return vector{}, false
			}
			argument = &v
		default:
			c.badArgument("table", names[i+1], []string{"file", "argument", "column"}, a.At)
			return vector{}, false
		}
	}
	if argument == nil {
		c.err(diag.BadArgument, e.At, "a function of what?").WithHelp("`table(%s, t)`", args[0])
		return vector{}, false
	}
	if len(argument.elems) != 1 {
		c.err(diag.SizeMismatch, e.At, "a table is a function of one number, not of %d", len(argument.elems)).WithHelp("pick one: `table(%s, x[0])`", args[0])
		return vector{}, false
	}
	fns, ok := c.tableFunctions(args[0], column)
	if !ok {
		return vector{}, false
	}
	out := vector{list: len(fns) > 1}
	for _, fn := range fns {
		out.elems = append(out.elems, code.NewCall(fn, argument.elems, e.At))
	}
	return out, true
}

// tableFunctions makes a function of each column behind the first, or of the
// one asked for.
func (c *checker) tableFunctions(file *grammar.Expr, column string) ([]*functions.Func, bool) {
	f, ok := c.openCSV(file.Text, file.At)
	if !ok {
		return nil, false
	}
	defer f.Close()
	names := f.Names
	if column != "" {
		names = []string{f.Names[0], column}
	}
	columns, err := f.Columns(names...)
	if err != nil {
		c.fileError(diag.DataFile, file.Text, err, file.At)
		return nil, false
	}
	x := columns[0]
	if len(x.Data) == 0 || len(columns) == 1 {
		c.err(diag.DataFile, file.At, "%s has %d rows and %d columns; a table needs an argument and a value", file, len(x.Data), len(f.Names))
		return nil, false
	}
	if !c.increasing(x, file.Text, file.At) {
		return nil, false
	}
	var out []*functions.Func
	for _, y := range columns[1:] {
		out = append(out, functions.Interpolated(fmt.Sprintf("table %s %s", file.Text, y.Name), x.Data, y.Data))
	}
	return out, true
}
