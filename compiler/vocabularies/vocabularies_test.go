package vocabularies_test

import (
	"math"
	"testing"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
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

// Products of two pointers bind inside a vocabulary only.
func TestProductsOfPointers(t *testing.T) {
	for value, want := range map[string]int{"v.A*v.B": 1, "(v.A)*v.B": 1, "v.A*v.B*v.C": 2, "(v.A + v.B)*v.C": 1, "p*v.B": 1, "v.A*inverse(v.B)": 1,
		"bind(v.A, v.B)": 0, "2*v.A": 0, "v.A*2": 0, "v.A + v.B": 0, "v.A*v.A[0]": 0, "dot(v.A, v.B)*v.C": 0, "v.AB": 0, "u*v.A": 0} {
		list := compilertest.Diagnose(t, "seed 1\nvocab v dims 8 { A; B; C; AB = A*B }\nlet p = v.A\nnode u = t\nnode w = "+value+"\nprobe w, u\nrun 1ms")
		if got := len(compilertest.Found(list, diag.PlainProduct)); got != want || list.HasErrors() {
			t.Errorf("%s: %d warnings, not %d\n%v", value, got, want, list)
		}
	}
}

// Pointers that cannot be as different as the line asks for are remarked.
func TestPointersThatAreTooAlike(t *testing.T) {
	for line, want := range map[string]int{
		"vocab v dims 2 max_similarity 0.1 { A; B; C; D }": 1,
		"vocab v dims 2 max_similarity 1 { A; B; C; D }":   0,
		"vocab v dims 256 max_similarity 0.1 { A; B }":     0,
		"vocab v dims 2 { A; B; C; D }":                    0,
		"vocab v dims 2 max_similarity 0.1 { A; B = 2*A }": 0,
	} {
		list := compilertest.Found(compilertest.Diagnose(t, "seed 1\n"+line+"\nnode x = v.A\nprobe x\nrun 1ms"), diag.OutOfRange)
		if len(list) != want || want == 1 && list[0].Severity != diag.Warning {
			t.Errorf("%s: %v", line, list)
		}
	}
}
