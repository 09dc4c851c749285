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
