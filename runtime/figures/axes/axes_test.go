package axes

import (
	"math"
	"strings"
	"testing"

	"github.com/nefc/nefc/stdlib/plots"
)

func labels(t Ticks) string {
	var out []string
	for _, k := range t.List {
		if k.Label != "" {
			out = append(out, k.Label)
		}
	}
	return strings.Join(out, " ") + " | " + t.Note()
}

// Ticks stand at 1, 2 or 5 times powers of ten; what all labels have in common is said once.
func TestTicks(t *testing.T) {
	for _, c := range []struct {
		from, to     float64
		kind         plots.Scale
		marks, swept []float64
		want         string
	}{
		{0, 20, "", nil, nil, "0 5 10 15 20 | "},
		{0, 17, "", []float64{17}, nil, "0 5 10 17 | "},
		{0, 2.5, "", []float64{2.5}, nil, "0.0 0.5 1.0 1.5 2.0 2.5 | "},
		{-1, 1, "", nil, nil, "−1.0 −0.5 0.0 0.5 1.0 | "},
		{0, 5e6, "", nil, nil, "0 1 2 3 4 5 | 10⁶"},
		{0, 2e-5, "", nil, nil, "0 5 10 15 20 | 10⁻⁶"},
		{3e6, 3e6 + 4, "", nil, nil, "0 1 2 3 4 | +3×10⁶"},
		{-1e300, 1e300, "", nil, nil, "−1.0 −0.5 0.0 0.5 1.0 | 10³⁰⁰"},
		{0, 1e-300, "", nil, nil, "0.0 0.2 0.4 0.6 0.8 1.0 | 10⁻³⁰⁰"},
		{1e-6, 1e-2, plots.Log, nil, nil, "10⁻⁶ 10⁻⁵ 10⁻⁴ 10⁻³ 10⁻² | "},
		{0.01, 100, plots.Log, nil, nil, "0.01 0.1 1 10 100 | "},
		{10, 100, plots.Log, nil, nil, "10 20 50 100 | "},
		{0, 9, "", nil, []float64{1, 4, 9}, "1 4 9 | "},
		{1e-5, 1e-3, plots.Log, nil, []float64{1e-5, 2e-4, 1e-3}, "10⁻⁵ 2×10⁻⁴ 10⁻³ | "},
		{-100, 100, plots.Symlog, nil, nil, "−100 −1 0 1 100 | "},
	} {
		s := Scale{Kind: c.kind, From: c.from, To: c.to, Knee: 0.1}
		if got := labels(s.Ticks(5, c.marks, c.swept)); got != c.want {
			t.Errorf("%g … %g %s: %s, wanted %s", c.from, c.to, c.kind, got, c.want)
		}
	}
}

// A sweep is on a log axis if its values grow by a factor.
func TestDecades(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   bool
	}{
		{[]float64{1e-6, 1e-5, 1e-4}, true}, {[]float64{1, 2, 4, 8}, true}, {[]float64{1, 2, 3}, false}, {[]float64{1, 2}, false}, {[]float64{1, 100}, true},
		{[]float64{0, 1, 100}, false}, {[]float64{-1, 100}, false}, {[]float64{100, 101, 102}, false}, {nil, false}, {[]float64{5, 5}, false},
		{[]float64{1, 2.1, 4}, true},
	} {
		if got := Decades(c.values); got != c.want {
			t.Errorf("%v: %v", c.values, got)
		}
	}
}

// Whatever the numbers, a scale has ends in order, few ticks within them, and shows each number at a finite place.
func TestScalesOfAnything(t *testing.T) {
	inf := math.Inf(1)
	for _, data := range [][]float64{{}, {0}, {1}, {-3}, {1e300, -1e300}, {1e-300}, {0, 1e-300}, {math.MaxFloat64, -math.MaxFloat64}, {5e-324, 0}, {inf, 2}, {math.NaN()},
		{1e16, 1e16 + 2}, {-1, 1}, {0.5, 1}, {1, 1 + 1e-15}, {1e-300, 1e300}, {-5, -1}, {-1e308, -1e308}, {3e6, 3e6 + 1e-3}} {
		for _, kind := range []plots.Scale{plots.AutoScale, plots.Linear, plots.Log, plots.Symlog} {
			for _, tight := range []bool{false, true} {
				e := Nothing()
				e.Add(data...)
				s := New(e, Wanted{Kind: kind, Tight: tight})
				if !(s.From < s.To) {
					t.Fatalf("%v %s: %g … %g", data, kind, s.From, s.To)
				}
				ticks := s.Ticks(5, nil, nil)
				n := 0
				for _, k := range ticks.List {
					if at := s.At(k.Value); !(at >= -1e-6 && at <= 1+1e-6) {
						t.Errorf("%v %s: tick %s at %g", data, kind, k.Label, at)
					}
					if k.Label != "" {
						n++
					}
					if len([]rune(k.Label)) > 14 {
						t.Errorf("%v %s: %q", data, kind, k.Label)
					}
				}
				if n < 1 || n > 12 {
					t.Errorf("%v %s: %d ticks in %g … %g", data, kind, n, s.From, s.To)
				}
				for _, v := range data {
					if at := s.At(v); !(math.Abs(at) <= far) && !(math.IsNaN(v) || kind == plots.Log) {
						t.Errorf("%v %s: %g is at %g", data, kind, v, at)
					}
				}
			}
		}
	}
}

// Rates of 0 are at the bottom of an axis, not in the middle of one that goes below 0.
func TestNothingFiresBelowZero(t *testing.T) {
	e := Nothing()
	e.Add(0)
	if s := New(e, Wanted{FromZero: true}); s.From != 0 || !(s.To >= 1) {
		t.Errorf("%g … %g", s.From, s.To)
	}
}

// Numbers are written as papers do.
func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 0.136: "0.136", 3e6: "3×10⁶", -2.5e-5: "−2.5×10⁻⁵", 1e-4: "10⁻⁴", 12345: "12345", 0.5: "0.5", 100: "100", -1e9: "−10⁹"} {
		if got := Number(v, 5); got != want {
			t.Errorf("%g: %s, wanted %s", v, got, want)
		}
	}
}
