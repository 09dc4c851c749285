package runtime_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/runtime"
)

// same demands that two recordings agree to within a tolerance.
func same(t *testing.T, what string, got, want []float64, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, want %d", what, len(got), len(want))
	}
	for i, v := range got {
		if !(math.Abs(v-want[i]) <= tolerance) {
			t.Fatalf("%s: number %d is %.17g, want %.17g", what, i, v, want[i])
		}
	}
}

// shifted is x some steps later, zeros before.
func shifted(x []float64, steps int) []float64 {
	return append(make([]float64, steps), x[:len(x)-steps]...)
}

// A delay of 20 ms on a connection makes everything 20 steps later: behind a
// synapse, without one, and in a node's expression, where it is exact from the
// first step on; delays close loops.
func TestDelays(t *testing.T) {
	got := record(t, compile(t, `seed 1
node u = sin(9*t)
node a dims 1
node b dims 1
node c dims 1
node d dims 1
connect u -> a
connect u -> b delay 20ms
connect u -> c synapse none delay 20ms
node e = 2*delay(u + 1, steps=20) + delay(u, 3ms)
node loop dims 1
node start = if t < 1.5ms then 1 else 0
connect start -> loop synapse none
connect loop -> loop synapse none delay 5ms transform 0.5
probe u, a, b, c, e, loop
`).Program, 200)
	u := got["u"].Data
	same(t, "filtered and delayed", got["b"].Data, shifted(got["a"].Data, 20), 0)
	same(t, "delayed", got["c"].Data, shifted(u, 20), 0)
	want := make([]float64, len(u))
	for i := range u {
		if i >= 20 {
			want[i] = 2 * (u[i-20] + 1)
		}
		if i >= 3 {
			want[i] += u[i-3]
		}
	}
	same(t, "delay in an expression", got["e"].Data, want, 1e-15)
	for i, v := range got["loop"].Data {
		want := 0.0
		if i%5 == 0 {
			want = math.Pow(0.5, float64(i/5))
		}
		if v != want {
			t.Fatalf("the loop holds %g in step %d, want %g", v, i+1, want)
		}
	}
}

// A direct ensemble represents its input exactly and computes functions
// exactly, with the delays of a population; nodes read it through a synapse.
func TestDirectIsExact(t *testing.T) {
	got := record(t, compile(t, `seed 1
node u = [sin(9*t), cos(9*t)]
ensemble a 50 dims 2 neurons direct
node y dims 1
node z dims 2
connect u -> a synapse none
connect a[0]*a[1] + 1 -> y synapse none solve l2 reg 0.1
connect a -> z
node read = a[0] synapse none
node late = a[1]
probe u, a, y, z, read, late
`).Program, 100)
	u := got["u"].Data
	same(t, "value", got["a"].Data, u, 0)
	product, first, second := make([]float64, 100), make([]float64, 100), make([]float64, 100)
	for i := range product {
		product[i], first[i], second[i] = u[2*i]*u[2*i+1]+1, u[2*i], got["z"].Data[2*i+1]
	}
	same(t, "product", got["y"].Data, product, 1e-15)
	same(t, "read in the same step", got["read"].Data, first, 0)
	same(t, "read through 5 ms", got["late"].Data, second, 1e-15)
}

// The value of a direct array is what its members receive, though these do no more
// than hand it on.
func TestDirectArrayIsExact(t *testing.T) {
	got := record(t, compile(t, `seed 1
node u = [sin(9*t), cos(9*t), t]
array m 3 of 20 dims 1 neurons direct
connect u -> m synapse none
node y dims 3
connect m -> y synapse none
probe u, m, y
`).Program, 100)
	same(t, "value", got["m"].Data, got["u"].Data, 0)
	same(t, "what leaves it", got["y"].Data, got["u"].Data, 0)
}

// Noise of an ensemble is added to the currents, as drawn, whatever the gains;
// filters in expressions have no delay; a reset repeats the noise.
func TestNoise(t *testing.T) {
	p := compile(t, `seed 1
ensemble a 40 noise white_noise(normal(0, 0.2), scale=no)
ensemble b 40 noise filtered(lowpass(100ms), normal(0.5, 0), scale=no)
node w = white_noise(normal(1, 0)) + lowpass(2*t, 50ms)
probe a.current, a.bias, b.current, b.bias, w
`).Program
	got := record(t, p, 100)
	sum, squares := 0.0, 0.0
	for i, J := range got["a.current"].Data {
		v := J - got["a.bias"].Data[i]
		sum, squares = sum+v, squares+v*v
	}
	if std := math.Sqrt(squares / 4000); !(math.Abs(std-0.2) <= 4*0.2/math.Sqrt(8000)) || !(math.Abs(sum/4000) <= 4*0.2/math.Sqrt(4000)) {
		t.Errorf("standard deviation %g, mean %g; want 0.2, 0", std, sum/4000)
	}
	y := 0.0
	for k := range 100 {
		rise := 0.5 * (1 - math.Exp(-float64(k+1)*0.001/0.1))
		if v := got["b.current"].Data[40*k] - got["b.bias"].Data[40*k]; !(math.Abs(v-rise) <= 1e-12) {
			t.Fatalf("filtered noise is %g in step %d, want %g", v, k+1, rise)
		}
		a := math.Exp(-0.001 / 0.05)
		y = a*y + (1-a)*2*float64(k+1)*0.001
		if want := 1/math.Sqrt(0.001) + y; !(math.Abs(got["w"].Data[k]-want) <= 1e-12) {
			t.Fatalf("w is %g in step %d, want %g", got["w"].Data[k], k+1, want)
		}
	}
	sim := runtime.New(p)
	recordOn(t, sim, 30)
	sim.ResetTime()
	same(t, "after a reset", recordOn(t, sim, 100)["a.current"].Data, got["a.current"].Data, 0)
}

// `density` keeps exactly its share of each neuron's inputs, chosen by the
// connection's name; `strongest` the largest; learning leaves the others at zero,
// with and without signs; a table takes the mask along.
func TestMasks(t *testing.T) {
	model := func(options, learn string) string {
		return "seed 4\nensemble pre 40\nensemble post 30\nnode u = sin(9*t)\nconnect u -> pre\nconnect c: pre.neurons -> post.neurons " + options + "\n" + learn + "\nprobe post\n"
	}
	count := func(W []float64) (low, high int) {
		low = 40
		for i := range 30 {
			n := 0
			for _, v := range W[i*40 : (i+1)*40] {
				if v != 0 {
					n++
				}
			}
			low, high = min(low, n), max(high, n)
		}
		return low, high
	}
	for _, c := range []struct {
		options   string
		low, high int
	}{
		{"solve l2 density 20%", 8, 8}, {"solve l2 strongest 5", 5, 5}, {"solve nnls dale 0.5 density 20%", 0, 8}, {"weights 0.001 density 10%", 4, 4},
		{"solve nnls dale 0.5 strongest 12", 1, 12},
	} {
		for _, learn := range []string{"", "learn pes err = post - pre on c rate 1e-2", "learn pes err = post - pre on c rate 1e-2\nlearn bcm on c rate 1e-8", "learn oja on c rate 1e-4"} {
			sim := runtime.New(compile(t, model(c.options, learn)).Program)
			before := sim.Weights(0)
			if low, high := count(before); low < c.low || high > c.high {
				t.Errorf("%s: from %d to %d inputs, want %d to %d", c.options, low, high, c.low, c.high)
			}
			recordOn(t, sim, 200)
			changed := false
			for i, v := range sim.Weights(0) {
				changed = changed || v != before[i]
			}
			if changed == (learn == "") {
				t.Errorf("%s, %q: weights changed: %v", c.options, learn, changed)
			}
			if low, high := count(sim.Weights(0)); high > c.high || low < c.low-c.low/2 {
				t.Errorf("%s, %q: after learning from %d to %d inputs", c.options, learn, low, high)
			}
		}
	}
}

// A function given as points is solved for those targets: with the values of
// x² at the given points, decoders are those of the expression x*x at the same
// points, also for full weights. A table is straight lines between its rows, on
// wires and in nodes.
func TestFunctionsFromFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	points, squares, curve := "x\n", "y\n", "in,square,cube\n"
	for i := range 201 {
		x := float64(i-100) / 100
		points += fmt.Sprintf("%v\n", x)
		squares += fmt.Sprintf("%v\n", x*x)
		curve += fmt.Sprintf("%v,%v,%v\n", x, x*x, x*x*x)
	}
	write("points.csv", points)
	write("squares.csv", squares)
	write("curve.csv", curve)
	got := record(t, compileIn(t, dir, `seed 1
ensemble a 60
node u = sin(9*t)
connect u -> a
node y dims 1
node z dims 1
node w dims 2
connect p: a -> y function from "squares.csv:y" eval_points from "points.csv:x"
connect q: a -> z function x*x eval_points from "points.csv:x"
connect a -> w function table("curve.csv")
ensemble full 30
connect f: a.neurons -> full.neurons function from "squares.csv:y" eval_points from "points.csv:x" solve l2
connect g: a.neurons -> full.neurons function x*x eval_points from "points.csv:x" solve l2
node lookup = table("curve.csv", u, column="cube")
probe u, lookup, w, p.weights, q.weights, f.weights, g.weights
`).Program, 50)
	same(t, "decoders", got["p.weights"].Data, got["q.weights"].Data, 1e-12)
	same(t, "full weights", got["f.weights"].Data, got["g.weights"].Data, 1e-12)
	for i, u := range got["u"].Data {
		if !(math.Abs(got["lookup"].Data[i]-u*u*u) <= 2e-4) { // 6x·h²/8 at h = 0.01
			t.Fatalf("table(%g) is %g", u, got["lookup"].Data[i])
		}
	}
}

// An index that names a dimension twice adds what arrives for both, also where the
// instruction stands in a chain of those on single numbers.
func TestTwoNumbersEndInOneDimension(t *testing.T) {
	got := record(t, compile(t, `seed 1
node u = [2, 3]
ensemble a 5
connect c: u -> a[0, 0] synapse 5ms
probe a.input
`).Program, 2000)
	same(t, "after a while", got["a.input"].Data[1999:], []float64{5}, 1e-12)
}
