package runtime_test

import (
	"math"
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/stdlib"
	"github.com/nefc/nefc/stdlib/stdlibtest"
)

// A component is known by its entry alone: from the words of a model to samples, by
// the formulas of its file.
func TestComponentsAreKnownByTheirEntries(t *testing.T) {
	stdlibtest.Register(t)
	const n, steps = 30, 300
	got := record(t, compile(t, stdlibtest.Model).Program, steps)

	same(t, "what arrives at a port", got["b.exc"].Data, shifted(got["drive.output"].Data, n), 0)
	inh := slices.Repeat(append(slices.Repeat([]float64{0.1}, 10), make([]float64, 20)...), steps)
	same(t, "what arrives at some neurons of a port", got["b.inh"].Data, inh, 0)
	spikes := replayed(t, got, n)
	if len(spikes) < 50 || !slices.Equal(spikes, got["b.spikes"].Spike) {
		t.Errorf("%d spikes, %d by the formula", len(got["b.spikes"].Spike), len(spikes))
	}
	for i, v := range got["b.threshold"].Data[:n] {
		if want := (1 - got["b.bias"].Data[i]) / got["b.gain"].Data[i]; v != want {
			t.Errorf("the threshold of neuron %d is %g, not %g", i, v, want)
		}
	}
	trace := make([]float64, 40)
	for k, a := range got["drive.activities"].Data {
		trace[k%40] += (a - trace[k%40]) * -math.Expm1(-0.001/0.015)
		if v := got["drive.trace"].Data[k]; v != trace[k%40] {
			t.Fatalf("trace %d is %g, not %g", k, v, trace[k%40])
		}
	}
	if w := got["drive.weights"].Data; w[0] != 1e-3 || slices.Max(w) <= 1e-3 {
		t.Error("the rule learns nothing")
	}
}

// replayed computes the potentials of b, compares them, and returns who spikes.
func replayed(t *testing.T, got map[string]runtime.Record, n int) []int64 {
	t.Helper()
	v, since := make([]float64, n), slices.Repeat([]float64{0.005}, n)
	var spikes []int64
	for k, J := range got["b.current"].Data {
		i := k % n
		v[i], since[i] = stdlibtest.Potential(v[i], J, got["b.exc"].Data[k], got["b.inh"].Data[k], 0.001/0.02), since[i]+0.001
		if v[i] > 1 {
			v[i], since[i] = 0, 0
			spikes = append(spikes, int64(i))
		}
		if v[i] != got["b.potential"].Data[k] || since[i] != got["b.since"].Data[k] {
			t.Fatalf("step %d: neuron %d has potential %g %g after its spike, by the formula %g %g", k/n, i, got["b.potential"].Data[k],
				got["b.since"].Data[k], v[i], since[i])
		}
	}
	return spikes
}

// What the manual says of a component comes from its entry too, and so do the models
// that show it.
func TestComponentsAreInTheManual(t *testing.T) {
	stdlibtest.Register(t)
	missing := map[string]bool{}
	for _, name := range []string{"neurons conductance", "slots exc", "slots inh", "slots potential", "options potential", "options since", "rules traced",
		"options tau_trace", "slots trace", "solvers shaky", "synapses boxcar", "distributions coin", "processes sawtooth", "slots threshold"} {
		missing[name] = true
	}
	for _, item := range stdlib.Items() {
		if name := item.Family + " " + item.Name; missing[name] {
			delete(missing, name)
			compilertest.Compile(t, item.Example)
		}
	}
	if len(missing) > 0 {
		t.Errorf("not in the manual: %v", missing)
	}
}

// A simulation of components that nothing knows goes on where it was interrupted.
func TestComponentsAreRestored(t *testing.T) {
	stdlibtest.Register(t)
	p := compile(t, stdlibtest.Model).Program
	whole, first, second := runtime.New(p), runtime.New(p), runtime.New(p)
	recordOn(t, whole, 60)
	recordOn(t, first, 60)
	state, err := first.State()
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Restore(state); err != nil {
		t.Fatal(err)
	}
	want, got := recordOn(t, whole, 60), recordOn(t, second, 60)
	for name := range want {
		same(t, name, got[name].Data, want[name].Data, 0)
	}
}
