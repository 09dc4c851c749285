package learning_test

import (
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
)

// Rules change connections of one population: of an array the help says how.
func TestRulesOfArrays(t *testing.T) {
	const head = "seed 1\nnode u = [1, 2, 3, 4]\narray p 2 of 20 dims 2\narray q 2 of 20 dims 2\n"
	for text, want := range map[string]string{
		"connect c: p -> q\nlearn pes e = q - u on c":                                       "`c` starts in several, members of an array",
		"connect c: p.neurons -> q.neurons weights 0\nlearn pes e = q - u on c":             "`c` starts in several, members of an array",
		"connect c: u -> q\nlearn voja on c":                                                "`c` ends in several, members of an array",
		"connect c: u[0:2] -> q[1:3]\nlearn voja on c":                                      "`c` ends in several, members of an array",
		"connect c: u[0:2] -> q[2:4]\nlearn voja on c":                                      "",
		"connect c: u[0] -> q[-1]\nlearn voja on c":                                         "",
		"for i in 0:4 { connect c[i]: p[i] -> q[i]; learn pes e[i] = q[i] - u[i] on c[i] }": "",
	} {
		list := compilertest.Found(compilertest.Diagnose(t, head+text+"\nrun 1s"), diag.WrongRule)
		if want == "" && len(list) > 0 || want != "" && (len(list) != 1 || !strings.Contains(list[0].Summary, want)) {
			t.Errorf("%s: %v", text, list)
		}
	}
}
