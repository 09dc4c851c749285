package code_test

import (
	"fmt"
	"testing"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/grammar/diag"
)

// 2*(x0 - x1*x1) - x2/4 + 3 has four addends, each with its factor.
func TestAddends(t *testing.T) {
	two := func(op string, x, y *code.Expr) *code.Expr { return code.NewBinary(op, x, y, diag.Span{}) }
	x := func(i int) *code.Expr { return code.Var(0, i) }
	e := two("+", two("-", two("*", code.Number(2), two("-", x(0), two("*", x(1), x(1)))), two("/", x(2), code.Number(4))), code.Number(3))
	got := ""
	e.Addends(1, func(factor float64, addend *code.Expr) {
		got += fmt.Sprintf("%g·%s ", factor, addend.Format(func(_, i int) string { return fmt.Sprintf("x%d", i) }))
	})
	if want := "2·x0 -2·(x1 * x1) -0.25·x2 1·3 "; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}
