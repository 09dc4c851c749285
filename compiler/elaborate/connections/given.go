package connections

import (
	"github.com/nefc/nefc/compiler/inputs"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Given reads decoders or weights: a number, a matrix, an array of a file, or
// a weight table.
func (c *Connections) Given(opt values.Option, cols int, what string, unit catalog.Unit) (*model.Given, bool) {
	g := &model.Given{At: opt.Value.At}
	if opt.From {
		g.File = opt.Value.Text
		return g, c.givenFile(g, cols)
	}
	e, s := c.Deref(opt.Value, opt.In)
	if file, _ := values.NpyFile(e); file != nil {
		g.File, g.At = file.Text, file.At
		return g, c.givenFile(g, cols)
	}
	return g, c.givenNumbers(g, e, s, what, unit)
}

// givenNumbers reads a number, which fills a matrix, or the numbers of one.
func (c *Connections) givenNumbers(g *model.Given, e *grammar.Expr, s *outline.Scope, what string, unit catalog.Unit) bool {
	switch _, isDrawn, ok := c.Distribution(e, s, catalog.Plain); {
	case !ok:
		return false
	case isDrawn:
		c.Err(diag.BadArgument, e.At, "`%s` are numbers, `%s` is a distribution", what, e)
		return false
	}
	v, ok := c.Constant(e, s)
	if !ok {
		return false
	}
	if g.Data, ok = c.Numbers(v, what, unit); !ok {
		return false
	}
	switch {
	case !v.Vec:
		g.Fill = true
		return true
	case v.Len() > 0 && v.Element(0).Vec:
		g.Rows, g.Cols = v.Len(), v.Element(0).Len()
	default:
		g.Rows, g.Cols = 1, v.Len()
	}
	if g.Rows*g.Cols != len(g.Data) {
		c.Err(diag.SizeMismatch, e.At, "the rows of `%s` have different lengths", what)
		return false
	}
	return true
}

// givenFile reads "f.npz:name" or "f.npy" as plain numbers, and "f.npz" as a
// weight table, which also knows whose weights they are.
func (c *Connections) givenFile(g *model.Given, cols int) bool {
	file, member := inputs.SplitRef(g.File)
	if member == "" && inputs.HasExtension(file, ".npz") {
		t, ok := c.WeightTable(file, g.At)
		if !ok {
			return false
		}
		g.Table, g.Data, g.Rows, g.Cols = t, t.Weights, t.Shape[0], t.Shape[1]
		return true
	}
	data, rows, k, ok := c.ReadArray(g.File, g.At)
	if !ok {
		return false
	}
	g.Data, g.Rows, g.Cols = data, rows, k
	if k == 1 && rows == cols && cols != 1 {
		g.Rows, g.Cols = 1, rows
	}
	return true
}
