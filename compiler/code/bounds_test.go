package code

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/functions"
)

// Whatever the input between two numbers, an expression lies within its bounds, as it is
// computed; and where it only increases or decreases, they are its values at the ends.
func TestBounds(t *testing.T) {
	at := diag.Span{}
	d := Var(0, 0)
	binary := func(op string, a, b *Expr) *Expr { return NewBinary(op, a, b, at) }
	call := func(name string, args ...*Expr) *Expr { return NewCall(functions.Find(name), args, at) }
	num := Number
	gauss := call("exp", NewUnary("-", binary("^", binary("/", d, num(0.1)), num(2))))
	inf := math.Inf(1)
	for _, c := range []struct {
		name            string
		of              *Expr
		lo, hi          float64
		tight           bool
		lowest, highest float64
	}{
		{"a Gaussian", gauss, 0.05, 0.2, true, math.Exp(-4), math.Exp(-0.25)},
		{"a Gaussian around 0", gauss, 0, 0.1, true, math.Exp(-1), 1},
		{"an exponential", binary("*", num(0.01), call("exp", NewUnary("-", d))), 1, 2, true, 0.01 * math.Exp(-2), 0.01 * math.Exp(-1)},
		{"a square", binary("^", binary("-", d, num(1)), num(2)), 0, 3, true, 0, 4},
		{"magnitude", call("abs", binary("-", d, num(1))), 0, 3, true, 0, 2},
		{"the smaller", call("min", num(1), binary("/", num(0.1), d)), 0.05, 0.5, true, 0.2, 1},
		{"the larger", call("max", num(0), binary("-", num(1), d)), 0.5, 2, true, 0, 0.5},
		{"a root", call("sqrt", d), 1, 4, true, 1, 2},
		{"floor", call("floor", d), 1.5, 4.5, true, 1, 4},
		{"tanh", call("tanh", d), 0, 1, true, 0, math.Tanh(1)},
		{"a product of both signs", binary("*", binary("-", d, num(1)), binary("-", d, num(2))), 0, 3, false, 0, 0},
		{"by what may be 0", binary("/", num(1), d), 0, 1, true, -inf, inf},
		{"a sine", call("sin", d), 0, 1, true, -inf, inf},
		{"a power", binary("^", d, num(1.5)), 0, 1, true, -inf, inf},
		{"a choice", NewSelect(binary("<", d, num(0.3)), num(1), num(0), at), 0, 1, true, 0, 1},
		{"no number", call("sqrt", binary("-", d, num(1))), 0, 2, true, -inf, inf},
	} {
		low, high := c.of.Bounds(c.lo, c.hi)
		near := func(got, want float64) bool { return got == want || math.Abs(got-want) < 1e-9*math.Abs(want) }
		if c.tight && !(near(low, c.lowest) && near(high, c.highest)) {
			t.Errorf("%s: %g … %g, want %g … %g", c.name, low, high, c.lowest, c.highest)
		}
		r := rand.New(rand.NewPCG(1, 2))
		for range 2000 {
			x := c.lo + (c.hi-c.lo)*r.Float64()
			v := c.of.Eval(&Env{In: func(_, _ int) float64 { return x }})
			if v < low || v > high {
				t.Fatalf("%s is %g at %g, not in %g … %g", c.name, v, x, low, high)
			}
		}
	}
}
