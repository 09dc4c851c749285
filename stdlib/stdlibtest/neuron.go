package stdlibtest

import (
	"fmt"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/neurons"
)

// conductance is a neuron with two inputs beside its current, which draw its potential
// towards what they reverse at:
//
//	tau·dv/dt = J - v + exc·(Excitatory - v) + inh·(Inhibitory - v),   spike at v > 1, then v = 0
//
// Its rates without them are those of a LIF neuron that is never refractory.
type conductance struct{ neurons.LIFRate }

// What the inputs reverse at.
const (
	Excitatory = 4.0
	Inhibitory = -0.5
)

var conductanceEntry = catalog.Entry[neurons.Type]{
	Name: "conductance", Doc: "two conductances: tau·dv/dt = J - v + exc·(4 - v) + inh·(-0.5 - v)", Source: "a test",
	Params: []catalog.Param{{Name: "tau", Unit: catalog.Time, Default: 0.02, Check: catalog.Positive, Doc: "membrane time constant"}},
	New: func(v catalog.Values) (neurons.Type, error) {
		return &conductance{neurons.LIFRate{TauRC: v["tau"], Amplitude: 1}}, nil
	},
}

// Ports are the current and two conductances.
func (*conductance) Ports() []neurons.Port {
	return []neurons.Port{neurons.Current,
		{Name: "exc", Unit: "leak", Sign: 1, Doc: "excitatory conductance"}, {Name: "inh", Unit: "leak", Sign: -1, Doc: "inhibitory conductance"}}
}

// States is the potential, and the time since the last spike.
func (*conductance) States() []neurons.State {
	return []neurons.State{{Name: "potential", Initial: dists.Uniform{}, Doc: "membrane potential"},
		{Name: "since", Unit: catalog.Time, Initial: dists.Uniform{}, Doc: "time since the last spike"}}
}

// Spiking is true.
func (*conductance) Spiking() bool { return true }

// SpikeHeight is 1.
func (*conductance) SpikeHeight() float64 { return 1 }

// String writes conductance(…).
func (c *conductance) String() string { return fmt.Sprintf("conductance(tau=%gs)", c.TauRC) }

// Stepper steps each potential exactly.
func (c *conductance) Stepper(_ int, dt float64, _ *rng.Rand) neurons.Stepper {
	return &conductanceStepper{dt, c.TauRC}
}

type conductanceStepper struct{ dt, tau float64 }

// Step advances every neuron.
func (s *conductanceStepper) Step(in [][]float64, _ []float64, state [][]float64, spikes []int32) []int32 {
	J, exc, inh, v, since := in[0], in[1], in[2], state[0], state[1]
	for i := range v {
		v[i] = Potential(v[i], J[i], exc[i], inh[i], s.dt/s.tau)
		since[i] += s.dt
		if v[i] > 1 {
			v[i], since[i] = 0, 0
			spikes = append(spikes, int32(i))
		}
	}
	return spikes
}

// Potential is v after a step of dt/tau.
func Potential(v, J, exc, inh, step float64) float64 {
	g := 1 + exc + inh
	rest := (J + float64(exc*Excitatory) + float64(inh*Inhibitory)) / g
	return rest + float64((v-rest)*libm.Exp(-step*g))
}
