package components

import (
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// ArrayOption reads a per-neuron option or a matrix: a number or row fills, a vector
// or matrix is taken as it is, a distribution is drawn later, a file is read.
func (c *Components) ArrayOption(o *values.Options, name string, rows, cols int, unit catalog.Unit) (*model.Array, bool) {
	opt, ok := o.ByName[name]
	if !ok {
		return nil, true
	}
	out := &model.Array{At: opt.Value.At, Rows: rows, Cols: cols, Text: opt.Value.String()}
	if opt.From {
		out.Text, out.ReadFrom = "from "+out.Text, opt.Value.Text
		return out, c.arrayFile(out, name, opt.Value.Text)
	}
	e, s := c.Deref(opt.Value, opt.In)
	if d, found, ok := c.Distribution(e, s, unit); found || !ok {
		out.Dist = d
		if d != nil {
			out.Text = d.String()
		}
		return out, ok && c.ChoiceFits(d, name, cols, e.At)
	}
	if n, args, _, ok := values.NameAndArgs(e); ok && n == "samples" && len(args) == 1 {
		e = args[0] // Nengo's name for given numbers
	}
	if file, found := values.NpyFile(e); found {
		if file == nil {
			c.Err(diag.BadArgument, e.At, "`npy` takes a file name in quotes")
			return nil, false
		}
		out.At = file.At
		return out, c.arrayFile(out, name, file.Text)
	}
	return c.arrayValue(out, name, e, s, unit)
}

// arrayFile reads the numbers of an array from a file.
func (c *Components) arrayFile(out *model.Array, name, ref string) bool {
	fits := func(r, k int) bool { return r*k == 0 || c.fitsArray(out, name, r, k) }
	a, r, k, ok := c.ReadShaped(ref, out.At, fits)
	return ok && (len(a.Shape) < 2 || c.noColumn(out, name, r, k)) && c.fill(out, name, a.Floats, r, k)
}

// arrayValue takes the numbers of an array from a constant.
func (c *Components) arrayValue(out *model.Array, name string, e *grammar.Expr, s *outline.Scope, unit catalog.Unit) (*model.Array, bool) {
	data, rows, cols, ok := c.MatrixOf(e, s, name, unit, e.At)
	switch {
	case !ok:
		return nil, false
	case cols == 0: // a number or a vector
		rows, cols = len(data), 1
	case !c.noColumn(out, name, rows, cols):
		return nil, false
	}
	return out, c.fill(out, name, data, rows, cols)
}

// fitsArray demands that data of r×k makes an array of the wanted shape: rows 0 means
// any number of rows; one number fills; one row fills all rows.
func (c *Components) fitsArray(out *model.Array, name string, r, k int) bool {
	if out.Rows == 0 {
		if k == out.Cols || k == 1 && r == out.Cols {
			return true
		}
		c.Err(diag.SizeMismatch, out.At, "`%s` has %d columns, %d are needed", name, k, out.Cols)
		return false
	}
	whole := r*k == out.Rows*out.Cols && (r == out.Rows || out.Cols == 1 || k == 1)
	if whole || isRow(out, r, k) {
		return true
	}
	d := c.Err(diag.SizeMismatch, out.At, "`%s` has shape %d×%d, needed is %d×%d", name, r, k, out.Rows, out.Cols)
	if list := c.Text(out.At); r == 2 && k == 1 && strings.HasPrefix(list, "[") {
		fix, how := drawn(name, list, out.At)
		d.WithHelp("`%s` draws one for each; or give all %d rows, or one that fills", how, out.Rows).WithFix(fix)
		return false
	}
	d.WithHelp("give all %d rows, one that fills, or a distribution such as `LOW..HIGH` or `choice([…])`", out.Rows)
	return false
}

// drawn is a list of two numbers as the distribution that was probably meant: one of
// the two for encoders, and what lies between them for all else.
func drawn(name, list string, at diag.Span) (fix diag.Fix, how string) {
	low, high, _ := strings.Cut(strings.Trim(list, "[]"), ", ")
	how = low + ".." + high
	if name == "encoders" || strings.ContainsAny(how, "[],") {
		how = "choice(" + list + ")"
	}
	return diag.Replace(at, how).Maybe(), how
}

// noColumn refuses a matrix of one column where rows are wider: a vector of as
// many numbers would be a row.
func (c *Components) noColumn(out *model.Array, name string, r, k int) bool {
	if k != 1 || r == 1 || out.Cols == 1 {
		return true
	}
	c.Err(diag.SizeMismatch, out.At, "`%s` has rows of 1 number, %d are needed", name, out.Cols)
	return false
}

// isRow says whether data of r×k is one number or one row, which fills.
func isRow(out *model.Array, r, k int) bool {
	return r*k == 1 || r*k == out.Cols && (k != out.Rows || r == 1)
}

// fill stores data of r×k in an array of a wanted shape.
func (c *Components) fill(out *model.Array, name string, data []float64, r, k int) bool {
	if !c.fitsArray(out, name, r, k) {
		return false
	}
	switch want := out.Rows * out.Cols; {
	case out.Rows == 0:
		out.Rows, out.Data = len(data)/out.Cols, data
	case len(data) == want:
		out.Data = data
	default:
		for len(out.Data) < want {
			out.Data = append(out.Data, data...)
		}
	}
	return true
}
