package runtime_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/runtime"
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

// The weights of a wire from a node, or of activities as they are, are its
// transform, times its scale.
func TestWeightsOfTransforms(t *testing.T) {
	got := record(t, compile(t, `seed 1
node u = [1, 2]
ensemble a 3 neurons relu gain 1 bias 2
node v dims 2
node y dims 1
node z dims 3
connect b: u -> v transform 3 scale 2
connect c: u -> y transform [[1, 2]] scale -1
connect d: u[1] -> y
connect e: a.neurons -> z transform 2
probe b.weights, c.weights, d.weights, e.weights
probe b.output
`).Program, 1)
	for name, want := range map[string][]float64{"b.weights": {6, 0, 0, 6}, "c.weights": {-1, -2}, "d.weights": {0, 1}, "e.weights": {2, 0, 0, 0, 2, 0, 0, 0, 2}} {
		same(t, name, got[name].Data, want, 0)
	}
	if shape := got["c.weights"].Shape; len(shape) != 2 || shape[0] != 1 || shape[1] != 2 {
		t.Errorf("c.weights has shape %v", shape)
	}
}

// A node that reads itself starts from `initial`, also inside of what knows the
// time, and again after a reset.
func TestInitialValues(t *testing.T) {
	sim := runtime.New(compile(t, `seed 1
node x = 0.5*x initial 8
node y = [y[1], y[0] + 1] dims 2 initial [3, 10]
node z = 2*z dims 3 initial 1
node w = delay(w + 1, steps=1) initial 5
probe x, y, z, w
`).Program)
	for range 2 {
		got := recordOn(t, sim, 3)
		same(t, "x", got["x"].Data, []float64{4, 2, 1}, 0)
		same(t, "y", got["y"].Data, []float64{10, 4, 4, 11, 11, 5}, 0)
		same(t, "z", got["z"].Data, []float64{2, 2, 2, 4, 4, 4, 8, 8, 8}, 0)
		same(t, "w", got["w"].Data, []float64{0, 6, 1}, 0)
		sim.ResetTime()
	}
}

// A file with one number as a matrix is a matrix, with no axes a number, with
// one a vector: only a number fills or keeps the size.
func TestShapesOfTransformFiles(t *testing.T) {
	dir := t.TempDir()
	f, err := os.Create(filepath.Join(dir, "w.npz"))
	if err != nil {
		t.Fatal(err)
	}
	if err := npz.Write(f, map[string]*npz.Array{
		"number": {Floats: []float64{3}},
		"vector": {Shape: []int{2}, Floats: []float64{3, 4}},
		"column": {Shape: []int{2, 1}, Floats: []float64{3, 4}},
		"one":    {Shape: []int{1, 1}, Floats: []float64{3}},
	}, nil); err != nil {
		t.Fatal(err)
	}
	f.Close()
	for line, want := range map[string]string{
		`connect u -> v transform from "w.npz:number"`:            "6 9",
		`connect u -> v transform from "w.npz:vector"`:            "6 12",
		`connect u -> v transform from "w.npz:column"`:            "NEF032",
		`connect u -> v transform from "w.npz:one"`:               "NEF032",
		`connect u[0] -> v[1] transform from "w.npz:one"`:         "0 6",
		`connect u[1] -> v transform from "w.npz:column"`:         "9 12",
		`connect u[0] -> v[0] transform [[3]]`:                    "6 0",
		`connect u -> v transform [[3]]`:                          "NEF032",
		`connect u[0] -> a.neurons transform from "w.npz:one"`:    "NEF032",
		`connect u[0] -> a.neurons transform [[3]]`:               "NEF032",
		`connect u[0] -> a.neurons transform from "w.npz:number"`: "0 0",
	} {
		if got := valueOrCode(t, dir, "seed 1\nnode u = [2, 3]\nnode v dims 2\nensemble a 5\ndefaults connect synapse none\n"+line+"\nprobe v\n"); got != want {
			t.Errorf("%s: %s, want %s", line, got, want)
		}
	}
}

// valueOrCode is what the only probe of a model records in the first step, or the
// code of the first diagnostic.
func valueOrCode(t *testing.T, dir, text string) string {
	t.Helper()
	for _, d := range compilertest.CheckIn(t, dir, text, compiler.Options{}).Diags {
		if d.Severity == diag.Error {
			return d.Code.String()
		}
	}
	for _, r := range record(t, compileIn(t, dir, text).Program, 1) {
		return strings.Trim(fmt.Sprint(r.Data), "[]")
	}
	return ""
}

// `sigma` is a regularisation in Hz, `reg` a share of the highest rate, on
// decoders and on full weights; where that rate is 1 Hz they are the same.
func TestSigmaIsAbsoluteRegIsRelative(t *testing.T) {
	const head = `seed 1
ensemble a 2 neurons relu encoders [[1], [-1]] gain 1 bias 0 eval_points [[-1], [1], [0.5]]
ensemble b 3
node y dims 1
`
	weights := func(options string) []float64 {
		got := record(t, compile(t, head+"connect c: a -> y "+options+"\nconnect d: a.neurons -> b.neurons solve l2 "+options+"\nprobe c.weights, d.weights\n").Program, 1)
		return append(got["c.weights"].Data, got["d.weights"].Data...)
	}
	plain, weak := weights(""), weights("sigma 0.3Hz")
	same(t, "the default", weights("sigma 0.1Hz"), plain, 1e-12)
	same(t, "three tenths", weights("reg 0.3"), weak, 1e-12)
	if d := plain[0] - weak[0]; !(d > 0.01) {
		t.Errorf("regularisation changes a decoder of %g by %g", plain[0], d)
	}
}
