package libm

import (
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
)

var functions = []struct {
	name       string
	ours, math func(float64) float64
	low, high  float64
}{
	{"Exp", Exp, math.Exp, -750, 750},
	{"Expm1", Expm1, math.Expm1, -50, 700},
	{"Log", Log, math.Log, 0, 1000},
	{"Log1p", Log1p, math.Log1p, -1, 1000},
	{"Log2", Log2, math.Log2, 0, 1000},
	{"Log10", Log10, math.Log10, 0, 1000},
	{"Sin", Sin, math.Sin, -1000, 1000},
	{"Cos", Cos, math.Cos, -1000, 1000},
	{"Tan", Tan, math.Tan, -1000, 1000},
	{"Asin", Asin, math.Asin, -1, 1},
	{"Acos", Acos, math.Acos, -1, 1},
	{"Atan", Atan, math.Atan, -100, 100},
	{"Tanh", Tanh, math.Tanh, -10, 10},
	{"Atanh", Atanh, math.Atanh, -1, 1},
	{"Cbrt", Cbrt, math.Cbrt, -1000, 1000},
}

var functions2 = []struct {
	name       string
	ours, math func(x, y float64) float64
}{
	{"Pow", Pow, math.Pow},
	{"Atan2", Atan2, math.Atan2},
	{"Hypot", Hypot, math.Hypot},
}

// special are values where functions have limits or change their method.
var special = []float64{0, 1, 2, 3, 0.5, 0.25, 1.5, 5e-324, 0x1p-1022, 1e-310, 1e-20, 1e-9, 1e9, 1e22, 1e300, math.MaxFloat64, math.Inf(1), math.NaN(),
	math.Nextafter(1, 2), math.Nextafter(1, 0), math.Pi, math.Pi / 2, math.Pi / 4, math.E, 700, 750, 1 << 53, 1<<53 + 2, 1 << 62}

func same(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) || a != a && b != b }

// Where a value is 0, infinite or NaN, it is that of package math, with its sign.
func TestSpecialValues(t *testing.T) {
	limit := func(x float64) bool { return x != x || math.IsInf(x, 0) || x == 0 }
	signed := func(f func(float64)) {
		for _, x := range special {
			f(x)
			f(-x)
		}
	}
	signed(func(x float64) {
		for _, f := range functions {
			if want := f.math(x); limit(want) && !same(f.ours(x), want) {
				t.Errorf("%s(%g) is %g, of package math %g", f.name, x, f.ours(x), want)
			}
		}
		signed(func(y float64) {
			for _, f := range functions2 {
				if want := f.math(x, y); limit(want) && !same(f.ours(x, y), want) {
					t.Errorf("%s(%g, %g) is %g, of package math %g", f.name, x, y, f.ours(x, y), want)
				}
			}
		})
	})
}

// On amd64 the functions have the bits of package math, but Exp, Pow and what is made of them, which are more accurate.
func TestAsMath(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("package math has other bits on " + runtime.GOARCH)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, f := range functions {
		switch f.name {
		case "Exp", "Tanh", "Log2", "Log10":
			continue
		}
		for range 200_000 {
			for _, x := range []float64{f.low + (f.high-f.low)*r.Float64(), math.Float64frombits(r.Uint64()), (2*r.Float64() - 1) * 0x1p-10} {
				if math.Abs(x) < 0x1p-1022 && f.name == "Log" || x > 709 && f.name == "Expm1" {
					continue // where math for amd64 is wrong
				}
				if !same(f.ours(x), f.math(x)) {
					t.Fatalf("%s(%g) is %b, of package math %b", f.name, x, f.ours(x), f.math(x))
				}
			}
		}
	}
	for range 200_000 {
		x, y := r.NormFloat64(), r.NormFloat64()
		if !same(Atan2(y, x), math.Atan2(y, x)) || !same(Hypot(x, y), math.Hypot(x, y)) {
			t.Fatalf("Atan2 or Hypot of %g, %g", y, x)
		}
	}
}
