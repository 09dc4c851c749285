package code

import (
	"math"
	"testing"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/functions"
)

// A compiled expression has the bits of the expression, whatever its operators are
// applied to.
func TestCompiledIsTheExpression(t *testing.T) {
	x, y, z := Var(0, 0), Var(0, 1), Var(1, 0)
	var exprs []*Expr
	for op := range binary {
		exprs = append(exprs, NewBinary(op, x, y, diag.Span{}), NewBinary(op, NewBinary(op, z, x, diag.Span{}), y, diag.Span{}))
	}
	for op := range unary {
		exprs = append(exprs, NewUnary(op, x))
	}
	for _, fn := range functions.Table {
		exprs = append(exprs, NewCall(fn, []*Expr{x, z}[:fn.Arity()], diag.Span{}))
	}
	exprs = append(exprs, NewSelect(x, y, z, diag.Span{}), NewBinary("*", &Expr{Kind: Time}, NewBinary("+", &Expr{Kind: Step}, &Expr{Kind: Param}, diag.Span{}), diag.Span{}))
	values := []float64{0, math.Copysign(0, -1), 1, -2.5, 1e300, math.Inf(1), math.NaN()}
	p := Compile(exprs, func(src, index int) int { return 2*src + index })
	stack, out := make([]float64, p.Depth), make([]float64, len(exprs))
	for _, a := range values {
		for _, b := range values {
			in := []float64{a, b, 0.3}
			env := &Env{T: 0.7, Dt: 0.001, Params: []float64{a}, In: func(src, index int) float64 { return in[2*src+index] }}
			p.Run(env.T, env.Dt, in, env.Params, stack, out)
			for i, e := range exprs {
				if want := e.Eval(env); math.Float64bits(out[i]) != math.Float64bits(want) {
					t.Errorf("%s of %g, %g is %g, compiled %g", e.Format(func(src, k int) string { return "xyz"[2*src+k : 2*src+k+1] }), a, b, want, out[i])
				}
			}
		}
	}
}
