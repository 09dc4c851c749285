package runtime_test

import (
	"math"
	"slices"
	"strings"
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

// The weights of a part of a joint source are the columns of its neurons, however it is
// called, while they learn too.
func TestPartsOfJointWeights(t *testing.T) {
	const model = `seed 3
template pair() {
  ensemble pre 8 dale 0.7
}
pair m()
pair n()
ensemble a 12 dale 0.7
ensemble c 7
node u = sin(20*t)
connect u -> a
connect u -> m.pre
connect u -> n.pre
connect j: [a.neurons, m.pre.neurons[2:6], n.pre.neurons] -> c.neurons function x[0] solve nnls DELAY
learn pes e = c - u on j
probe j.weights, j.a.weights, j.m.pre.weights, j.n.pre.weights every 5ms
`
	for _, delay := range []string{"", "density 20%"} {
		sim := runtime.New(compile(t, strings.Replace(model, "DELAY", delay, 1)).Program)
		got := recordOn(t, sim, 50)
		all := got["j.weights"].Data
		if slices.Equal(all[:7*24], all[len(all)-7*24:]) {
			t.Error("nothing was learned: the test tests nothing")
		}
		for _, part := range []struct {
			name     string
			from, to int
		}{{"a", 0, 12}, {"m.pre", 12, 16}, {"n.pre", 16, 24}} {
			var want []float64
			for at := 0; at < len(all); at += 24 {
				want = append(want, all[at+part.from:at+part.to]...)
			}
			if !slices.Equal(got["j."+part.name+".weights"].Data, want) {
				t.Errorf("%s: the weights of %s are others than in the whole", delay, part.name)
			}
		}
	}
}
