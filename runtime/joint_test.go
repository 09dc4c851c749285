package runtime_test

import (
	"math"
	"testing"

	"github.com/nefc/nefc/runtime"
)

// A matrix over several populations is the connections of each with its own columns.
func TestJointIsItsParts(t *testing.T) {
	const populations = "seed 3\nnode u = sin(20*t)\nensemble a 12\nensemble b 9 neurons lif_rate\nensemble c 7\nconnect u -> a\nconnect -u -> b\n"
	const probes = "probe c.current\n"
	for _, c := range []struct{ name, joint, parts string }{
		{"two populations",
			"connect j: [a.neurons, b.neurons] -> c.neurons weights matrix(7, 21, 1e-3*(i + 1)*(10 - j))",
			"connect p: a.neurons -> c.neurons weights matrix(7, 12, 1e-3*(i + 1)*(10 - j))\n" +
				"connect q: b.neurons -> c.neurons weights matrix(7, 9, 1e-3*(i + 1)*(-2 - j))"},
		{"a slice, and synapses of each",
			"connect j: [b.neurons, a.neurons[2:6]] -> c.neurons synapse [10ms, 3ms] weights matrix(7, 13, 1e-3*(i + 1)*(7 - j))",
			"connect p: b.neurons -> c.neurons synapse 10ms weights matrix(7, 9, 1e-3*(i + 1)*(7 - j))\n" +
				"connect q: a.neurons[2:6] -> c.neurons synapse 3ms weights matrix(7, 4, 1e-3*(i + 1)*(-2 - j))"},
	} {
		t.Run(c.name, func(t *testing.T) {
			run := func(lines string) []float64 {
				sim := runtime.New(compile(t, populations+lines+"\n"+probes).Program)
				return recordOn(t, sim, 300)["c.current"].Data
			}
			joint, parts := run(c.joint), run(c.parts)
			moved := false
			for k, v := range joint {
				moved = moved || math.Abs(v-joint[k%7]) > 0.1
				if math.Abs(v-parts[k]) > 1e-12*max(1, math.Abs(v)) {
					t.Fatalf("current %d of step %d is %v, of the parts %v", k%7, k/7, v, parts[k])
				}
			}
			if !moved {
				t.Error("nothing arrived: the test tests nothing")
			}
		})
	}
}
