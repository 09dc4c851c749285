package expressions

import (
	"math"

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
	prog := code.Compile(spelled.Elements, func(_, k int) int { return k })
	in, stack, out := make([]float64, 2), make([]float64, prog.Depth), make([]float64, 1)
	m := values.Value{Vec: true}
	for i := range rows {
		row := values.Value{Vec: true, List: make([]values.Value, cols)}
		for j := range cols {
			if in[0], in[1] = float64(i), float64(j); name == "vector" {
				in[0] = float64(j)
			}
			prog.Run(0, 0, in, nil, stack, out)
			if !el.elementFits(body, out[0], i, j) {
				return values.Value{}, false
			}
			row.List[j].Num = out[0]
		}
		m.List = append(m.List, row)
	}
	if name == "vector" {
		return m.List[0], true
	}
	return m, true
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

// indicesOf are the names that an element of a matrix or a vector is computed from.
func indicesOf(name string) map[string]Vector {
	out := map[string]Vector{"i": {Elements: []*code.Expr{code.Var(0, 0)}}}
	if name != "vector" {
		out["j"] = Vector{Elements: []*code.Expr{code.Var(0, 1)}}
	}
	return out
}

// elementFits refuses an element that was looked up beyond a list, or is not finite.
func (el *Speller) elementFits(body *grammar.Expr, v float64, i, j int) bool {
	switch {
	case el.missed != nil:
		el.c.Err(diag.BadIndex, el.missed.At, "`%s` has no such element at i = %d, j = %d", el.missed.Args[0], i, j)
		return false
	case math.IsNaN(v) || math.IsInf(v, 0):
		el.c.Err(diag.OutOfRange, body.At, "`%s` is not finite at i = %d, j = %d", body, i, j)
		return false
	}
	return true
}
