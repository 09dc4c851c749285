package kernels

import (
	"math"
	"slices"
	"testing"

	"github.com/nefc/nefc/internal/libm"
)

// condLIF and compartments are those of stdlib/neurons by default, with steps of 1 ms.
var (
	condLIF = LIFCond{Capacitance: 1000, Leak: 50, Rest: -65, Excitatory: 20, Inhibitory: -75, Threshold: -50, Reset: -65, Rheobase: 750,
		Refractory: 0.003, Dt: 0.001}
	compartments = TwoCompartments{Soma: 1000, Dendrite: 1000, SomaLeak: 50, DendriteLeak: 50, Coupling: 50, Rest: -65, Excitatory: 20, Inhibitory: -75,
		Threshold: -50, Reset: -65, Spike: 20, Rheobase: 750, Substeps: 10, SpikeSteps: 10, RefractorySteps: 20, Dt: 0.001}
)

// driven are currents and conductances of neurons of which many spike; some are 0, some huge.
func driven(n int, seed uint64) (J, exc, inh []float64) {
	J, exc, inh = numbers(n, seed), numbers(n, seed+1), numbers(n, seed+2)
	for i := range n {
		size := math.Ldexp(1, int(seed+uint64(i))%12)
		bounded := func(x float64) float64 { // numbers has infinities, and what is none
			if !(math.Abs(x) < 1e6) {
				return 0
			}
			return x
		}
		J[i], exc[i], inh[i] = 2*bounded(J[i]), math.Abs(bounded(exc[i]))*size, math.Abs(bounded(inh[i]))*size
	}
	return J, exc, inh
}

// Assembly advances neurons with conductances to the bits of the plain loops, for every length.
func TestConductancesInAssembly(t *testing.T) {
	if !hasAVX2 {
		t.Skip("this machine has no AVX2")
	}
	defer UseAssembly(true)
	spiked := 0
	for n := range 40 {
		for seed := range uint64(10) {
			J, exc, inh := driven(n, 1000*seed+1)
			run := func(assembly, eights bool) (list []int32, state []float64) {
				UseAssembly(assembly)
				wide = wide && eights
				v, w, d, ref, hold := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
				for i := range n {
					v[i], w[i], d[i] = -65, -65, -65
				}
				for step := range 60 {
					e := slices.Clone(exc)
					for i := range e {
						e[i] *= float64((step + i) % 5)
					}
					list = condLIF.Step(v, ref, J, e, inh, list)
					list = compartments.Step(w, d, hold, J, e, inh, append(list, -1))
				}
				return list, slices.Concat(v, w, d, ref, hold)
			}
			want, plain := run(false, false)
			for _, eights := range []bool{false, true} {
				got, fast := run(true, eights)
				if !slices.Equal(got, want) {
					t.Fatalf("%d neurons, seed %d, wide %t: other spikes", n, seed, eights)
				}
				equal(t, "states", fast, plain)
			}
			spiked += len(want) - 60
		}
	}
	if spiked < 10000 {
		t.Errorf("%d spikes: the test tests little", spiked)
	}
}

// One step of a voltage is the exponential of libm, whatever its exponent.
func TestExponentials(t *testing.T) {
	defer UseAssembly(true)
	const n = 64
	for _, size := range []float64{0, 1e-300, 1e-17, 1e-9, 1e-3, 1, 50, 1e3, 1e5, 1e300} {
		v, ref, J, exc, inh := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range v {
			v[i], inh[i], ref[i] = -60, size*(1+float64(i)/7), float64(i%3)*0.0004
		}
		w, left := slices.Clone(v), slices.Clone(ref)
		condLIF.Step(v, ref, J, exc, inh, nil)
		wide = false
		condLIF.Step(w, left, J, exc, inh, nil)
		wide = hasAVX512
		equal(t, "of AVX2", w, v)
		for i, x := range v {
			to, g := condLIF.towards(0, 0, inh[i])
			δ := min(max(0.001-(float64(i%3)*0.0004-0.001), 0), 0.001)
			want := -60 + float64((-60-to)*(libm.Exp(max(float64(float64(δ*g)*-1), -700))-1))
			if x != want {
				t.Fatalf("inh %g: the voltage is %v, not %v", inh[i], x, want)
			}
		}
	}
}

// 10,000 neurons of each type with conductances, with assembly and without.
func BenchmarkConductances(b *testing.B) {
	defer UseAssembly(true)
	const n = 10000
	J, exc, inh := make([]float64, n), make([]float64, n), make([]float64, n)
	v, d, ref := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range v {
		v[i], d[i], exc[i], inh[i] = -65, -65, float64(i%60), float64(i*7%40)
	}
	spikes := make([]int32, 0, n+8)
	for _, name := range []string{"AVX512", "AVX2", "plain"} {
		UseAssembly(name != "plain")
		wide = wide && name == "AVX512"
		b.Run("LIFCond/"+name, func(b *testing.B) {
			quietest(b, func() { condLIF.Step(v, ref, J, exc, inh, spikes) })
		})
		clear(ref)
		b.Run("TwoCompartments/"+name, func(b *testing.B) {
			quietest(b, func() { compartments.Step(v, d, ref, J, exc, inh, spikes) })
		})
		clear(ref)
	}
}
