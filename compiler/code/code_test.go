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
	exprs = append(exprs, NewWeighted([]float64{0.5, -3, 1e-3}, []*Expr{x, NewBinary("*", y, z, diag.Span{}), z}, diag.Span{}))
	exprs = append(exprs, Number(2), Number(math.Copysign(0, -1)), z, Number(math.Inf(1)))
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

// A table has the bits of the expression at each row and column, in stretches of columns
// and parts that are the same along a row or a column.
func TestTableIsTheExpression(t *testing.T) {
	i, j, at := Var(0, 0), Var(0, 1), diag.Span{}
	sum := NewBinary("+", i, NewBinary("/", j, Number(3), at), at)
	for name, e := range map[string]*Expr{
		"number": Number(2.5), "row": NewBinary("/", i, Number(3), at), "column": NewUnary("-", j), "both": sum,
		"choice":   NewSelect(NewBinary("<", i, j, at), NewCall(functions.Find("cos"), []*Expr{sum}, at), NewBinary("*", sum, i, at), at),
		"calls":    NewCall(functions.Find("mod"), []*Expr{NewCall(functions.Find("sin"), []*Expr{j}, at), NewBinary("+", i, Number(1), at)}, at),
		"weighted": NewWeighted([]float64{0.1, -3}, []*Expr{sum, j}, at),
	} {
		for _, size := range [][2]int{{1, 1}, {3, 1}, {2, tableWidth}, {3, tableWidth + 1}} {
			rows, cols := size[0], size[1]
			out := make([]float64, rows*cols)
			Table(e, rows, cols, out)
			for k, got := range out {
				at := []int{k / cols, k % cols}
				want := e.Eval(&Env{In: func(_, index int) float64 { return float64(at[index]) }})
				if math.Float64bits(got) != math.Float64bits(want) {
					t.Fatalf("%s, %d×%d: %g at %d, not %g", name, rows, cols, got, at, want)
				}
			}
		}
	}
}

// A weighted sum is what its addends come to, and a linear form where they are.
func TestWeighted(t *testing.T) {
	x, y := Var(0, 0), Var(0, 1)
	e := NewWeighted([]float64{2, 0, -3}, []*Expr{NewBinary("+", x, Number(5), diag.Span{}), y, y}, diag.Span{})
	got := map[int]float64{}
	constant := 0.0
	e.Addends(10, func(k float64, a *Expr) {
		if v, ok := a.IsConst(); ok {
			constant += k * v
		} else {
			got[a.Index] += k
		}
	})
	if got[0] != 20 || got[1] != -30 || constant != 100 {
		t.Errorf("addends %v and %g", got, constant)
	}
	if coef, k, ok := e.Linear(2); !ok || coef[0] != 2 || coef[1] != -3 || k != 10 {
		t.Errorf("coefficients %v, constant %g, %t", coef, k, ok)
	}
	if _, _, ok := NewWeighted([]float64{1}, []*Expr{NewBinary("*", x, y, diag.Span{})}, diag.Span{}).Linear(2); ok {
		t.Error("a product is linear")
	}
	if v, ok := NewWeighted([]float64{2, 0.5}, []*Expr{Number(3), Number(4)}, diag.Span{}).IsConst(); !ok || v != 8 {
		t.Errorf("of constants it is %g, %t", v, ok)
	}
	if text := e.Format(func(_, i int) string { return "xy"[i : i+1] }); text != "(2*(x + 5) + 0*y + -3*y)" {
		t.Error(text)
	}
}
