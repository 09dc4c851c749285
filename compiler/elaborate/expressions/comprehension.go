package expressions

import (
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// evaluateEach evaluates matrix(m, n, e), whose element [i, j] is e, or
// vector(n, e), whose element i is e.
func (c *Resolver) evaluateEach(name string, args []*grammar.Expr, s *outline.Scope) (values.Value, bool) {
	rows, cols, ok := c.sizeOfEach(name, args[:len(args)-1], s)
	body := args[len(args)-1]
	if !ok || !c.ConstantFits(body.At, rows, cols) {
		return values.Value{}, false
	}
	el := &Speller{c: c, place: inConstant, bound: indicesOf(name)}
	spelled, ok := el.Expr(body, s)
	if !ok {
		return values.Value{}, false
	}
	if len(spelled.Elements) != 1 {
		c.Err(diag.SizeMismatch, body.At, "an element is one number, `%s` has %d", body, len(spelled.Elements))
		return values.Value{}, false
	}
	data := make([]float64, rows*cols)
	code.Table(spelled.Elements[0], rows, cols, data)
	if !el.elementsFit(body, spelled.Elements[0], cols, data) {
		return values.Value{}, false
	}
	if name == "vector" {
		return values.Vector(data), true
	}
	return values.Matrix(rows, data), true
}

// sizeOfEach reads how many elements are to be evaluated; a vector is one row.
func (c *Resolver) sizeOfEach(name string, sizes []*grammar.Expr, s *outline.Scope) (rows, cols int, ok bool) {
	size := []int{1, 1}
	for k, a := range sizes {
		v, ok := c.Constant(a, s)
		if !ok {
			return 0, 0, false
		}
		at := k
		if name == "vector" {
			at = 1
		}
		if size[at], ok = c.Whole(v, "a size", 1); !ok {
			return 0, 0, false
		}
	}
	return size[0], size[1], true
}

// indicesOf are the names that an element is computed from: i is the row of a matrix, and
// in a vector, which is a row, the column.
func indicesOf(name string) map[string]Vector {
	row, column := Vector{Elements: []*code.Expr{code.Var(0, 0)}}, Vector{Elements: []*code.Expr{code.Var(0, 1)}}
	if name == "vector" {
		return map[string]Vector{"i": column}
	}
	return map[string]Vector{"i": row, "j": column}
}

// elementsFit refuses the first element that was looked up beyond a list, or is not finite.
func (el *Speller) elementsFit(body *grammar.Expr, e *code.Expr, cols int, data []float64) bool {
	finite := !slices.ContainsFunc(data, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
	if el.missed == nil && finite {
		return true
	}
	el.missed = nil
	for k, v := range data {
		i, j := k/cols, k%cols
		at := []float64{float64(i), float64(j)}
		e.Eval(&code.Env{In: func(_, index int) float64 { return at[index] }})
		switch {
		case el.missed != nil:
			el.c.Err(diag.BadIndex, el.missed.At, "`%s` has no such element at i = %d, j = %d", el.missed.Args[0], i, j)
			return false
		case math.IsNaN(v) || math.IsInf(v, 0):
			el.c.Err(diag.OutOfRange, body.At, "`%s` is not finite at i = %d, j = %d", body, i, j)
			return false
		}
	}
	return true
}
