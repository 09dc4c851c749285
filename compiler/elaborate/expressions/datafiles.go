package expressions

import (
	"slices"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/processes"
)

// dataFile reads npy("f", hold=T), csv("f", column="c", hold=T) or
// csv("f", column="c", interpolate=linear).
func (c *Resolver) dataFile(kind string, call *grammar.Expr, args []*grammar.Expr, names []string, s *outline.Scope) (processes.Process, bool) {
	if len(args) == 0 || names[0] != "" || args[0].Kind != grammar.String {
		c.Err(diag.BadArgument, call.At, "`%s` takes a file name in quotes first", kind)
		return nil, false
	}
	file := args[0]
	hold, column, linear := 0.0, "", false
	given := map[string]bool{}
	for i, a := range args[1:] {
		if c.GivenTwice(given, names[i+1], a.At) {
			return nil, false
		}
		switch name := names[i+1]; {
		case name == "hold":
			v, ok := c.Arguments(kind, []catalog.Param{{Name: "hold", Unit: catalog.Time, Check: catalog.Positive}}, []*grammar.Expr{a},
				[]string{name}, a.At, s)
			if !ok {
				return nil, false
			}
			hold = v["hold"]
			c.Lasts("`hold`", hold, a.At)
		case name == "column" && kind == "csv" && a.Kind == grammar.String:
			column = a.Text
		case name == "interpolate" && kind == "csv" && a.String() == "linear":
			linear = true
		case name != "" && !slices.Contains(values.FileArguments[kind], name):
			c.BadArgument(kind, name, values.FileArguments[kind], a.At)
			return nil, false
		default:
			c.Err(diag.BadArgument, a.At, "`%s` takes a file, %s", kind,
				map[string]string{"csv": "column=\"…\", hold=TIME or interpolate=linear", "npy": "hold=TIME"}[kind])
			return nil, false
		}
	}
	switch {
	case kind == "csv":
		return c.csvFile(file, column, hold, linear)
	case hold == 0:
		c.Err(diag.UnitMissing, call.At, "how long does a row of %s hold?", file).WithHelp("`npy(%s, hold=1ms)`", file).
			WithFix(diag.Insert(args[len(args)-1].At.End(), ", hold=1ms").Maybe())
		return nil, false
	}
	return c.npyFile(file, hold)
}

// npyFile reads an array whose rows hold for a time each.
func (c *Resolver) npyFile(file *grammar.Expr, hold float64) (processes.Process, bool) {
	var r processes.Rows
	var ok bool
	if r.Data, r.N, r.Cols, ok = c.ReadArray(file.Text, file.At); !ok || !c.someRows(&r, file) {
		return nil, false
	}
	return processes.Held{Inputs: r, Hold: hold}, true
}

// someRows refuses a file without rows.
func (c *Resolver) someRows(r *processes.Rows, file *grammar.Expr) bool {
	if r.N == 0 {
		c.Err(diag.DataFile, file.At, "%s has no rows", file)
	}
	return r.N > 0
}

// csvFile reads one column, and the column t for interpolation.
func (c *Resolver) csvFile(file *grammar.Expr, column string, hold float64, linear bool) (processes.Process, bool) {
	names := []string{column}
	if linear {
		names = append(names, "t")
	}
	columns, ok := c.CSVColumns(file.Text, file.At, names...)
	if !ok {
		return nil, false
	}
	if linear == (hold > 0) {
		c.Err(diag.BadArgument, file.At, "csv needs either `hold=20ms` or `interpolate=linear`, which uses the column t")
		return nil, false
	}
	r := processes.Rows{Cols: 1, Data: columns[0].Data, N: len(columns[0].Data)}
	if !c.someRows(&r, file) {
		return nil, false
	}
	if !linear {
		return processes.Held{Inputs: r, Hold: hold}, true
	}
	r.Times = columns[1].Data
	return processes.Interpolated(r), c.Increasing(columns[1], file.Text, file.At)
}
