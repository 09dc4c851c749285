package connections

import (
	"fmt"
	"slices"

	"github.com/nefc/nefc/compiler/inputs"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/transforms"
)

// sparseTransform reads coo(…), conv(…) and conv_transpose(…). found is false if
// the option is none of them.
func (c *Connections) sparseTransform(opt values.Option, conn *model.Connection, rows, cols int) (s *transforms.Sparse, found, ok bool) {
	if opt.From {
		return nil, false, true
	}
	e, in := c.Deref(opt.Value, opt.In)
	name, args, names, isCall := values.NameAndArgs(e)
	if !isCall || e.Kind != grammar.Call {
		return nil, false, true
	}
	switch name {
	case "coo":
		s, ok = c.coo(e, args, names, rows, cols, in)
	case "conv", "conv_transpose":
		s, ok = c.convolution(name, e, args, names, conn, in)
	default:
		return nil, false, true
	}
	if !ok {
		return nil, true, false
	}
	if rows == 0 {
		rows = s.Rows
	}
	if s.Rows != rows || s.Cols != cols {
		c.ShapeError(e.At, s.Rows, s.Cols, rows, cols)
		return nil, true, false
	}
	return s, true, true
}

// cooArguments are what a call of coo says.
type cooArguments struct {
	lists      [3][]float64 // rows, columns, values
	lines      []int        // of a file, where the lists stand side by side; nil otherwise
	given      int          // how many lists have an argument of their own
	rows, cols int
}

// coo reads coo("w.csv") with columns row, col and value, or
// coo(rows, cols, values, shape=[m, n]) of vectors or files.
func (c *Connections) coo(e *grammar.Expr, args []*grammar.Expr, names []string, rows, cols int, s *outline.Scope) (*transforms.Sparse, bool) {
	coo, named := &cooArguments{rows: rows, cols: cols}, map[string]bool{}
	lone := len(args) == 1 || len(args) == 2 && slices.Contains(names, "shape")
	for i, a := range args {
		if c.GivenTwice(named, names[i], a.At) || !c.cooArgument(coo, names[i], a, lone, s) {
			return nil, false
		}
	}
	if r, k, v := len(coo.lists[0]), len(coo.lists[1]), len(coo.lists[2]); coo.lists[2] == nil || r != k || r != v {
		c.Err(diag.BadArgument, e.At, "`coo` takes a .csv file, or rows, columns and values of the same length (%d, %d, %d)", r, k, v).
			WithHelp("`coo(\"w.csv\")` reads the columns row, col and value")
		return nil, false
	}
	entries, ok := c.cooEntries(e.At, coo.lists, args[0], coo.lines)
	if !ok {
		return nil, false
	}
	if coo.rows == 0 {
		for _, x := range entries {
			coo.rows = max(coo.rows, x.Row+1)
		}
	}
	out, err := transforms.NewSparse(coo.rows, coo.cols, entries)
	if err != nil {
		c.Err(diag.TransformShape, e.At, "`coo`: %v", err)
		return nil, false
	}
	return out, true
}

// cooArgument reads an argument of coo; lone says that there is one besides the shape,
// which may be a file with all three lists.
func (c *Connections) cooArgument(into *cooArguments, name string, a *grammar.Expr, lone bool, s *outline.Scope) (ok bool) {
	switch {
	case name == "shape":
		shape, ok := c.wholes(a, "shape", s)
		if !ok {
			return false
		}
		if len(shape) != 2 {
			c.Err(diag.BadArgument, a.At, "`shape` is [target, source]")
			return false
		}
		into.rows, into.cols = shape[0], shape[1]
		return true
	case name != "" || into.given == 3:
		c.BadArgument("coo", name, []string{"rows", "cols", "values", "shape"}, a.At)
		return false
	case lone && a.Kind == grammar.String && inputs.HasExtension(a.Text, ".csv"):
		return c.cooFile(into, a)
	}
	into.lists[into.given], ok = c.NumberList(a, "coo", s)
	into.given++
	return ok
}

// cooFile reads the three lists from the columns of a file.
func (c *Connections) cooFile(into *cooArguments, file *grammar.Expr) bool {
	columns, ok := c.CSVColumns(file.Text, file.At, "row", "col", "value")
	if !ok {
		return false
	}
	for k, column := range columns {
		into.lists[k] = column.Data
	}
	if into.lines = columns[0].Lines; len(into.lines) == 0 {
		c.Err(diag.DataFile, file.At, "%s has no rows", file)
		return false
	}
	return true
}

// cooEntries puts the three lists together; lines are those of a file that they
// stand in, or nil.
func (c *Connections) cooEntries(at diag.Span, lists [3][]float64, file *grammar.Expr, lines []int) ([]transforms.Entry, bool) {
	entries := make([]transforms.Entry, len(lists[0]))
	for i := range entries {
		entries[i] = transforms.Entry{Row: int(lists[0][i]), Col: int(lists[1][i]), Val: lists[2][i]}
		if float64(entries[i].Row) != lists[0][i] || float64(entries[i].Col) != lists[1][i] {
			entry := fmt.Sprintf("entry %d", i)
			if lines != nil {
				entry = fmt.Sprintf("line %d of %s", lines[i], file)
			}
			c.Err(diag.DataFile, at, "%s is at [%g, %g]: rows and columns are whole numbers from 0", entry, lists[0][i], lists[1][i])
			return nil, false
		}
	}
	return entries, true
}

// wholes reads a list of whole numbers.
func (c *Connections) wholes(e *grammar.Expr, what string, s *outline.Scope) ([]int, bool) {
	v, ok := c.Constant(e, s)
	if !ok {
		return nil, false
	}
	list := []values.Value{v}
	if v.Vec {
		list = v.Elements()
	}
	var out []int
	for _, x := range list {
		x.At = e.At
		n, ok := c.Whole(x, "`"+what+"`", 1)
		if !ok {
			return nil, false
		}
		out = append(out, n)
	}
	return out, true
}
