package compiler_test

import (
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
)

// What is wrong inside a template that nothing makes an instance of is found; what hangs on
// arguments that nobody gave is not judged.
func TestIdleTemplates(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"an unknown name", "X(n=10) {\n input i dims 1\n ensemble z n\n connect i -> zz\n output o = z\n}", "nothing is called `zz`"},
		{"an unknown option", "X(n) {\n ensemble z n dim 2\n}", "`ensemble` has no option `dim`"},
		{"sizes", "X(n=10, d=2) {\n ensemble z n dims d\n ensemble y n dims 3\n connect z -> y\n}", "`z` has 2 dimensions, `y` takes 3"},
		{"a template within", "X(n) {\n Y y(m=n, k=2)\n}\ntemplate Y(m) {\n ensemble z m\n}", "`Y` has no argument `k`"},
		{"a last block", "X() {\n network q {\n  ensemble z 10 dim 2\n }\n}", "no option `dim`"},
		{"an argument nobody gave", "X(n, d, s) {\n input i dims d\n ensemble z n dims d radius s\n connect i -> z transform matrix(d, 2, 0)\n" +
			" for j in 0:n { ensemble m[j] n; connect i[j] -> m[j] }\n output o = z[0:d]\n}", ""},
		{"an input of any size", "X(n=10) {\n input i\n ensemble z n\n connect i -> z\n output o = z\n}", ""},
		{"what only an instance can tell", "X(n=10) {\n input i dims 1\n ensemble z n\n connect i -> z\n}", ""},
		{"a default to be replaced", "X(n=0) {\n expect n > 0 because \"neurons are needed\"\n ensemble z n\n}", ""},
		{"a default that another template replaces", "X(n=10) {\n Y y(k=n)\n}\ntemplate Y(k=0) {\n ensemble z k\n}", ""},
		{"what another template makes", "X(n=10) {\n Y y(k=n)\n}\ntemplate Y(k=0) {\n ensemble z k dim 2\n}", "no option `dim`"},
		{"a template called as the time is", "t(n=10) {\n ensemble z n\n}", ""},
		{"a template of its own name", "X(n=10) {\n ensemble X n\n node y = X\n}\nensemble X 10", ""},
	} {
		var got []string
		for _, d := range compilertest.Check(t, "seed 1\ntemplate "+c.body+"\n").Diags {
			if d.Severity == diag.Error {
				got = append(got, d.Summary)
			}
		}
		if text := strings.Join(got, "; "); c.want == "" && text != "" || c.want != "" && (len(got) != 1 || !strings.Contains(text, c.want)) {
			t.Errorf("%s: found %q, want %q", c.name, text, c.want)
		}
	}
}

// What is wrong inside a loop of no turns is found, unless it hangs on the number of turns.
func TestTurnlessLoops(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"an unknown name", "for i in 0:n { connect a -> zz }", "nothing is called `zz`"},
		{"an unknown option", "for i in 0:n { ensemble c[i] 10 dim 2 }", "`ensemble` has no option `dim`"},
		{"in a loop within", "for i in 0:n { for j in 0:2 { ensemble c[j] 10 dim 2 } }", "`ensemble` has no option `dim`"},
		{"in a template", "template x(k) {\n for i in 0:k { ensemble c[i] 10 dim 2 }\n}\nx m(k=n)", "`ensemble` has no option `dim`"},
		{"members of another loop", "for i in 0:n { ensemble c[i] 10 }\nfor i in 0:n { connect c[i] -> a }", ""},
		{"a chain of one", "for i in 0:1 { ensemble c[i] 10 }\nfor i in 1:1 { connect c[i-1] -> c[i] }", ""},
		{"what is divided by their number", "for i in 0:n { connect a -> a transform 1/n }", ""},
		{"a row of none", "let w = [1, 2]\nfor i in 2:2 { connect a -> a transform w[i] }", ""},
		{"sizes that come with turns", "for i in 0:n { ensemble c[i] 10 dims i }", ""},
	} {
		var got []string
		for _, d := range compilertest.Check(t, "seed 1\nlet n = 0\nensemble a 10\n"+c.text+"\n").Diags {
			if d.Severity == diag.Error {
				got = append(got, d.Summary)
			}
		}
		if text := strings.Join(got, "; "); c.want == "" && text != "" || c.want != "" && (len(got) != 1 || !strings.Contains(text, c.want)) {
			t.Errorf("%s: found %q, want %q", c.name, text, c.want)
		}
	}
}
