package expressions

import (
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// evaluateEach evaluates matrix(m, n, e), whose element [i, j] is e, or
// vector(n, e), whose element i is e.
func (c *Resolver) evaluateEach(name string, args []*grammar.Expr, s *outline.Scope) (values.Value, bool) {
	size := []int{1, 1}
	for k, a := range args[:len(args)-1] {
		v, ok := c.Constant(a, s)
		if !ok {
			return values.Value{}, false
		}
		at := k
		if name == "vector" {
			at = 1
		}
		if size[at], ok = c.Whole(v, "a size", 1); !ok {
			return values.Value{}, false
		}
	}
	body := args[len(args)-1]
	if !c.ConstantFits(body.At, size[0], size[1]) {
		return values.Value{}, false
	}
	el := &Speller{c: c, place: inConstant, bound: map[string]Vector{"i": {Elements: []*code.Expr{code.Var(0, 0)}}, "j": {Elements: []*code.Expr{code.Var(0, 1)}}}}
	if name == "vector" {
		delete(el.bound, "j")
	}
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
	for i := range size[0] {
		row := values.Value{Vec: true, List: make([]values.Value, size[1])}
		for j := range size[1] {
			in[0], in[1] = float64(i), float64(j)
			if name == "vector" {
				in[0] = float64(j)
			}
			prog.Run(0, 0, in, nil, stack, out)
			if el.missed != nil {
				c.Err(diag.BadIndex, el.missed.At, "`%s` has no such element at i = %d, j = %d", el.missed.Args[0], i, j)
				return values.Value{}, false
			}
			if out[0]-out[0] != 0 {
				c.Err(diag.OutOfRange, body.At, "`%s` is not finite at i = %d, j = %d", body, i, j)
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
