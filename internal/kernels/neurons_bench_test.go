package kernels

import (
	"testing"
	"time"
)

// The rate and quadratic types, 10,000 neurons, with each kind of assembly. Of calls, the
// quietest is reported too: it is what can be compared on a machine with other work.
func BenchmarkNeurons(b *testing.B) {
	defer UseAssembly(true)
	const n = 10000
	v, u, J, a := make([]float64, n), make([]float64, n), numbers(n, 1), make([]float64, n)
	for i := range J {
		J[i] = 1 + 2*J[i]
	}
	spikes := make([]int32, 0, n+8)
	for _, wide = range []bool{false, hasAVX512} {
		name := map[bool]string{false: "AVX2", true: "AVX512"}[wide]
		b.Run("LIFRate/"+name, func(b *testing.B) {
			quietest(b, func() { LIFRate(a, J, 0.02, 0.002, 1) })
		})
		b.Run("Izhikevich/"+name, func(b *testing.B) {
			quietest(b, func() { Izhikevich(v, u, J, 0.001, 0.02, 0.2, -65, 8, spikes) })
		})
	}
}

// quietest reports the shortest of the calls.
func quietest(b *testing.B, f func()) {
	shortest := time.Hour
	for b.Loop() {
		began := time.Now()
		f()
		shortest = min(shortest, time.Since(began))
	}
	b.ReportMetric(float64(shortest.Nanoseconds()), "quiet-ns/op")
}
