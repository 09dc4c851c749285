package check

import (
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/processes"
)

// dataFile reads npy("f", hold=T), csv("f", column="c", hold=T) or
// csv("f", column="c", interpolate=linear).
func (c *checker) dataFile(kind string, call *grammar.Expr, args []*grammar.Expr, names []string, s *scope) (processes.Process, bool) {
	if len(args) == 0 || names[0] != "" || args[0].Kind != grammar.String {
		c.err(diag.BadArgument, call.At, "`%s` takes a file name in quotes first", kind)
		return nil, false
	}
	file := args[0]
	hold, column, linear := 0.0, "", false
	for i, a := range args[1:] {
		switch name := names[i+1]; {
		case name == "hold":
			v, ok := c.arguments(kind, []catalog.Param{{Name: "hold", Unit: catalog.Time, Check: catalog.Positive}}, []*grammar.Expr{a}, []string{name}, a.At, s)
			if !ok {
				return nil, false
			}
			hold = v["hold"]
		case name == "column" && kind == "csv" && a.Kind == grammar.String:
			column = a.Text
		case name == "interpolate" && kind == "csv" && a.String() == "linear":
			linear = true
		default:
			c.err(diag.BadArgument, a.At, "`%s` takes a file, %s", kind, map[string]string{"csv": "column=\"…\", hold=TIME or interpolate=linear", "npy": "hold=TIME"}[kind])
			return nil, false
		}
	}
	if kind == "csv" {
		return c.csvFile(file, column, hold, linear)
	}
	if hold == 0 {
		c.err(diag.UnitMissing, call.At, "how long does a row of %s hold?", file).WithHelp("`npy(%s, hold=1ms)`", file)
		return nil, false
	}
	var r processes.Rows
	var ok bool
	if r.Data, r.N, r.Cols, ok = c.readArray(file.Text, file.At); !ok || !c.someRows(&r, file) {
		return nil, false
	}
	return processes.Held{Inputs: r, Hold: hold}, true
}

func (c *checker) someRows(r *processes.Rows, file *grammar.Expr) bool {
	if r.N == 0 {
		c.err(diag.DataFile, file.At, "%s has no rows", file)
	}
	return r.N > 0
}

// csvFile reads one column, and the column t for interpolation.
func (c *checker) csvFile(file *grammar.Expr, column string, hold float64, linear bool) (processes.Process, bool) {
	if linear == (hold > 0) {
		c.err(diag.BadArgument, file.At, "csv needs either `hold=20ms` or `interpolate=linear`, which uses the column t")
		return nil, false
	}
	if column == "" {
		c.err(diag.BadArgument, file.At, "which column of %s?", file).WithHelp("`csv(%s, column=\"…\", …)`", file)
		return nil, false
	}
	path, ok := c.resolvePath(file.Text, file.At)
	if !ok {
		return nil, false
	}
	r := processes.Rows{Cols: 1}
	if r.Data, ok = c.csvColumn(path, file.Text, column, file.At); !ok {
		return nil, false
	}
	r.N = len(r.Data)
	if !c.someRows(&r, file) {
		return nil, false
	}
	if !linear {
		return processes.Held{Inputs: r, Hold: hold}, true
	}
	if r.Times, ok = c.csvColumn(path, file.Text, "t", file.At); !ok {
		return nil, false
	}
	return processes.Interpolated(r), c.increasing(r.Times, "t", file)
}

// increasing demands that a column of a .csv file increases.
func (c *checker) increasing(column []float64, name string, file *grammar.Expr) bool {
	for i := 1; i < len(column); i++ {
		if !(column[i] > column[i-1]) {
			c.err(diag.DataFile, file.At, "%s row %d: the numbers in column %s must increase", file, i+2, name)
			return false
		}
	}
	return true
}
