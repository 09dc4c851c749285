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
	if opt.From {
		return c.matrixFile(opt.Value.Text, opt.Value.At)
	}
	if file, _ := values.NpyFile(e); file != nil {
		return c.matrixFile(file.Text, opt.Value.At)
	}
	return c.MatrixOf(e, s, opt.Name, catalog.Plain, opt.Value.At)
}

// matrixFile reads an array of a file; a matrix of one row, column or element is a
// matrix.
func (c *Components) matrixFile(ref string, at diag.Span) (data []float64, rows, cols int, ok bool) {
	a, rows, cols, ok := c.ReadShaped(ref, at, nil)
	if !ok {
		return nil, 0, 0, false
	}
	switch len(a.Shape) {
	case 0:
		return a.Floats, 0, 0, true
	case 1:
		return a.Floats, rows, 0, true
	}
	return a.Floats, rows, cols, true
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
	return c.NumbersOf(e, s, what, catalog.Plain)
}
