package functions

import (
	"math"
	"testing"
)

// Each function at points that tell it from the others; what is not a number stays
// so.
func TestFunctions(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name    string
		x, y, v float64
	}{
		{"abs", -2.5, 0, 2.5}, {"sign", 0.25, 0, 1}, {"sign", -0.25, 0, -1}, {"sign", 0, 0, 0}, {"sqrt", 2.25, 0, 1.5}, {"exp", 1, 0, math.E},
		{"log", math.E, 0, 1},
		{"sin", math.Pi / 6, 0, 0.5}, {"cos", math.Pi / 3, 0, 0.5}, {"tan", math.Pi / 4, 0, 1}, {"asin", 0.5, 0, math.Pi / 6},
		{"acos", 0.5, 0, math.Pi / 3}, {"atan", 1, 0, math.Pi / 4},
		{"atan2", 1, -1, 3 * math.Pi / 4}, {"tanh", 1, 0, 0.7615941559557649}, {"floor", -1.5, 0, -2}, {"ceil", -1.5, 0, -1}, {"round", -1.5, 0, -2},
		{"round", 2.5, 0, 3},
		{"mod", 7, 3, 1}, {"mod", -7, 3, 2}, {"mod", 7, -3, -2}, {"mod", -7, -3, -1}, {"mod", 6, 3, 0}, {"mod", -6, 3, 0}, {"min", 1, 2, 1}, {"max", 1, 2, 2},
	} {
		f := Find(c.name)
		if f == nil {
			t.Fatal(c.name)
		}
		got, broken := 0.0, 0.0
		if f.Arity() == 2 {
			got, broken = f.F2(c.x, c.y), f.F2(nan, c.y)
		} else {
			got, broken = f.F1(c.x), f.F1(nan)
		}
		if !(math.Abs(got-c.v) <= 1e-15) || !math.IsNaN(broken) {
			t.Errorf("%s(%g, %g) is %.17g, want %.17g; of NaN it is %g", c.name, c.x, c.y, got, c.v, broken)
		}
	}
	if Find("sec") != nil {
		t.Error("sec is a function")
	}
}

// A table is straight lines between its points; its ends hold.
func TestInterpolated(t *testing.T) {
	f := Interpolated("table", []float64{-1, 0, 2}, []float64{3, 1, 5})
	for x, want := range map[float64]float64{-9: 3, -1: 3, -0.75: 2.5, 0: 1, 0.5: 2, 2: 5, 7: 5} {
		if got := f.F1(x); got != want || f.Arity() != 1 || f.Name != "table" {
			t.Errorf("at %g it is %g, want %g", x, got, want)
		}
	}
	if !math.IsNaN(f.F1(math.NaN())) {
		t.Error("of NaN it is a number")
	}
}
