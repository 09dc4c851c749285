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

// coo reads coo("w.csv") with columns row, col and value, or
// coo(rows, cols, values, shape=[m, n]) of vectors or files.
func (c *Connections) coo(e *grammar.Expr, args []*grammar.Expr, names []string, rows, cols int, s *outline.Scope) (*transforms.Sparse, bool) {
	var lists [3][]float64
	var lines []int // of a file, where the lists stand side by side
	given, lone := 0, len(args) == 1 || len(args) == 2 && slices.Contains(names, "shape")
	named := map[string]bool{}
	for i, a := range args {
		if c.GivenTwice(named, names[i], a.At) {
			return nil, false
		}
		switch {
		case names[i] == "shape":
			shape, ok := c.wholes(a, "shape", s)
			if !ok {
				return nil, false
			}
			if len(shape) != 2 {
				c.Err(diag.BadArgument, a.At, "`shape` is [target, source]")
				return nil, false
			}
			rows, cols = shape[0], shape[1]
		case names[i] != "" || given == 3:
			c.BadArgument("coo", names[i], []string{"rows", "cols", "values", "shape"}, a.At)
			return nil, false
		case lone && a.Kind == grammar.String && inputs.HasExtension(a.Text, ".csv"):
			columns, ok := c.CSVColumns(a.Text, a.At, "row", "col", "value")
			if !ok {
				return nil, false
			}
			for k, column := range columns {
				lists[k] = column.Data
			}
			if lines = columns[0].Lines; len(lines) == 0 {
				c.Err(diag.DataFile, a.At, "%s has no rows", a)
				return nil, false
			}
		default:
			var ok bool
			if lists[given], ok = c.NumberList(a, "coo", s); !ok {
				return nil, false
			}
			given++
		}
	}
	if lists[2] == nil || len(lists[0]) != len(lists[1]) || len(lists[0]) != len(lists[2]) {
		c.Err(diag.BadArgument, e.At, "`coo` takes a .csv file, or rows, columns and values of the same length (%d, %d, %d)", len(lists[0]),
			len(lists[1]), len(lists[2])).
			WithHelp("`coo(\"w.csv\")` reads the columns row, col and value")
		return nil, false
	}
	entries, ok := c.cooEntries(e.At, lists, args[0], lines)
	if !ok {
		return nil, false
	}
	if rows == 0 {
		for _, x := range entries {
			rows = max(rows, x.Row+1)
		}
	}
	out, err := transforms.NewSparse(rows, cols, entries)
	if err != nil {
		c.Err(diag.TransformShape, e.At, "`coo`: %v", err)
		return nil, false
	}
	return out, true
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
		list = v.List
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
