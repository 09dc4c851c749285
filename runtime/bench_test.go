package runtime_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nefc/nefc/runtime"
)

// benchmarks are typical models; docs/performance.md has what they measure.
var benchmarks = []struct{ name, text string }{
	{"doubling_dale", strings.Replace(learning, "probe c.weights every 50ms\n", "", 1)},
	{"doubling_pes", "seed 7\nensemble pre 101 radius 2 max_rates 50..100\nensemble post 102 radius 2 max_rates 50..100\nnode ramp = sin(6*t)\nconnect ramp -> pre\nconnect c: pre.neurons -> post.neurons weights 0\nlearn pes err = post - pre*pre rate 1e-3 on c\nprobe ramp, pre, post, err synapse 100ms\n"},
	{"comm_channel_1000", "seed 1\nnode u = sin(6*t)\nensemble a 1000\nensemble b 1000\nconnect u -> a\nconnect a -> b\nprobe b synapse 10ms\n"},
	{"comm_channel_10000", "seed 1\nnode u = sin(6*t)\nensemble a 10000 n_eval_points 100\nensemble b 10000 n_eval_points 100\nconnect u -> a\nconnect a -> b decoders 1e-6\n"},
	{"integrator_1000", "use std/integrator\nseed 1\nnode u = sin(6*t)\nintegrator m(n=1000)\nconnect u -> m.u\nprobe m.y synapse 10ms\n"},
	{"lorenz_2000", "seed 1\nensemble x 2000 dims 3 radius 60 n_eval_points 500\nconnect x + 0.1*[10*(x[1] - x[0]), -x[0]*x[2] - x[1], x[0]*x[1] - 8/3*(x[2] + 28) - 28] -> x synapse 100ms\nprobe x synapse 10ms\n"},
	{"circular_convolution_16", "use std/circular_convolution\nseed 1\nvocab v dims 16 {\n  A\n  B\n}\nnode a = v.A\nnode b = v.B\ncircular_convolution c(n=200, d=16)\nconnect a -> c.a\nconnect b -> c.b\nprobe c.y synapse 10ms\n"},
	{"full_weights_1000", "seed 1\nnode u = sin(6*t)\nensemble a 1000\nensemble b 1000\nconnect u -> a\nconnect c: a.neurons -> b.neurons weights 1e-6\nlearn pes err = b - a on c\n"},
	{"basal_ganglia_10", "use std/basal_ganglia\nuse std/thalamus\nseed 1\nnode u = vector(10, 0.5 + i/20)\nbasal_ganglia bg(d=10)\nthalamus th(d=10)\nconnect u -> bg.u\nconnect bg.y -> th.u\nprobe th.y synapse 10ms\n"},
	{"bcm_500", unsupervised("bcm")},
	{"oja_500", unsupervised("oja")},
	{"voja_500", "seed 1\nnode u = [sin(6*t), cos(6*t)]\nensemble a 500 dims 2\nensemble b 500 dims 2\nconnect u -> a\nconnect c: a -> b\nlearn voja on c\n"},
	{"rls_500", "seed 1\nnode u = sin(6*t)\nensemble a 500\nensemble b 500\nconnect u -> a\nconnect c: a -> b\nlearn rls err = b - a on c\n"},
	{"alif_10000", one("alif")},
	{"izhikevich_10000", one("izhikevich")},
	{"lif_rate_10000", one("lif_rate")},
}

func unsupervised(rule string) string {
	return fmt.Sprintf("seed 1\nnode u = sin(6*t)\nensemble a 500\nensemble b 500\nconnect u -> a\nconnect c: a.neurons -> b.neurons weights 1e-5\nlearn %s on c\n", rule)
}

func one(neurons string) string {
	return fmt.Sprintf("seed 1\nnode u = sin(6*t)\nensemble a 10000 neurons %s gain 2 bias 1 n_eval_points 100\nconnect u -> a\n", neurons)
}

// BenchmarkStep measures one step of typical models; compare with benchstat.
func BenchmarkStep(b *testing.B) {
	for _, m := range benchmarks {
		b.Run(m.name, func(b *testing.B) {
			c := compile(b, m.text)
			neurons := 0
			for _, p := range c.Program.Populations {
				neurons += p.N
			}
			sim := runtime.New(c.Program)
			for range 200 { // until activity has settled
				if err := sim.Step(); err != nil {
					b.Fatal(err)
				}
			}
			const reserved = 20000 // as a run reserves room for a phase
			for k := 0; b.Loop(); k++ {
				if k%reserved == 0 {
					sim.Reserve(reserved)
				}
				if err := sim.Step(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(neurons), "ns/neuron")
		})
	}
}
