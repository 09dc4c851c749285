package kernels

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// BenchmarkLIF measures steps of populations of n neurons of one dimension, of which
// a tenth spikes in a step: one, or many that take turns. The shortest of some steps
// counts, since a shared machine is rarely quiet for longer.
func BenchmarkLIF(b *testing.B) {
	for _, size := range []struct{ members, n int }{{1, 100}, {1, 1000}, {1, 10_000}, {1, 300_000}, {1, 1_000_000}, {264, 100}, {520, 100}, {10_000, 100}} {
		b.Run(fmt.Sprintf("%dx%d", size.members, size.n), func(b *testing.B) { benchmarkLIF(b, size.members, size.n) })
	}
}

func benchmarkLIF(b *testing.B, members, n int) {
	r := rand.New(rand.NewPCG(1, 2))
	x := []float64{0}
	var all []*LIF
	var spikes [][]int32
	for range members {
		all, spikes = append(all, benchLIF(r, n, x)), append(spikes, make([]int32, 0, n+8))
	}
	step := 0
	advance := func() {
		x[0] = math.Sin(0.006 * float64(step))
		for k, l := range all {
			spikes[k], _ = l.Step(step%2, spikes[k][:0])
		}
		step++
	}
	for range max(50, min(2000, 10_000_000/(members*n))) {
		advance()
	}
	steps, best := 1+20_000/(members*n), math.Inf(1)
	for b.Loop() {
		began := time.Now()
		for range steps {
			advance()
		}
		best = min(best, float64(time.Since(began).Nanoseconds())/float64(steps*members*n))
	}
	b.ReportMetric(best, "best-ns/neuron")
}

// benchLIF draws a population: maximal rates of 200 to 400 Hz, intercepts within -1
// and 0.9, as Nengo does.
func benchLIF(r *rand.Rand, n int, x []float64) *LIF {
	l := &LIF{V: Zeros(n), Rows: Zeros(2 * n), In: Drive{Bias: Zeros(n), Encoders: Zeros(n), X: x}, Decoders: Zeros(n), Free: -math.Expm1(-0.001 / 0.02)}
	for i := range n {
		rate, intercept := 200+200*r.Float64(), -1+1.9*r.Float64()
		z := 1 / (1 - math.Exp((0.002-1/rate)/0.02))
		gain := (1 - z) / (intercept - 1)
		l.In.Bias[i], l.In.Encoders[i] = 1-gain*intercept, gain*float64(1-2*r.IntN(2))
		l.Rows[i], l.Rows[n+i] = l.Free, l.Free
		l.V[i], l.Decoders[i] = r.Float64(), r.Float64()
	}
	l.Prepare()
	return l
}
