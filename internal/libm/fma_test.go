package libm

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The fused multiply-add made of sums and products has the bits of the processor's.
func TestSplitFMA(t *testing.T) {
	rounds := 1_000_000
	if testing.Short() {
		rounds = 100_000
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range rounds {
		for _, c := range fmaCases(random) {
			compareFMA(t, c[0], c[1], c[2])
		}
	}
	special := []float64{0, 1, 1.5, 3, 1e-290, 1e290, 1e-162, 1e154, math.SmallestNonzeroFloat64, 0x1p-1022, 0x1p-1021, 0x1p-537, 0x1p-511,
		1 + 0x1p-52, 1 - 0x1p-53, 0x1p1023, math.MaxFloat64, math.Inf(1), math.NaN()}
	for _, x := range special {
		for _, y := range special {
			for _, z := range special {
				for signs := range 8 {
					compareFMA(t, signed(x, signs&1), signed(y, signs&2), signed(z, signs&4))
				}
			}
		}
	}
}

// fmaCases are values of any size and of similar sizes, some whose sum nearly cancels, and some whose sum lies at or beside the middle
// between two numbers.
func fmaCases(random *rand.Rand) [][3]float64 {
	number := func(exponents int) float64 {
		f := math.Ldexp(1+random.Float64(), random.IntN(2*exponents)-exponents)
		return signed(f, random.IntN(2))
	}
	short := func() float64 { return float64(random.IntN(1<<27)) * signed(1, random.IntN(2)) }
	anything := func() float64 { return math.Float64frombits(random.Uint64()) }
	x, y := number(40), number(40)
	a, b := short(), short()
	z := number(20)
	ulp := math.Nextafter(math.Abs(z), math.Inf(1)) - math.Abs(z)
	tiny := math.Ldexp(number(2), -1020-random.IntN(50))
	return [][3]float64{
		{anything(), anything(), anything()},
		{x, y, number(100)},
		{x, y, -x * y},
		{x, y, -math.Nextafter(x*y, z)},
		{a, b, -a * b},
		{a, b, math.Ldexp(number(1), 53)},
		{signed(ulp, random.IntN(2)), 0.5, z},                      // the middle
		{ulp, 0.5 + float64(random.IntN(5)-2)*0x1p-53, z},          // beside it
		{0x1p-30 * (1 + 0x1p-52), ulp * 0x1p29 * (1 - 0x1p-53), z}, // beside it by less than a number shows
		{tiny, number(30), math.Ldexp(tiny, random.IntN(60)-30)},
		{number(1), math.Ldexp(number(1), -963), tiny}, // products about the smallest that are split
		{number(480), number(480), number(960)},
	}
}

func signed(f float64, negative int) float64 {
	if negative != 0 {
		return -f
	}
	return f
}

func compareFMA(t *testing.T, x, y, z float64) {
	t.Helper()
	got, want := splitFMA(x, y, z), math.FMA(x, y, z)
	if math.Float64bits(got) != math.Float64bits(want) && !(math.IsNaN(got) && math.IsNaN(want)) {
		t.Fatalf("%x * %x + %x is %x, should be %x", x, y, z, got, want)
	}
}

// So have rows of them, each sum with what it was before.
func TestSplitFMAs(t *testing.T) {
	rounds := 300_000
	if testing.Short() {
		rounds = 30_000
	}
	random := rand.New(rand.NewPCG(3, 4))
	for range rounds {
		cases := append(fmaCases(random), [3]float64{0, random.NormFloat64(), random.NormFloat64()}, [3]float64{random.NormFloat64(), 0, -0.5})
		a, b := make([]float64, 24), make([]float64, 24)
		var sums, want [8]float64
		for j := range sums {
			c := cases[random.IntN(len(cases))]
			sums[j] = c[2]
			a[8*(j%3)], b[8*(j%3)+j] = c[0], c[1]
		}
		for i := range b {
			if b[i] == 0 {
				b[i] = random.NormFloat64()
			}
		}
		want = sums
		for k := 0; k < len(b); k += 8 {
			for j := range want {
				want[j] = math.FMA(a[k], b[k+j], want[j])
			}
		}
		splitFMAs(&sums, a, b)
		for j := range want {
			if math.Float64bits(sums[j]) != math.Float64bits(want[j]) && !(math.IsNaN(sums[j]) && math.IsNaN(want[j])) {
				t.Fatalf("sum %d is %x, should be %x: %x, %x", j, sums[j], want[j], a, b)
			}
		}
	}
}

var sink float64

// What both take where there is no instruction: run it in WebAssembly.
func BenchmarkFMA(b *testing.B) {
	for name, fma := range map[string]func(x, y, z float64) float64{"split": splitFMA, "math": math.FMA} {
		b.Run(name, func(b *testing.B) {
			s := 0.3
			for b.Loop() {
				s = fma(0.7, s, 0.1)
			}
			sink = s
		})
	}
}
