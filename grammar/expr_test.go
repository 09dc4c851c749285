package grammar

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nefc/nefc/grammar/split"
)

// sexpr writes an expression with its structure: (operator operands…).
func sexpr(e *Expr) string {
	if e == nil {
		return "_"
	}
	parts := []string{e.Text}
	switch e.Kind {
	case Number, Quantity:
		return fmt.Sprintf("%g%s", e.Num, e.Text)
	case String:
		return fmt.Sprintf("%q", e.Text)
	case Name:
		return e.Text
	case Member:
		parts = []string{"." + e.Text}
	case If:
		parts = []string{"if"}
	case Call:
		parts = []string{"call"}
	case Index:
		parts = []string{"at"}
	case Slice:
		parts = []string{":"}
	case Vector:
		parts = []string{"list"}
	case Paren:
		parts = []string{"paren"}
	}
	for i, a := range e.Args {
		text := sexpr(a)
		if e.Kind == Call && i > 0 && e.ArgNames[i-1] != "" {
			text = e.ArgNames[i-1] + "=" + text
		}
		parts = append(parts, text)
	}
	return "(" + strings.Join(parts, " ") + ")"
}

// What an expression is read as, how it is printed back, and that its span is
// the text it was read from.
func TestExpressions(t *testing.T) {
	for _, c := range []struct{ in, tree, printed string }{
		{"1 + 2*3", "(+ 1 (* 2 3))", "1 + 2*3"},
		{"1*2 + 3", "(+ (* 1 2) 3)", "1*2 + 3"},
		{"1 - 2 - 3", "(- (- 1 2) 3)", "1 - 2 - 3"},
		{"8/4/2", "(/ (/ 8 4) 2)", "8/4/2"},
		{"2^3^2", "(^ 2 (^ 3 2))", "2^3^2"},
		{"-x^2", "(- (^ x 2))", "-x^2"},
		{"-x*y", "(* (- x) y)", "-x*y"},
		{"2^-x", "(^ 2 (- x))", "2^-x"},
		{"(1+2)*3", "(* (paren (+ 1 2)) 3)", "(1 + 2)*3"},
		{"-1..0.9", "(.. (- 1) 0.9)", "-1..0.9"},
		{"1 + 2..3", "(.. (+ 1 2) 3)", "1 + 2..3"},
		{"a or b and c", "(or a (and b c))", "a or b and c"},
		{"a and b or c", "(or (and a b) c)", "a and b or c"},
		{"a == b | c == d", "(| (== a b) (== c d))", "a == b | c == d"},
		{"(not a) == b", "(== (paren (not a)) b)", "(not a) == b"},
		{"1..2 == 3", "(== (.. 1 2) 3)", "1..2 == 3"},
		{"a | b and c", "(| a (and b c))", "a | b and c"},
		{"not a and b", "(and (not a) b)", "not a and b"},
		{"a < b and c >= d", "(and (< a b) (>= c d))", "a < b and c >= d"},
		{"a == b or c != d", "(or (== a b) (!= c d))", "a == b or c != d"},
		{"a <= b + 1", "(<= a (+ b 1))", "a <= b + 1"},
		{"if t > 1 then 2 else 3 + 4", "(if (> t 1) 2 (+ 3 4))", "if t > 1 then 2 else 3 + 4"},
		{"if a then if b then 1 else 2 else 3", "(if a (if b 1 2) 3)", "if a then if b then 1 else 2 else 3"},
		{"5ms", "5ms", "5ms"},
		{"20%", "20%", "20%"},
		{"1e-4", "0.0001", "0.0001"},
		{"1E+3Hz", "1000Hz", "1000Hz"},
		{"1e3", "1000", "1000"},
		{"2e", "2e", "2e"}, // no exponent: a unit that touches
		{"3.5", "3.5", "3.5"},
		{"\"a \\\" \\\\ \\n\"", `"a \" \\ \n"`, `"a \" \\ \n"`},
		{"x[0]", "(at x 0)", "x[0]"},
		{"x[1:2]", "(at x (: 1 2))", "x[1:2]"},
		{"x[:2, -1, 3:]", "(at x (: _ 2) (- 1) (: 3 _))", "x[:2, -1, 3:]"},
		{"x[:]", "(at x (: _ _))", "x[:]"},
		{"p[1].neurons[2:4]", "(at (.neurons (at p 1)) (: 2 4))", "p[1].neurons[2:4]"},
		{"f()", "(call f)", "f()"},
		{"f(a, b=2, c)", "(call f a b=2 c)", "f(a, b=2, c)"},
		{"f(a=b)(c)", "(call (call f a=b) c)", "f(a=b)(c)"},
		{"m.n.f(x).y", "(.y (call (.f (.n m)) x))", "m.n.f(x).y"},
		{"[1, [2, x], -3]", "(list 1 (list 2 x) (- 3))", "[1, [2, x], -3]"},
		{"0 < a < 2", "(and (< 0 a) (< a 2))", "0 < a < 2"},
		{"größe_2 + ß", "(+ größe_2 ß)", "größe_2 + ß"},
	} {
		f, diags := Parse("t.nef", "let w = "+c.in)
		if len(diags) > 0 {
			t.Errorf("%q: %v", c.in, diags)
			continue
		}
		e := f.Body[0].(*Let).Value
		if got := sexpr(e); got != c.tree {
			t.Errorf("%q is read as %s, wanted %s", c.in, got, c.tree)
		}
		if got := e.String(); got != c.printed {
			t.Errorf("%q is printed as %q, wanted %q", c.in, got, c.printed)
		}
		if got := f.Source[e.At.Start().Offset:e.At.End().Offset]; got != c.in {
			t.Errorf("%q is said to stand at %q", c.in, got)
		}
	}
}

// Each expression inside a larger one knows its own place, counted in
// characters.
func TestPlacesOfExpressions(t *testing.T) {
	f, _ := Parse("t.nef", "# é\nlet w = f(é + 1, [2, 3])[0].x")
	want := []string{"f(é + 1, [2, 3])[0].x 2:9-30", "f(é + 1, [2, 3])[0] 2:9-28", "f(é + 1, [2, 3]) 2:9-25", "f 2:9-10",
		"é + 1 2:11-16", "é 2:11-12", "1 2:15-16", "[2, 3] 2:18-24", "2 2:19-20", "3 2:22-23", "0 2:26-27"}
	i := 0
	f.Body[0].(*Let).Value.Walk(func(e *Expr) {
		got := fmt.Sprintf("%s %d:%d-%d", f.Source[e.At.Start().Offset:e.At.End().Offset], e.At.Start().Line, e.At.Start().Column, e.At.End().Column)
		if i >= len(want) || got != want[i] {
			t.Errorf("expression %d: %s, wanted %v", i, got, want[min(i, len(want)-1)])
		}
		i++
	})
	if i != len(want) {
		t.Errorf("%d expressions, wanted %d", i, len(want))
	}
}

// Nesting has a limit where brackets, operators and blocks are too deep, and
// none below.
func TestDepthLimits(t *testing.T) {
	nest := func(open, inner, closing string, n int) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(closing, n)
	}
	for _, c := range []struct {
		src string
		bad bool
	}{
		{"let w = " + nest("(", "1", ")", split.MaxDepth), false},
		{"let w = " + nest("(", "1", ")", split.MaxDepth+1), true},
		{"let w = " + nest("[", "1", "]", split.MaxDepth), false},
		{"let w = " + nest("[", "1", "]", split.MaxDepth+1), true},
		{"let w = " + nest("-", "1", "", 3*split.MaxDepth), false},
		{"let w = " + nest("-", "1", "", 4*split.MaxDepth+1), true},
		{"let w = " + nest("2^", "1", "", 5*split.MaxDepth), true},
		{nest("network n {", " seed 1 ", "}", split.MaxBlocks), false},
		{nest("network n {", " seed 1 ", "}", split.MaxBlocks+1), true},
	} {
		_, diags := Parse("t.nef", c.src)
		if got := len(diags) > 0; got != c.bad {
			t.Errorf("%.40s… (%d bytes): %v", c.src, len(c.src), diags)
		}
		for _, d := range diags {
			if d.Code.String() != "NEF006" {
				t.Errorf("%.40s…: %v", c.src, d)
			}
		}
	}
}

// A comment within a statement is no part of what it says.
func TestCommentsWithinStatements(t *testing.T) {
	f, diags := Parse("t.nef", "let v = [1,  # the first\n  # and the second\n  2 +  # a sum\n  3]\nensemble a 3 {  # options\n  # dims\n  dims 2  # two\n}\n")
	if len(diags) > 0 || len(f.Body) != 2 {
		t.Fatal(diags)
	}
	if got := sexpr(f.Body[0].(*Let).Value); got != "(list 1 (+ 2 3))" {
		t.Errorf("read as %s", got)
	}
	if opt := f.Body[1].(*Ensemble).Options.Get("dims"); opt == nil || opt.Value.Num != 2 {
		t.Errorf("dims is %v", opt)
	}
}
