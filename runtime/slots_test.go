package runtime_test

import (
	"testing"
)

// Given decoders have a row for each dimension that a wire or a probe decodes,
// not for each of the population; they decode before the wire's transform.
func TestGivenDecoders(t *testing.T) {
	got := record(t, compile(t, `seed 1
ensemble a 3 dims 2 neurons relu gain 1 bias [1, 2, 4]
array p 2 of 3 neurons relu gain 1 bias [1, 2, 4]
defaults connect synapse none
node y dims 9
connect a[1] -> y[0] decoders [[1, 10, 100]]
connect 2*a[0] -> y[1] decoders [1, 10, 100]
connect 2*a[0] + 3*a[1] -> y[2] decoders [[1, 0, 0], [0, 10, 100]]
connect a -> y[3:5] decoders [[1, 0, 0], [0, 10, 100]]
connect whole: a -> y[5] decoders [1, 10, 100]
connect a[1] -> y[6] decoders 0.5
connect p[1] -> y[7] decoders [1, 10, 100]
connect a[0]*a[1] -> y[8] decoders [[1, 10, 100]] transform 2
node z dims 2
connect p -> z decoders [1, 10, 100]
probe y, z
probe one: a[1] decoders [1, 10, 100]
probe two: a[1, 0] decoders [[1, 10, 100], [1, 0, 0]]
probe all: a decoders [[1, 10, 100], [1, 0, 0]]
probe filled: a[0] decoders 0.5
`).Program, 2)
	last := func(name string) []float64 { data := got[name].Data; return data[len(data)/2:] }
	same(t, "wires", last("y"), []float64{421, 842, 2 + 3*420, 1, 420, 421, 3.5, 421, 842}, 1e-12)
	same(t, "members", last("z"), []float64{421, 421}, 0)
	same(t, "probe of one dimension", last("one"), []float64{421}, 0)
	same(t, "probe of two", last("two"), []float64{421, 1}, 0)
	same(t, "probe of all", last("all"), []float64{421, 1}, 0)
	same(t, "one number", last("filled"), []float64{3.5}, 0)
}

// A probe that names a solver records what a wire with that solver carries;
// `none` decodes zeros, also from neurons that never fire.
func TestProbesSolve(t *testing.T) {
	got := record(t, compile(t, `seed 1
node u = 0.7
ensemble a 30
ensemble silent 10 intercepts 0.999999
ensemble b 10
connect u -> a
node y dims 2
connect a -> y[0] solve nnls synapse none
connect a -> y[1] solve l2 synapse none
connect decoded: silent -> b solve none
connect full: silent.neurons -> b.neurons solve none
probe y, decoded.weights, full.weights
probe nnls: a solve nnls
probe l2: a solve l2
probe plain: a
probe none: a solve none
probe nothing: silent solve none
`).Program, 50)
	column := func(k int) []float64 {
		var out []float64
		for i := k; i < 100; i += 2 {
			out = append(out, got["y"].Data[i])
		}
		return out
	}
	same(t, "nnls", got["nnls"].Data, column(0), 1e-12)
	same(t, "l2", got["l2"].Data, column(1), 1e-12)
	same(t, "default", got["plain"].Data, got["l2"].Data, 0)
	for name, numbers := range map[string]int{"none": 50, "nothing": 50, "decoded.weights": 500, "full.weights": 5000} {
		same(t, name, got[name].Data, make([]float64, numbers), 0)
	}
	if d := got["nnls"].Data[49] - got["l2"].Data[49]; !(d > 1e-3 || d < -1e-3) {
		t.Errorf("decoders of both solvers are alike: %g", d)
	}
}
