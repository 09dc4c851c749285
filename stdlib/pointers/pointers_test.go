package pointers

import (
	"math"
	"testing"

	"github.com/nefc/nefc/internal/rng"
)

func far(a, b []float64) float64 {
	worst := 0.0
	for i, v := range a {
		worst = max(worst, math.Abs(v-b[i]))
	}
	return worst
}

// The circular convolution of numpy.fft.irfft(rfft(a)·rfft(b)) for a = 1, 2, 3, 4
// and b = 0.5, -1, 2, 0 is 2.5, 8, 1.5, 3; unbinding by a
// unitary pointer is exact, by any other approximate; random pointers keep
// their distance where they can.
func TestAlgebra(t *testing.T) {
	c := Bind([]float64{1, 2, 3, 4}, []float64{0.5, -1, 2, 0})
	if !(far(c, []float64{2.5, 8, 1.5, 3}) <= 1e-15) {
		t.Errorf("bound: %v", c)
	}
	r := rng.Stream(1, "v", "test")
	var all [][]float64
	for range 10 {
		v, _ := Random(r, 128, all, 0.1, nil)
		for _, o := range all {
			if !(math.Abs(Dot(v, o)) <= 0.1) {
				t.Errorf("similarity %g", Dot(v, o))
			}
		}
		if !(math.Abs(Dot(v, v)-1) <= 1e-12) {
			t.Errorf("length² %g", Dot(v, v))
		}
		all = append(all, v)
	}
	a, u := all[0], Unitary(all[1])
	if !(math.Abs(Dot(u, u)-1) <= 1e-12) || !(far(Bind(Bind(a, u), Inverse(u)), a) <= 1e-12) {
		t.Error("a unitary pointer does not undo itself")
	}
	if s := Dot(Normalized(Bind(Bind(a, all[2]), Inverse(all[2]))), a); s < 0.5 || s > 0.95 {
		t.Errorf("unbinding by a random pointer has similarity %g", s)
	}
	if v, alike := Random(r, 2, all[:0], 0.1, nil); len(v) != 2 || alike != 0 {
		t.Errorf("the first pointer is %v, alike to %g", v, alike)
	}
	if v, alike := Random(rng.Stream(1, "w", "test"), 2, [][]float64{{1, 0}, {0, 1}}, 0.1, nil); v == nil || alike < 0.5 || alike != max(math.Abs(v[0]), math.Abs(v[1])) {
		t.Errorf("where none is far enough, %v is alike to %g", v, alike)
	}
}

// Frequencies that a vector does not have get the size of the others; a vector of
// zeros has no direction to keep.
func TestWithoutFrequencies(t *testing.T) {
	for _, a := range [][]float64{{0, 0, 0, 0}, {1, 1, 1, 1}, {0, 0, 0}} {
		identity := make([]float64, len(a))
		identity[0] = 1
		if u := Unitary(a); !(far(u, identity) <= 1e-15) {
			t.Errorf("unitary of %v: %v", a, u)
		}
	}
	if n := Normalized([]float64{0, 0}); !(far(n, []float64{0, 0}) <= 0) {
		t.Errorf("normalized zeros: %v", n)
	}
	if n := Normalized([]float64{3, -4}); !(far(n, []float64{0.6, -0.8}) <= 1e-15) {
		t.Errorf("normalized: %v", n)
	}
}

// Comparing four vectors at a time finds what comparing one after the other finds, to
// the last bit.
func TestMostAlike(t *testing.T) {
	r := rng.Stream(1, "v", "test")
	var others [][]float64
	v, _ := Random(r, 33, nil, 1, nil)
	want := 0.0
	for n := range 12 {
		if got := mostAlike(v, others, 2); got != want {
			t.Errorf("%d others: %g, not %g", n, got, want)
		}
		if got := mostAlike(v, others, want/2); n > 0 && !(got >= want/2 && got <= want) {
			t.Errorf("%d others, enough at %g: %g", n, want/2, got)
		}
		o, _ := Random(r, 33, nil, 1, nil)
		others, want = append(others, o), max(want, math.Abs(Dot(v, o)))
	}
}
