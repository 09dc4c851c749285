package grammar

import "testing"

// expect returns the condition of a line `expect …`.
func expect(t *testing.T, text string) *Expr {
	t.Helper()
	f, diags := Parse("t.nef", "experiment e { expect "+text+" }")
	if len(diags) > 0 {
		t.Fatalf("%s: %v", text, diags)
	}
	return f.Body[0].(*Experiment).Body[0].(*Expect).Cond
}

// grouped writes an expression with all its brackets.
func grouped(e *Expr) string {
	if e = e.Strip(); e.Kind != Binary {
		return e.String()
	}
	return "(" + grouped(e.Args[0]) + " " + e.Text + " " + grouped(e.Args[1]) + ")"
}

// Comparisons chain as in mathematics; brackets close a comparison.
func TestChains(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"0 < u < 2", "((0 < u) and (u < 2))"},
		{"2 >= u > 0", "((2 >= u) and (u > 0))"},
		{"0 < u <= v < 2", "(((0 < u) and (u <= v)) and (v < 2))"},
		{"0 < u + 1 < 2*v", "((0 < (u + 1)) and ((u + 1) < (2 * v)))"},
		{"0 < u < 2 and v or 1 < w < 3", "((((0 < u) and (u < 2)) and v) or ((1 < w) and (w < 3)))"},
		{"(0 < u) < 2", "((0 < u) < 2)"},
		{"0 < (u < 2)", "(0 < (u < 2))"},
		{"(a == b) == c", "((a == b) == c)"},
		{"0 < u and u < 2", "((0 < u) and (u < 2))"},
	} {
		e := expect(t, c.in)
		if got := grouped(e); got != c.want {
			t.Errorf("%s is read as %s, wanted %s", c.in, got, c.want)
		}
		if got := grouped(expect(t, e.String())); got != c.want {
			t.Errorf("%s is printed as %s, which is %s", c.in, e, got)
		}
	}
	if got := expect(t, "0 < u <= 2*v").String(); got != "0 < u <= 2*v" {
		t.Errorf("printed as %s", got)
	}
}

// What cannot be a chain says how to write it, and that parses.
func TestNoChains(t *testing.T) {
	for _, c := range []struct{ in, help string }{
		{"0 < u > 2", "write `0 < u and u > 2`"},
		{"2 >= u <= 3", "write `2 >= u and u <= 3`"},
		{"0 < u < 2 > v", "write `0 < u < 2 and 2 > v`"},
		{"a == b == c", "write `a == b and b == c`"},
		{"a == b < c", "write `a == b and b < c`"},
		{"0 < b != c", "write `0 < b and b != c`"},
		{"0 < (1 < u < 2) < 2", "write `0 < (1 < u < 2) and (1 < u < 2) < 2`"},
	} {
		_, diags := Parse("t.nef", "experiment e { expect "+c.in+" }")
		if len(diags) != 1 || diags[0].Way() != c.help {
			t.Errorf("%s: %v", c.in, diags)
			continue
		}
		expect(t, c.help[len("write `"):len(c.help)-1])
	}
}
