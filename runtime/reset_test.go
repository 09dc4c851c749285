package runtime_test

import (
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/runtime"
)

// everyMemory is a model with all that a simulation remembers: neurons, filters,
// delays, values of the step before, noise, spikes drawn at random, weights kept as
// factors and as they are, with bounds, encoders, what RLS keeps, a param, a gate.
const everyMemory = `seed 3
param lr = 1e-3
node u = [0.4, -0.7]
node w = white_noise(normal(0, 0.02))
node sum = 0.9*sum + w
node late = delay(sum, 7ms)
ensemble pre 30 dims 2 dale 0.5 noise white_noise(normal(0, 0.1))
ensemble some 20 neurons poisson_spiking(relu) dims 2
ensemble post 40 dims 2 neurons alif
connect u -> pre
connect w -> pre[0] synapse alpha(10ms) delay 3ms
connect u -> some
connect late -> post[1] synapse triangle(5ms)
connect k: pre -> post
learn voja on k rate 0.05
connect full: pre.neurons -> post.neurons weights 0
learn pes err = post - u on full rate lr
connect hebb: some.neurons -> post.neurons weights 1e-5
learn oja on hebb rate lr
connect decoded: some -> post function 0
learn rls error err on decoded
probe sum, late, pre, pre.voltage, some.neurons, post, post.adaptation, post.scaled_encoders, err
probe full.weights, hebb.weights, decoded.weights, decoded.delta
`

// weightsOf are the probes of everyMemory that show weights and encoders.
var weightsOf = []string{"post.scaled_encoders", "full.weights", "hebb.weights", "decoded.weights"}

// ahead are the probes that nothing learned can change.
var ahead = []string{"sum", "late", "pre", "pre.voltage", "some.neurons"}

// Each reset puts back what it says, and nothing else: `state` neurons, filters,
// nodes and random numbers, `time` these and t, `weights` what was learned, scaled or
// loaded, `all` everything, params and freezes included.
func TestEveryReset(t *testing.T) {
	const steps, dt = 40, 0.001
	c := compile(t, everyMemory)
	start := func() (*runtime.Sim, map[string]runtime.Record) {
		sim := runtime.New(c.Program)
		return sim, recordOn(t, sim, steps)
	}
	sample := func(r runtime.Record, k int) []float64 {
		size := len(r.Data) / steps
		return r.Data[k*size : (k+1)*size]
	}
	_, built := start()
	for _, name := range weightsOf {
		if slices.Equal(sample(built[name], 0), sample(built[name], steps-1)) {
			t.Fatalf("%s does not change: the test tests nothing", name)
		}
	}
	resets := map[string]func(*runtime.Sim){
		"state": (*runtime.Sim).ResetState, "time": (*runtime.Sim).ResetTime, "weights": (*runtime.Sim).ResetWeights, "all": (*runtime.Sim).ResetAll,
	}
	for what, reset := range resets {
		sim, before := start()
		spoil(sim, c)
		reset(sim)
		if frozen := sim.Frozen(0); frozen == (what == "all") {
			t.Errorf("%s: frozen %v", what, frozen)
		}
		if lr := sim.Params()[0]; (lr == 1e-3) != (what == "all") {
			t.Errorf("%s: lr is %g", what, lr)
		}
		after := recordOn(t, sim, steps)
		at := float64(steps+1) * dt
		if what == "time" || what == "all" {
			at = dt
		}
		same(t, what+": t", after["pre"].T[:1], []float64{at}, 1e-15)
		_, goesOn := start()
		if what == "weights" {
			twin := runtime.New(c.Program)
			recordOn(t, twin, steps)
			goesOn = recordOn(t, twin, steps)
		}
		for _, name := range ahead {
			same(t, what+": "+name, after[name].Data, goesOn[name].Data, 0)
		}
		for _, name := range weightsOf {
			want := sample(built[name], 0)
			switch {
			case what == "all" || what == "weights":
			case name == "full.weights":
				want = times(0.5, sample(before[name], steps-1))
			default:
				want = sample(before[name], steps-1)
			}
			same(t, what+": "+name, sample(after[name], 0), want, 0)
		}
		if what == "all" {
			for name, r := range built {
				same(t, "all: "+name, after[name].Data, r.Data, 0)
			}
		}
	}
}

// spoil freezes the first rule, sets the param, and scales weights by a half.
func spoil(sim *runtime.Sim, c *compiler.Compiled) {
	sim.Freeze(0, true)
	sim.SetParam(0, 0.01)
	for i := range c.Program.Links {
		if c.Program.Links[i].Name == "full" {
			sim.ScaleWeights(i, 0.5)
		}
	}
}

func times(k float64, x []float64) []float64 {
	out := slices.Clone(x)
	for i := range out {
		out[i] *= k
	}
	return out
}
