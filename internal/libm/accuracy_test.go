package libm

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// ulps is how far y is from the exact value, in units in the last place of that.
func ulps(y float64, exact *big.Float) float64 {
	off := less(number(y), exact)
	return math.Abs(near(timesPower(off, 53-max(exact.MantExp(nil), -1021))))
}

// Errors are at most these units in the last place, what 40,000 samples each came to, rounded up. Run with -v it tells the largest.
func TestAccuracy(t *testing.T) {
	samples := 3000
	if testing.Short() {
		samples = 300
	}
	for _, c := range []struct {
		name      string
		ours      func(float64) float64
		exact     func(*big.Float) *big.Float
		low, high float64
		limit     float64
	}{
		{"Exp", Exp, bigExp, -708, 709, 0.75},
		{"Expm1", Expm1, bigExpm1, -50, 700, 0.75},
		{"Log", Log, bigLog, 0, 1000, 0.71},
		{"Log1p", Log1p, bigLog1p, -1, 1000, 0.72},
		{"Log2", Log2, bigLog2, 0, 1000, 0.501},
		{"Log10", Log10, bigLog10, 0, 1000, 0.501},
		{"Sin", Sin, bigSin, -1000, 1000, 1.47},
		{"Cos", Cos, bigCos, -1000, 1000, 1.42},
		{"Tan", Tan, bigTan, -1000, 1000, 31},
		{"Asin", Asin, bigAsin, -1, 1, 14},
		{"Acos", Acos, bigAcos, -1, 1, 1100},
		{"Atan", Atan, bigAtan, -100, 100, 1.15},
		{"Tanh", Tanh, bigTanh, -20, 20, 1.28},
		{"Atanh", Atanh, bigAtanh, -1, 1, 2},
		{"Cbrt", Cbrt, bigCbrt, -1000, 1000, 0.7},
	} {
		r, worst, at := rand.New(rand.NewPCG(7, 7)), 0.0, 0.0
		for i := range samples {
			x := c.low + (c.high-c.low)*r.Float64()
			if i%2 == 1 { // of every size from 1e-9 on
				x = math.Copysign(min(math.Exp(r.Float64()*30-20.7), c.high), x)
			}
			if x <= c.low || x >= c.high {
				continue
			}
			if u := ulps(c.ours(x), c.exact(number(x))); !(u <= worst) {
				worst, at = u, x
			}
		}
		t.Logf("%-6s %.4f", c.name, worst)
		if !(worst <= c.limit) {
			t.Errorf("%s(%b) is off by %.3f units in the last place", c.name, at, worst)
		}
	}
}

func TestAccuracyOfTwo(t *testing.T) {
	samples := 3000
	if testing.Short() {
		samples = 300
	}
	for _, c := range []struct {
		name  string
		ours  func(x, y float64) float64
		exact func(x, y *big.Float) *big.Float
		limit float64
	}{
		{"Pow", func(x, y float64) float64 { return Pow(math.Abs(x), y) },
			func(x, y *big.Float) *big.Float { return bigPow(new(big.Float).Abs(x), y) }, 0.6},
		{"Atan2", Atan2, bigAtan2, 2},
		{"Hypot", Hypot, bigHypot, 2},
	} {
		r, worst, at := rand.New(rand.NewPCG(8, 8)), 0.0, [2]float64{}
		for range samples {
			x, y := 10*r.NormFloat64(), 30*r.NormFloat64()
			if c.name == "Pow" && math.Abs(y*math.Log(math.Abs(x))) > 700 {
				continue // no finite number, or none of full precision
			}
			if u := ulps(c.ours(x, y), c.exact(number(x), number(y))); !(u <= worst) {
				worst, at = u, [2]float64{x, y}
			}
		}
		t.Logf("%-6s %.4f", c.name, worst)
		if !(worst <= c.limit) {
			t.Errorf("%s%b is off by %.3f units in the last place", c.name, at, worst)
		}
	}
}

// benchmark times ours and math's in turns.
func benchmark(b *testing.B, ours, theirs func(float64) float64, low, high float64) {
	x := make([]float64, 1024)
	r := rand.New(rand.NewPCG(9, 9))
	for i := range x {
		x[i] = low + (high-low)*r.Float64()
	}
	for name, f := range map[string]func(float64) float64{"ours": ours, "math": theirs} {
		b.Run(name, func(b *testing.B) {
			s := 0.0
			for i := range b.N {
				s += f(x[i%len(x)])
			}
			if s != s {
				b.Error("no number")
			}
		})
	}
}

func BenchmarkExp(b *testing.B)   { benchmark(b, Exp, math.Exp, -20, 5) }
func BenchmarkExpm1(b *testing.B) { benchmark(b, Expm1, math.Expm1, -5, 5) }
func BenchmarkLog(b *testing.B)   { benchmark(b, Log, math.Log, 0, 10) }
func BenchmarkLog1p(b *testing.B) { benchmark(b, Log1p, math.Log1p, -0.9, 5) }
func BenchmarkSin(b *testing.B)   { benchmark(b, Sin, math.Sin, -10, 10) }
func BenchmarkCos(b *testing.B)   { benchmark(b, Cos, math.Cos, -10, 10) }
func BenchmarkTanh(b *testing.B)  { benchmark(b, Tanh, math.Tanh, -3, 3) }
func BenchmarkPow(b *testing.B) {
	power := func(f func(x, y float64) float64) func(float64) float64 {
		return func(x float64) float64 { return f(x, 1.7) }
	}
	benchmark(b, power(Pow), power(math.Pow), 0, 10)
}
