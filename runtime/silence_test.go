package runtime_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/rules"
	"github.com/nefc/nefc/stdlib/stdlibtest"
	"github.com/nefc/nefc/stdlib/synapses"
)

// smallest is the smallest number that is not subnormal.
const smallest = 0x1p-1022

// subnormal finds such a number among all that a simulation has become.
func subnormal(t *testing.T, s *runtime.Sim) string {
	t.Helper()
	state, err := s.State()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]float64{"memory": state.Mem}
	for i, p := range state.Populations {
		for k, kept := range p.Kept {
			all[fmt.Sprintf("population %d keeps %d", i, k)] = kept
		}
	}
	for i, l := range state.Links {
		all[fmt.Sprintf("weights %d", i)] = l.W
	}
	for i, r := range state.Rules {
		all[fmt.Sprintf("left of rule %d", i)] = r.Left
		for k, kept := range r.Kept {
			all[fmt.Sprintf("rule %d keeps %d", i, k)] = kept
		}
	}
	for name, values := range all {
		for i, v := range values {
			if v != 0 && math.Abs(v) < smallest {
				return fmt.Sprintf("%s: element %d is %g", name, i, v)
			}
		}
	}
	return ""
}

// quiet runs a model, whose input ends at 0.2 s, until nothing is left of it.
func quiet(t *testing.T, src string) {
	t.Helper()
	sim := runtime.New(compile(t, src).Program)
	for sim.Time() < 40 {
		if err := sim.Step(); err != nil {
			t.Fatal(err)
		}
	}
	if found := subnormal(t, sim); found != "" {
		t.Error(found)
	}
}

// pulse drives some neurons and then nothing: gains without bias, so that the current
// ends too.
const pulse = "seed 1\nnode u = if t < 200ms then 1 else 0\n"

func TestSilenceOfNeurons(t *testing.T) {
	stdlibtest.Register(t)
	for _, e := range neurons.Table {
		t.Run(e.Name, func(t *testing.T) {
			tuning := " gain 2 bias 0"
			switch e.Name {
			case "sigmoid", "tanh", "izhikevich": // not tuned so, and never without a current
				tuning = ""
			}
			quiet(t, pulse+"ensemble a 3 neurons "+e.Usage()+tuning+` encoders [[1], [1], [-1]]
connect u -> a synapse 5ms
probe a.neurons synapse 5ms
probe a synapse alpha(3ms)
`)
		})
	}
}

func TestSilenceOfSynapses(t *testing.T) {
	for _, e := range synapses.Table {
		t.Run(e.Name, func(t *testing.T) { quiet(t, pulse+"probe u synapse "+e.Usage()+"\n") })
	}
}

func TestSilenceOfRules(t *testing.T) {
	stdlibtest.Register(t)
	const populations = `defaults ensemble gain 2 bias 0 encoders [[1], [1], [-1]]
ensemble a 3
ensemble b 3
connect u -> a
`
	for _, r := range rules.Table {
		t.Run(r.Name, func(t *testing.T) {
			wire, err := "connect c: a -> b\n", ""
			if r.Trains&rules.FullWeights != 0 {
				wire = "connect c: a.neurons -> b.neurons weights 0.01\n"
			}
			if r.NeedsError {
				err = " err = b - a"
			}
			if r.NeedsMax {
				err = " max 0.02"
			}
			on := populations
			if r.Inhibitory {
				on = strings.Replace(on, "ensemble a 3", "ensemble a 3 dale 0", 1)
				wire = strings.Replace(wire, "0.01", "-0.01", 1)
			}
			quiet(t, pulse+on+wire+"learn "+r.Name+err+" on c\n")
		})
	}
}
