package pointers

import (
	"math"
	"testing"

	"github.com/nefc/nefc/internal/rng"
)

// apply is M·x.
func apply(m [][]float64, x []float64) []float64 {
	out := make([]float64, len(m))
	for i, row := range m {
		out[i] = Dot(row, x)
	}
	return out
}

// Least squares map every one of some independent pointers to its partner, whatever the
// angles between them, and the rest of the space to nothing; outer products do so where
// the angles are right. Σ to·from' of [1 2], [0 1] and [3], [5] is [3 11].
func TestTranslate(t *testing.T) {
	if m := Outer([][]float64{{1, 2}, {0, 1}}, [][]float64{{3}, {5}}); !(far(m[0], []float64{3, 11}) <= 0) || len(m) != 1 {
		t.Errorf("outer products: %v", m)
	}
	if m := LeastSquares([][]float64{{1, 2}, {0, 1}}, [][]float64{{3}, {5}}); !(far(m[0], []float64{-7, 5}) <= 1e-12) {
		t.Errorf("least squares: %v", m)
	}
	var from, to [][]float64
	for range 5 {
		v, _ := Random(rng.Stream(1, "v", "test"), 12, nil, 1, nil)
		from = append(from, Sum(v, Scaled(basisVector(12, len(from)), 2)))
		w, _ := Random(rng.Stream(2, "w", "test"), 7, to, 1, nil)
		to = append(to, Sum(w, basisVector(7, len(to))))
	}
	m := LeastSquares(from, to)
	for k, v := range from {
		if !(far(apply(m, v), to[k]) <= 1e-12) {
			t.Errorf("pointer %d becomes %v, wanted %v", k, apply(m, v), to[k])
		}
	}
	if beside := Orthogonal(basisVector(12, 9), orthonormal(from)); !(far(apply(m, beside), make([]float64, 7)) <= 1e-12) {
		t.Errorf("what is at right angles to all becomes %v", apply(m, beside))
	}
	twice := LeastSquares([][]float64{{1, 0}, {1, 0}}, [][]float64{{1}, {3}}) // dependent: the mean
	if !(far(twice[0], []float64{2, 0}) <= 1e-12) {
		t.Errorf("of one pointer with two partners: %v", twice)
	}
}

func basisVector(d, i int) []float64 {
	v := make([]float64, d)
	v[i] = 1
	return v
}

func orthonormal(vs [][]float64) (basis [][]float64) {
	for _, v := range vs {
		basis = append(basis, Orthogonal(v, basis))
	}
	return basis
}

// Powers of a pointer are its bindings with itself; those of fractions lie between, and
// need frequencies that have one.
func TestPower(t *testing.T) {
	a := []float64{0.5, -1, 2, 0.25, 0.125}
	for k, want := range map[float64][]float64{1: a, 2: Bind(a, a), 3: Bind(Bind(a, a), a), -1: Inverse(a), -2: Bind(Inverse(a), Inverse(a)), 0: basisVector(5, 0)} {
		if got, ok := Power(a, k); !ok || !(far(got, want) <= 1e-12) {
			t.Errorf("power %g: %v, wanted %v", k, got, want)
		}
	}
	half, ok := Power(Bind(a, a), 0.5)
	if !ok || !(far(Bind(half, half), Bind(a, a)) <= 1e-12) {
		t.Errorf("the root of a square: %v", half)
	}
	for _, negative := range [][]float64{{-1, 0, 0}, {1, 2, 0, 0}} { // its sum, and its alternating sum
		if _, ok := Power(negative, 0.5); ok {
			t.Errorf("%v has a root", negative)
		}
		if _, ok := Power(negative, 3); !ok {
			t.Errorf("%v has no third power", negative)
		}
	}
	if !(math.Abs(Dot(half, half)) <= 1e3) {
		t.Error("a root is not finite")
	}
}
