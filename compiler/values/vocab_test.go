package values_test

import (
	"math"
	"testing"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/compilertest"
)

// pointer is the value of a pointer of a small vocabulary.
func pointer(t *testing.T, value string) []float64 {
	t.Helper()
	m := compilertest.Valid(t, "seed 1\nvocab v dims 16 { A; B; P = "+value+" }\nnode n = v.P\nprobe n\nrun 1ms").Model
	out := make([]float64, len(m.Nodes[0].Code))
	for i, e := range m.Nodes[0].Code {
		out[i] = e.Eval(&code.Env{})
	}
	return out
}

func squared(x []float64) (sum float64) {
	for _, v := range x {
		sum += v * v
	}
	return sum
}

// Pointers follow the rules of vectors and of binding. What must vanish does to
// the rounding of a few sums of numbers below 1.
func TestPointersAreCombined(t *testing.T) {
	for _, nothing := range []string{"A - B - A + B", "2*A - A - A", "-A + A", "A*B - B*A", "(A + B)*A - A*A - B*A", "inverse(inverse(A)) - A",
		"normalized(3*A) - A", "unitary(A)*inverse(unitary(A))*B - B"} {
		if got := squared(pointer(t, nothing)); !(got <= 1e-28) {
			t.Errorf("%s has the squared length %g, should be nothing", nothing, got)
		}
	}
	a, b := pointer(t, "A"), pointer(t, "B")
	dot := 0.0
	for i := range a {
		dot += a[i] * b[i]
	}
	for value, want := range map[string]float64{"A": 1, "2*A": 4, "A/2": 0.25, "A + B": 2 + 2*dot, "A - B": 2 - 2*dot, "3*A - B": 10 - 6*dot} {
		if got := squared(pointer(t, value)); !(math.Abs(got-want) <= 1e-12) {
			t.Errorf("%s has the squared length %g, want %g", value, got, want)
		}
	}
}
