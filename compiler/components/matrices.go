package components

import (
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// MatrixOption reads a number (rows 0), a vector (cols 0) or a matrix.
func (c *Components) MatrixOption(opt values.Option) (data []float64, rows, cols int, ok bool) {
	e, s := c.Deref(opt.Value, opt.In)
	file := ""
	if opt.From {
		file = opt.Value.Text
	} else if named, _ := values.NpyFile(e); named != nil {
		file = named.Text
	}
	if file != "" {
		a, rows, cols, ok := c.ReadShaped(file, opt.Value.At, nil)
		if !ok {
			return nil, 0, 0, false
		}
		switch len(a.Shape) { // a matrix of one row, column or element is a matrix
		case 0:
			return a.Floats, 0, 0, true
		case 1:
			return a.Floats, rows, 0, true
		}
		return a.Floats, rows, cols, true
	}
	v, ok := c.Constant(e, s)
	if !ok {
		return nil, 0, 0, false
	}
	if data, ok = c.Numbers(v, opt.Name, catalog.Plain); !ok {
		return nil, 0, 0, false
	}
	switch {
	case !v.Vec:
		return data, 0, 0, true
	case len(v.List) > 0 && v.List[0].Vec:
		rows, cols = len(v.List), len(v.List[0].List)
		if rows*cols != len(data) {
			c.Err(diag.SizeMismatch, opt.Value.At, "the rows of `%s` have different lengths", opt.Name)
			return nil, 0, 0, false
		}
		return data, rows, cols, true
	}
	return data, len(data), 0, true
}

// NumberList reads numbers, however nested, of a constant or a file.
func (c *Components) NumberList(e *grammar.Expr, what string, s *outline.Scope) ([]float64, bool) {
	e, s = c.Deref(e, s)
	if file, _ := values.NpyFile(e); file != nil {
		e = file
	}
	if e.Kind == grammar.String {
		data, _, _, ok := c.ReadArray(e.Text, e.At)
		return data, ok
	}
	v, ok := c.Constant(e, s)
	if !ok {
		return nil, false
	}
	return c.Numbers(v, what, catalog.Plain)
}
