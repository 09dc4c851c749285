package expressions_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
)

// An index may depend on the i and j of a matrix.
func TestMatrixOfLookups(t *testing.T) {
	const head = "seed 1\nlet k = [1, 2, 4]\nlet m = [[1, 2, 3], [4, 5, 6]]\n"
	for call, want := range map[string]string{
		"matrix(3, 3, k[mod(i + j, 3)])": "1 2 4 2 4 1 4 1 2",
		"matrix(2, 3, 10*k[j] + i)":      "10 20 40 11 21 41",
		"matrix(3, 2, m[j][i])":          "1 4 2 5 3 6",
		"vector(3, k[2 - i])":            "4 2 1",
		"vector(2, k[k[i]])":             "2 4",
		"matrix(2, 2, k[1])":             "2 2 2 2",
		"matrix(3, 3, k[i + j])":         "NEF031",
		"vector(3, k[i - 1])":            "NEF031",
		"vector(3, k[i/2])":              "NEF031",
		"matrix(2, 2, m[i])":             "NEF031",
		"vector(3, k[i:2])":              "NEF031",
		"vector(3, k[[i, i]])":           "NEF026",
	} {
		c := compilertest.Check(t, head+"node w = "+call+"\nprobe w\nrun 1ms")
		got := ""
		if c.Diags.HasErrors() {
			got = c.Diags[0].Code.String()
		} else {
			for _, e := range c.Model.Nodes[0].Code {
				got = strings.TrimSpace(fmt.Sprintf("%s %g", got, e.Num))
			}
		}
		if got != want {
			t.Errorf("%s is %s, not %s", call, got, want)
		}
	}
}
