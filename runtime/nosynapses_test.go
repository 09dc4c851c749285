package runtime_test

import "testing"

// Connections of which no synapse exists send nothing: given weights, delays, solved ones.
func TestNoSynapses(t *testing.T) {
	const none = " probability matrix(10, 10, 0)"
	for _, options := range []string{
		"weights 1" + none, "weights 1 delay 1ms..3ms" + none, "weights 1 release 0.6" + none, "solve l2" + none, "solve nnls" + none,
	} {
		p := compile(t, "seed 1\nnode u = 1\nensemble a 10\nensemble b 10 gain 1 bias 0\nconnect u -> a\n"+
			"connect e: a.neurons -> b.neurons "+options+"\nprobe b.input\nrun 50ms\n").Program
		for name, r := range record(t, p, 50) {
			for _, v := range r.Data {
				if v != 0 {
					t.Fatalf("%s: %s is %g", options, name, v)
				}
			}
		}
	}
}
