package kernels

import (
	"math"
	"slices"
	"testing"
)

// numbers are ordinary and odd ones, the same on every run.
func numbers(n int, seed uint64) []float64 {
	odd := []float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN(), 1e308, 5e-324, 1}
	out := make([]float64, n)
	for i := range out {
		seed = seed*6364136223846793005 + 1442695040888963407
		out[i] = float64(int64(seed>>11))/(1<<52) - 1
		if seed>>60 == 0 {
			out[i] = odd[seed>>32&7]
		}
	}
	return out
}

// words are the bits of numbers, as states of a generator.
func words(a, b []float64) (hi, lo [Lanes]uint64) {
	for k := range min(Lanes, len(a)) {
		hi[k], lo[k] = math.Float64bits(a[k]), math.Float64bits(b[k])*0x9e3779b97f4a7c15
	}
	return hi, lo
}

// Assembly gives the bits of the plain loops, for every length and for zeros,
// infinities and what is not a number.
func TestAssemblyIsThePlainLoop(t *testing.T) {
	if !hasAVX2 {
		t.Skip("this machine has no AVX2")
	}
	defer UseAssembly(true)
	for n := range 70 {
		for seed := range uint64(20) {
			y, a, b := numbers(n, seed+1), numbers(n, seed+100), numbers(n, seed+200)
			k, five := numbers(3, seed+300), numbers(5, seed+800)
			panel, c := numbers(8*n, seed+400), numbers(135, seed+500)
			cols, currents := numbers(8*n, seed+600), numbers(n, seed+700)
			for i := range currents {
				currents[i] = 1 + currents[i]*math.Ldexp(1, int(seed)-10)
			}
			for name, f := range map[string]func(y []float64) uint64{
				"Add":     func(y []float64) uint64 { Add(y, a); return 0 },
				"Axpy":    func(y []float64) uint64 { Axpy(y, k[0], a); return 0 },
				"Decay":   func(y []float64) uint64 { Decay(y, a); return 0 },
				"Lowpass": func(y []float64) uint64 { Lowpass(y, k[0], a); return 0 },
				"Encode":  func(y []float64) uint64 { EncodeColumns(y, b, a, k[:1], n); return 0 },
				"Encode2": func(y []float64) uint64 { EncodeColumns(y, b, cols, k[:2], 2*n); return 0 },
				"Encode3": func(y []float64) uint64 { EncodeColumns(y, y, cols, k, n); return 0 },
				"LIFRate": func(y []float64) uint64 { LIFRate(y, currents, 0.02, 0.002, 1.5); return 0 },
				"Learn":   func(y []float64) uint64 { Learn(y, cols, panel, k, len(y)); return 0 },
				"Grow":    func(y []float64) uint64 { Learn(y, cols, nil, k, len(y)); return 0 },
				"UpdateRows": func(y []float64) uint64 {
					P, k, sums := slices.Clone(panel), slices.Clone(c[:8]), slices.Clone(c[8:16])
					UpdateRows(P, a, k, y, c[16:24], b, sums)
					return hash(nil, slices.Concat(P, sums))
				},
				"Columns": func(y []float64) uint64 {
					Columns(y, cols, 1000, []int32{0, 3, 4, 7}[:min(4, n)])
					return 0
				},
				"Dot": func(y []float64) uint64 {
					if n > 0 {
						y[0] = Dot(a, b)
					}
					return 0
				},
				"Highest":    func([]float64) uint64 { return math.Float64bits(Highest(a)) },
				"AddBounded": func(y []float64) uint64 { AddBounded(y, a, k[0], -0.5, 0.5); return 0 },
				"Adapt":      func(y []float64) uint64 { Adapt(y, a, k[0], k[1]); return 0 },
				"Multiply":   func(y []float64) uint64 { Multiply(y, a, k[0]); return 0 },
				"Floor":      func(y []float64) uint64 { return math.Float64bits(Floor(y, a)) },
				"LargestSum": func(y []float64) uint64 { return math.Float64bits(LargestSum(a, b)) },
				"Subtract":   func(y []float64) uint64 { Subtract(y, a, b); return 0 },
				"LIF":        func(y []float64) uint64 { return lifHash(y, b, Drive{Bias: a}, k[2]) },
				"LIF1":       func(y []float64) uint64 { return lifHash(y, b, Drive{a, cols[:n], k[:1], nil}, k[2]) },
				"LIF2":       func(y []float64) uint64 { return lifHash(y, b, Drive{a, cols[:2*n], k[:2], nil}, k[2]) },
				"LIF3":       func(y []float64) uint64 { return lifHash(y, b, Drive{a, cols[:3*n], k, nil}, k[2]) },
				"LIF5":       func(y []float64) uint64 { return lifHash(y, b, Drive{a, cols[:5*n], five, nil}, k[2]) },
				"LIF1plus":   func(y []float64) uint64 { return lifHash(y, b, Drive{a, cols[:n], k[:1], currents}, k[2]) },
				"LIF2plus":   func(y []float64) uint64 { return lifHash(y, b, Drive{a, cols[:2*n], k[:2], currents}, k[2]) },
				"LIF3plus":   func(y []float64) uint64 { return lifHash(y, b, Drive{a, cols[:3*n], k, currents}, k[2]) },
				"LIF5plus":   func(y []float64) uint64 { return lifHash(y, b, Drive{a, cols[:5*n], five, currents}, k[2]) },
				"Draws": func(y []float64) uint64 {
					hi, lo := words(a, b)
					Draws(y[:n&^7], &hi, &lo, &[4]uint64{seed << 60, seed*0xdeadbeef12345677 | 1, 1 << 63, math.MaxUint64 - seed})
					return hash(nil, []float64{math.Float64frombits(hi[seed%8]), math.Float64frombits(lo[seed%8])})
				},
				"Lasts": func(y []float64) uint64 {
					out, u := make([]int64, max(0, n-Window)), make([]float64, n)
					for i, v := range b {
						if u[i] = math.Abs(v); !(u[i] <= 1) {
							u[i] = 1
						}
					}
					Lasts(out, u, []float64{0, 1e-300, 0.01, 0.5, 1}[seed%5])
					for i, v := range out {
						y[i] = float64(v)
					}
					return 0
				},
				"Izhikevich": func(y []float64) uint64 {
					return izhikevichHash(y, slices.Clone(b), a)
				},
			} {
				want := slices.Clone(y)
				UseAssembly(false)
				bits := f(want)
				UseAssembly(true)
				for _, wide = range []bool{false, hasAVX512} {
					got := slices.Clone(y)
					if f(got) != bits {
						t.Fatalf("%s of %d: other bits", name, n)
					}
					equal(t, name, got, want)
				}
			}
			spotted := spots(n, seed)
			for columns := range PanelWidth {
				width := columns + 1
				want, got := slices.Clone(panel), slices.Clone(panel)
				wide = false
				from, to := Pack(want, spotted, 9, width)
				wide = hasAVX512
				if f, u := Pack(got, spotted, 9, width); f != from || u != to {
					t.Fatalf("Pack of %d: from %d to %d, want %d to %d", n, f, u, from, to)
				}
				equal(t, "Pack", got, want)
			}
			for name, add := range map[string]func(c []float64){
				"AddPanels":    func(c []float64) { AddPanels(c, 9, panel, cols) },
				"AddPanelPair": func(c []float64) { AddPanelPair(c, 17, panel, cols, panel) },
			} {
				want := slices.Clone(c)
				UseAssembly(false)
				add(want)
				UseAssembly(true)
				for _, wide = range []bool{false, hasAVX512} {
					got := slices.Clone(c)
					add(got)
					equal(t, name, got, want)
				}
			}
		}
	}
}

// lifHash is a hash of the spikes of a step, of the coefficients it leaves and of the
// decoders it adds up.
func lifHash(v, K []float64, in Drive, low float64) uint64 {
	l := LIF{V: v, Rows: slices.Concat(K, K, K), In: in, Decoders: K, Free: 0.05, Low: low}
	l.Prepare()
	list, sum := l.Step(1, []int32{7})
	return hash(list, append(l.Rows, sum))
}

// A population that keeps its coefficients in lists has the spikes, sums, voltages and
// rows of the plain loop in every step, also where rows are asked for in between.
func TestCoefficientsInLists(t *testing.T) {
	if !hasAVX512 {
		t.Skip("this machine has no AVX-512")
	}
	defer UseAssembly(true)
	for _, n := range []int{listsFrom, listsFrom + 515} {
		for d := range 5 {
			for _, odd := range []bool{false, true} {
				for _, arrives := range []bool{false, d > 0} {
					var of [2]*LIF
					for k := range of {
						of[k] = listable(n, d, odd, arrives)
					}
					sameSteps(t, of[0], of[1])
				}
			}
		}
	}
}

// listable is a population of d dimensions of which many neurons spike; of odd ones, some
// currents are infinite or no number.
func listable(n, d int, odd, arrives bool) *LIF {
	l := &LIF{V: numbers(n, 1), Decoders: numbers(n, 2), Free: 0.05, Low: -0.5,
		In: Drive{Bias: numbers(n, 3), Encoders: numbers(n*d, 4), X: []float64{0.5, -1, 2, 1}[:d]}}
	if arrives {
		l.In.Plus = numbers(n, 5)
	}
	for i := range n {
		l.V[i] = math.Min(1, math.Abs(float64(i%97)/97))
		l.In.Bias[i] = 25*float64(i%31)/31 - 1
		if !odd {
			l.Decoders[i] = float64(i%13) / 7
			for k := range d {
				l.In.Encoders[k*n+i] = float64((i+k)%11)/5 - 1
			}
			if arrives {
				l.In.Plus[i] = float64(i%3) - 1
			}
		}
	}
	l.Rows = slices.Repeat([]float64{l.Free}, 2*n)
	for i := 3; i < n; i += 5 {
		l.Rows[i] = 0.01
	}
	for i := 4; i < n; i += 5 {
		l.Rows[i], l.Rows[n+i], l.V[i] = 0, 0.02, 0
	}
	l.Prepare()
	return l
}

func sameSteps(t *testing.T, plain, listed *LIF) {
	t.Helper()
	total := 0
	for step := range 9 {
		for _, l := range []*LIF{plain, listed} {
			for k := range l.In.X {
				l.In.X[k] = math.Sin(float64(step*(k+1))) * 3
			}
		}
		UseAssembly(false)
		want, sum := plain.Step(step%2, []int32{7})
		UseAssembly(true)
		got, gotSum := listed.Step(step%2, []int32{7})
		if hash(got, []float64{gotSum}) != hash(want, []float64{sum}) {
			t.Fatalf("%d neurons, %d dimensions, step %d: %d spikes, sum %g; the plain loop gives %d, %g", len(plain.V), len(plain.In.X), step, len(got), gotSum,
				len(want), sum)
		}
		equal(t, "voltages", listed.V, plain.V)
		if listed.Rows != nil {
			t.Fatal("coefficients do not stand in lists")
		}
		if step%5 == 3 {
			listed.InRows(1 - step%2)
			equal(t, "rows", listed.Rows, plain.Rows)
		}
		total += len(got) - 1
	}
	if total < len(plain.V) {
		t.Errorf("%d neurons: only %d spikes", len(plain.V), total)
	}
}

// izhikevichHash is a hash of the spikes of a step and of the recovery it leaves.
func izhikevichHash(v, u, J []float64) uint64 {
	return hash(Izhikevich(v, u, J, 0.001, 0.02, 0.2, -65, 8, []int32{7}), u)
}

func hash(spikes []int32, state []float64) (h uint64) {
	for _, i := range spikes {
		h = h*31 + uint64(i)
	}
	for _, v := range state {
		if v == v {
			h = h*1099511628211 + math.Float64bits(v)
		}
	}
	return h
}

// equal demands the same bits; any two numbers that are none are the same.
func equal(t *testing.T, name string, got, want []float64) {
	t.Helper()
	for i := range want {
		if math.Float64bits(got[i]) != math.Float64bits(want[i]) && !(math.IsNaN(got[i]) && math.IsNaN(want[i])) {
			t.Fatalf("%s of %d: element %d is %g, the plain loop gives %g", name, len(want), i, got[i], want[i])
		}
	}
}

// Populations of several blocks give the spikes and states of the plain loop.
func TestLIFByBlocks(t *testing.T) {
	if !hasAVX2 {
		t.Skip("this machine has no AVX2")
	}
	defer UseAssembly(true)
	n := 2*lifBlock + 21
	v, E, bias, K := numbers(n, 1), numbers(3*n, 2), numbers(n, 3), numbers(n, 4)
	for i := range bias {
		bias[i] += 2
	}
	for d := range 4 {
		in := Drive{bias, E[:d*n], []float64{0.5, -1, 2}[:d], nil}
		want, got := slices.Clone(v), slices.Clone(v)
		UseAssembly(false)
		plain := lifHash(want, K, in, 0)
		UseAssembly(true)
		if lifHash(got, K, in, 0) != plain {
			t.Errorf("%d dimensions: other spikes or coefficients", d)
		}
		equal(t, "LIF", got, want)
	}
}

// spots are nine columns of n rows of which most are zero, of either sign.
func spots(n int, seed uint64) []float64 {
	out := numbers(9*n, seed+900)
	for k := range n {
		if k < n/3 || k > n/2 || seed%4 == 0 {
			for i := range 9 {
				out[9*k+i] = math.Copysign(0, out[9*k+i])
			}
		}
	}
	return out
}

// BenchmarkAddPanels multiplies panels that lie in the first cache, with each kind of
// assembly; a fused multiply-add counts as two operations.
func BenchmarkAddPanels(b *testing.B) {
	const rows = 192
	x, y, c := numbers(8*rows, 1), numbers(8*rows, 2), make([]float64, 128)
	for i := range x {
		x[i], y[i] = float64(i%7), float64(i%5)
	}
	defer UseAssembly(true)
	for name, on := range map[string]bool{"avx2": false, "avx512": hasAVX512} {
		b.Run(name, func(b *testing.B) {
			wide = on
			for b.Loop() {
				AddPanelPair(c, 16, x, y, x)
			}
			b.ReportMetric(2*128*rows/(float64(b.Elapsed().Nanoseconds())/float64(b.N)), "GFLOP/s")
		})
	}
}
