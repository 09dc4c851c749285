package report_test

import (
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
)

// A name that is declared where the line cannot see it is found there.
func TestNamesDeclaredElsewhere(t *testing.T) {
	const outside = "let it in by a port: `input u` with its `dims`, and where the template is built `connect a -> NAME.u`"
	for text, want := range map[string]string{
		"template part() {\n ensemble x 20\n connect a -> x\n}\npart p()":                    outside,
		"template part() {\n for i in 0:1 {\n  ensemble x[i] 20\n  probe a\n }\n}\npart p()": outside,
		"network n {\n ensemble x 20\n}\nconnect a -> x":                                     "did you mean `n.x`?",
		"template part() {\n input u dims 1\n probe u\n}\npart p()\nconnect a -> u":          "did you mean `p.u`?",
		"network n {\n network m {\n  ensemble x 20\n }\n connect a -> x\n}":                 "did you mean `m.x`?",
		"network n {\n ensemble x 20\n}\nconnect a -> y":                                     "declared here: a, n",
		"network n {\n let k = 1\n ensemble x 20\n node w = k*t\n}\nconnect a -> n.input":    "it has w, x",
	} {
		list := compilertest.Diagnose(t, "seed 1\nensemble a 20\n"+text+"\nrun 1ms")
		if d := compilertest.Found(list, diag.UnknownName); len(d) != 1 || d[0].Way() != want {
			t.Errorf("%s: want %s\n%v", text, want, list)
		}
	}
}
