package neurons

import (
	"math"
	"slices"
	"testing"

	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// driven makes two steppers of a type with the same states, drawn from a seed: one
// that is handed its current, one that computes it.
func driven(t *testing.T, name string, n int) (plain Stepper, own Driven, state [2][][]float64) {
	t.Helper()
	e, _ := Table.Find(name)
	v := catalog.Values{}
	for _, p := range e.Params {
		v[p.Name] = p.Default
	}
	v["tau_n"] = 0.05 // adapts within the test
	typ, err := e.New(v)
	if err != nil {
		t.Fatal(err)
	}
	r := rng.Stream(3, name, "test")
	for range typ.States() {
		for k := range state {
			state[k] = append(state[k], make([]float64, n))
		}
	}
	for i := range n {
		state[0][0][i] = r.Float64()
		state[0][1][i] = r.Uniform(-0.002, 0.009)
		if len(state[0]) > 2 {
			state[0][2][i] = r.Float64()
		}
	}
	for k := range state[0] {
		copy(state[1][k], state[0][k])
	}
	own, ok := typ.Stepper(n, 0.001, nil).(Driven)
	if !ok {
		t.Fatalf("%s does not compute its own current", name)
	}
	return typ.Stepper(n, 0.001, nil), own, state
}

// A stepper that computes its current gives the spikes of that current, the sum of
// the decoders of the neurons that spiked, and the states, where they are asked for;
// what it keeps is what going on needs.
func TestDrivenSteppers(t *testing.T) {
	const n, d = 30, 2
	for _, name := range []string{"lif", "alif"} {
		plain, own, state := driven(t, name, n)
		r := rng.Stream(4, name, "test")
		in := kernels.Drive{Bias: make([]float64, n), Encoders: make([]float64, n*d), X: make([]float64, d)}
		decoders := make([]float64, n)
		for i := range n {
			in.Bias[i], decoders[i] = r.Uniform(0, 3), r.Uniform(-1, 1)
		}
		for i := range in.Encoders {
			in.Encoders[i] = r.Uniform(-3, 3)
		}
		for _, s := range []any{plain, own} {
			s.(Lagging).Track()
		}
		if !own.Drive(in, decoders, state[1]) {
			t.Fatalf("%s cannot compute a current", name)
		}
		J, out := make([]float64, n), make([]float64, n)
		total := 0
		for step := range 200 {
			in.X[0], in.X[1] = math.Sin(0.1*float64(step)), math.Cos(0.03*float64(step))
			in.Currents(J, 0)
			want := plain.Step([][]float64{J}, out, state[0], []int32{-7})
			got, sum := own.StepDriven([]int32{-7})
			if !slices.Equal(got, want) {
				t.Fatalf("%s: step %d: spikes %v, want %v", name, step, got, want)
			}
			decoded := 0.0
			for _, i := range got[1:] {
				decoded += decoders[i]
			}
			if !(math.Abs(sum-decoded) <= 1e-12) {
				t.Fatalf("%s: step %d: decoded %g, want %g", name, step, sum, decoded)
			}
			total += len(got) - 1
			for k := range state[0] {
				for i, v := range state[0][k] {
					if !(math.Abs(v-state[1][k][i]) <= 1e-11) {
						t.Fatalf("%s: step %d: state %d of neuron %d is %g, want %g", name, step, k, i, state[1][k][i], v)
					}
				}
			}
		}
		if total < 200 {
			t.Errorf("%s: only %d spikes", name, total)
		}
		if kept := own.(Keeper).Kept(); len(kept) != map[string]int{"lif": 2, "alif": 3}[name] || len(kept[len(kept)-1]) != 1 || len(kept[len(kept)-2]) != 2*n {
			t.Errorf("%s keeps %d lists", name, len(kept))
		}
	}
}

// Adaptation cannot take another current in between; what has no state of its own
// keeps nothing.
func TestWhatCannotBeDriven(t *testing.T) {
	_, own, state := driven(t, "alif", 4)
	if own.Drive(kernels.Drive{Bias: make([]float64, 4), Plus: make([]float64, 4)}, nil, state[0]) {
		t.Error("adaptation takes a current that arrives beside it")
	}
	if kept := (around{rateStepper{}}).Kept(); kept != nil {
		t.Errorf("a rate keeps %v", kept)
	}
	for tau, counted := range map[float64]bool{0.001: true, 0.002: true, 0.02: true, 0.021: false, 0.0025: false, 0.0004: false, 0: false} {
		l := &LIF{LIFRate{0.02, tau, 1}, 0}
		if _, got := l.Stepper(3, 0.001, nil).(*lifCounted); got != counted {
			t.Errorf("a refractory period of %g s is counted: %v", tau, got)
		}
	}
}
