package runtime_test

import (
	"strings"
	"testing"

	"github.com/nefc/nefc/runtime"
)

// BenchmarkStep measures one step of typical models; compare with benchstat.
func BenchmarkStep(b *testing.B) {
	for _, m := range []struct{ name, text string }{
		{"doubling_dale", strings.Replace(learning, "probe c.weights every 50ms\n", "", 1)},
		{"doubling_pes", "seed 7\nensemble pre 101 radius 2 max_rates 50..100\nensemble post 102 radius 2 max_rates 50..100\nnode ramp = sin(6*t)\nconnect ramp -> pre\nconnect c: pre.neurons -> post.neurons weights 0\nlearn pes err = post - pre*pre rate 1e-3 on c\nprobe ramp, pre, post, err synapse 100ms\n"},
		{"comm_channel_1000", "seed 1\nnode u = sin(6*t)\nensemble a 1000\nensemble b 1000\nconnect u -> a\nconnect a -> b\nprobe b synapse 10ms\n"},
		{"full_weights_1000", "seed 1\nnode u = sin(6*t)\nensemble a 1000\nensemble b 1000\nconnect u -> a\nconnect c: a.neurons -> b.neurons weights 1e-6\nlearn pes err = b - a on c\n"},
	} {
		b.Run(m.name, func(b *testing.B) {
			sim := runtime.New(compile(b, m.text).Program)
			for b.Loop() {
				if err := sim.Step(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
