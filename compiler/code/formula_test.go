package code

import (
	"testing"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/functions"
)

// Formulas have the parentheses that they need, and no others.
func TestFormula(t *testing.T) {
	x, y := Var(0, 0), Var(0, 1)
	op := func(op string, a, b *Expr) *Expr { return &Expr{Kind: Binary, Op: op, Args: []*Expr{a, b}} }
	minus := func(a *Expr) *Expr { return &Expr{Kind: Unary, Op: "-", Args: []*Expr{a}} }
	sin := functions.Find("sin")
	for _, c := range []struct {
		e    *Expr
		want string
	}{
		{op("*", x, x), "x²"},
		{op("*", op("*", x, x), x), "x³"},
		{op("*", op("+", x, y), op("+", x, y)), "(x + y)²"},
		{op("-", x, op("-", y, x)), "x − (y − x)"},
		{op("-", op("-", x, y), x), "x − y − x"},
		{op("*", op("+", x, Number(1)), y), "(x + 1)·y"},
		{op("/", x, op("*", y, x)), "x/(y·x)"},
		{op("^", op("*", x, y), Number(0.5)), "(x·y)^0.5"},
		{minus(op("+", x, y)), "−(x + y)"},
		{minus(op("*", x, x)), "−x²"},
		{op("*", Number(-2), x), "−2·x"},
		{op("<", x, op("+", y, Number(2.5))), "x < y + 2.5"},
		{&Expr{Kind: Select, Args: []*Expr{op(">", x, Number(0)), x, minus(x)}}, "if x > 0 then x else −x"},
		{op("+", &Expr{Kind: Select, Args: []*Expr{x, x, y}}, x), "(if x then x else y) + x"},
		{&Expr{Kind: Call, Fn: sin, Args: []*Expr{op("*", Number(2*3.141592653589793), &Expr{Kind: Time})}}, "sin(2π·t)"},
		{op("*", x, x).Times(3), "3·x²"},
		{op("+", x, y).Times(-1), "−(x + y)"},
		{NewBinary("+", x, Number(0), diag.Span{}).Times(1), "x + 0"},
	} {
		if got := c.e.Formula(func(_, i int) string { return string(rune('x' + i)) }); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}
