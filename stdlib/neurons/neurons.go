// Package neurons holds the neuron types: how a current becomes a rate, how a
// population steps in time, and which gain and bias give wanted tuning curves.
// Currents are in units of the threshold: J = 1 is where a LIF neuron starts to
// fire.
package neurons

import (
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
)

// Type is a kind of neuron.
type Type interface {
	// Spiking reports whether Step gives spikes (amplitude/dt) rather than rates.
	Spiking() bool
	// SpikeHeight is the output of a spike times dt: the amplitude.
	SpikeHeight() float64
	// Rates writes the steady firing rate (Hz) at each input current J.
	Rates(J, rates []float64)
	// GainBias finds the gain and bias with which a neuron fires at maxRates (Hz)
	// for e·x = 1 and starts to fire at intercepts. It fails, naming the neuron,
	// where no gain does that.
	GainBias(maxRates, intercepts []float64) (gain, bias []float64, err error)
	// MaxRate is the rate (Hz) no neuron can reach.
	MaxRate() float64
	// States names the state variables and what they start from.
	States() []State
	// Stepper prepares stepping with a time step dt (s).
	Stepper(dt float64) Stepper
	// String writes the type as in a model, parameters included.
	String() string
}

// State is a variable each neuron keeps.
type State struct {
	Name    string
	Initial dists.Dist
}

// Stepper advances a population by one time step. J, out and each state have
// one element per neuron. For spiking types, out must be zero on entry; Step
// sets out of the neurons that spike and appends their indices, ascending, to
// spikes. For the others it sets all of out and returns spikes unchanged.
type Stepper interface {
	Step(J, out []float64, state [][]float64, spikes []int32) []int32
}

// Table lists the neuron types.
var Table = catalog.Table[Type]{lifEntry, lifRateEntry}
