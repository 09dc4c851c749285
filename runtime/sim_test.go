package runtime_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	goruntime "runtime"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime"
)

// compile compiles a model written in a test.
func compile(t testing.TB, text string) *compiler.Compiled {
	t.Helper()
	return compileIn(t, t.TempDir(), text)
}

// compileIn compiles a model that reads files of a folder.
func compileIn(t testing.TB, dir, text string) *compiler.Compiled {
	t.Helper()
	return compilertest.CompileIn(t, dir, text)
}

// record runs a program and returns what its probes recorded, by name.
func record(t testing.TB, p *program.Program, steps int) map[string]runtime.Record {
	t.Helper()
	sim := runtime.New(p)
	return recordOn(t, sim, steps)
}

func recordOn(t testing.TB, sim *runtime.Sim, steps int) map[string]runtime.Record {
	sim.Reserve(steps, nil)
	for range steps {
		if err := sim.Step(); err != nil {
			t.Fatal(err)
		}
	}
	out := map[string]runtime.Record{}
	for _, r := range sim.Records() {
		out[r.Name] = r
	}
	return out
}

const learning = `seed 7
node wobble = 0.1*cos(50*t)
connect wobble -> pre synapse 20ms
ensemble pre 101 radius 2 max_rates 50..100 dale 0.7
ensemble post 102 radius 2 max_rates 50..100
node ramp = sin(6*t)
connect ramp -> pre
connect c: pre.neurons -> post.neurons function x*x solve nnls bias decoded
learn pes err = post - pre*pre rate 1e-3 on c
probe ramp, pre, post, err synapse 100ms
probe c.weights every 50ms
`

// Stepping allocates nothing.
func TestStepAllocatesNothing(t *testing.T) {
	models := map[string]string{"learning": learning}
	for _, neurons := range everyNeuron {
		models[neurons] = "seed 1\nnode u = sin(6*t)\nensemble a 50 neurons " + neurons + "\nconnect u -> a\nprobe a synapse 10ms\n"
	}
	for name, model := range models {
		sim := runtime.New(compile(t, model).Program)
		sim.Reserve(2000, nil)
		if n := testing.AllocsPerRun(1000, func() {
			if err := sim.Step(); err != nil {
				t.Fatal(err)
			}
		}); n != 0 {
			t.Errorf("%s: a step allocates %g times", name, n)
		}
	}
}

// The same model gives the same bits, whatever the number of threads.
func TestRunsAreIdentical(t *testing.T) {
	run := func(threads int) map[string]runtime.Record {
		defer goruntime.GOMAXPROCS(goruntime.GOMAXPROCS(threads))
		return record(t, compile(t, learning).Program, 500)
	}
	a, b := run(1), run(4)
	for name, r := range a {
		if !slices.Equal(r.Data, b[name].Data) {
			t.Errorf("%s differs between 1 and 4 threads", name)
		}
	}
}

// A line added or moved changes no other object's numbers.
func TestAddedLinesChangeNothingElse(t *testing.T) {
	before := record(t, compile(t, learning).Program, 300)
	lines := strings.Split(strings.TrimSpace(learning), "\n")
	slices.Reverse(lines)
	more := "ensemble other 70 dims 2\nnode u = [t, 1]\nconnect u -> other\nconnect other[0] -> extra\nensemble extra 30\nprobe extra\n"
	after := record(t, compile(t, more+strings.Join(lines, "\n")+"\n").Program, 300)
	for name, r := range before {
		if !slices.Equal(r.Data, after[name].Data) {
			t.Errorf("%s changed", name)
		}
	}
}

// reset time repeats a run bit for bit; learned weights stay until reset
// weights puts them back.
func TestResets(t *testing.T) {
	sim := runtime.New(compile(t, learning).Program)
	start := sim.Weights(0)
	first := recordOn(t, sim, 400)
	learned := sim.Weights(0)
	if slices.Equal(start, learned) {
		t.Fatal("nothing was learned: the test tests nothing")
	}
	sim.ResetTime()
	if !slices.Equal(sim.Weights(0), learned) || sim.Time() != 0 {
		t.Error("reset time changed the weights, or left the time")
	}
	sim.ResetAll()
	if !slices.Equal(sim.Weights(0), start) {
		t.Error("reset all left learned weights")
	}
	again := recordOn(t, sim, 400)
	for name, r := range first {
		if !slices.Equal(r.Data, again[name].Data) || !slices.Equal(r.T, again[name].T) {
			t.Errorf("%s is not repeated after a reset", name)
		}
	}
}

// A frozen rule changes nothing, also not by what the last step had left.
func TestFreeze(t *testing.T) {
	c := compile(t, learning)
	sim := runtime.New(c.Program)
	recordOn(t, sim, 200)
	sim.Freeze(0, true)
	before := sim.Weights(0)
	recordOn(t, sim, 200)
	if !slices.Equal(before, sim.Weights(0)) {
		t.Error("frozen weights changed")
	}
	sim.Freeze(0, false)
	recordOn(t, sim, 200)
	if slices.Equal(before, sim.Weights(0)) {
		t.Error("thawed weights did not change")
	}
}

// With Dale kept, no weight ever has the wrong sign, before, during or after
// learning, as probes show it and as it is applied.
func TestDaleHoldsWhileLearning(t *testing.T) {
	c := compile(t, learning)
	got := record(t, c.Program, 2000)["c.weights"]
	signs := c.Program.Links[0].Signs
	changed := false
	for k, w := range got.Data {
		if float64(signs[k%101])*w < 0 {
			t.Fatalf("sample %d: weight [%d, %d] is %g", k/(101*102), k/101%102, k%101, w)
		}
		changed = changed || w != got.Data[k%(101*102)]
	}
	if !changed {
		t.Error("no weight changed: the test tests nothing")
	}
}

// The factorised rule gives what the textbook rule gives, written here with a
// full matrix: ΔW = -κ·dt/n·(E·err) ⊗ ā, added at the start of the next step.
// 1e-12 of the largest weight is far above the rounding of 1000 steps.
func TestPESIsTheTextbookRule(t *testing.T) {
	c := compile(t, strings.Replace(learning, "on c", "on c keep none", 1)+`
probe c.activities, c.error
`)
	p := c.Program
	link := p.Links[0]
	got := record(t, p, 1000)
	W := slices.Clone(link.Weights)
	act, errs := got["c.activities"].Data, got["c.error"].Data
	for k := range 999 { // the change of the last step has not joined yet
		for i := range 102 {
			for j := range 101 {
				W[i*101+j] -= 1e-3 * 0.001 / 101 * p.LinkRules[0].Encode[i] * errs[k] * act[k*101+j]
			}
		}
	}
	sim := runtime.New(p)
	recordOn(t, sim, 1000)
	largest := 0.0
	for i, w := range sim.Weights(0) {
		largest = max(largest, w)
		if d := w - W[i]; !(math.Abs(d) <= 1e-12) {
			t.Fatalf("weight %d is %g, the textbook rule gives %g", i, w, W[i])
		}
	}
	if largest == 0 {
		t.Error("all weights are zero")
	}
}

// Data nodes hold row i while i·hold < t ≤ (i+1)·hold, and the last row from
// then on.
func TestDataRows(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("in.csv", "t,u\n0,10\n0.004,20\n0.006,40\n")
	got := record(t, compileIn(t, dir, "seed 1\nnode h = csv(\"in.csv\", column=\"u\", hold=3ms)\nnode l = csv(\"in.csv\", column=\"u\", interpolate=linear)\nprobe h, l\nrun 12ms\n").Program, 12)
	if want := []float64{10, 10, 10, 20, 20, 20, 40, 40, 40, 40, 40, 40}; !slices.Equal(got["h"].Data, want) {
		t.Errorf("hold: %v", got["h"].Data)
	}
	if want := "[12.5 15 17.5 20 30 40 40 40 40 40 40 40]"; fmt.Sprint(got["l"].Data) != want {
		t.Errorf("linear: %v", got["l"].Data)
	}
}

// A node may read its own previous value, other nodes in the same step, and
// ensembles through a synapse.
func TestNodeExpressions(t *testing.T) {
	got := record(t, compile(t, `seed 1
node count = count + 1
node twice = 2*count
node mid dims 1
connect twice -> mid synapse none
node both = if mod(count, 2) == 1 then mid else -mid
probe count, twice, both
run 4ms
`).Program, 4)
	if fmt.Sprint(got["count"].Data, got["twice"].Data, got["both"].Data) != "[1 2 3 4] [2 4 6 8] [2 -4 6 -8]" {
		t.Error(got)
	}
}

// An input counts as infinite from 1e300 on, whose product with a gain may be.
func TestLargestInput(t *testing.T) {
	for input, fine := range map[string]bool{"9.9e299": true, "-9.9e299": true, "1.01e300": false, "-1.01e300": false} {
		sim := runtime.New(compile(t, "seed 1\nnode u = "+input+"\nensemble a 3 neurons relu encoders [1] gain 1 bias 0\nconnect u -> a synapse none\nprobe a.neurons\n").Program)
		sim.Reserve(1, nil)
		if err := sim.Step(); (err == nil) != fine {
			t.Errorf("%s: %v", input, err)
		}
	}
}
