// Package neurons holds the neuron types: how a current becomes a rate, how a
// population steps in time, and which gain and bias give wanted tuning curves.
// For LIF neurons currents are in units of the threshold: J = 1 is where they
// start to fire.
package neurons

import (
	"fmt"

	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Type is a kind of neuron.
type Type interface {
	// Spiking reports whether Step gives spikes rather than rates.
	Spiking() bool
	// SpikeHeight is the output of a spike times dt, if all spikes of a step are
	// single ones of that height; 0 if not, or for rates. Where it is not 0, a
	// list of the neurons that spiked says all about the output.
	SpikeHeight() float64
	// Rates writes the steady output (Hz) at each input current J.
	Rates(J, rates []float64)
	// GainBias finds the gain and bias with which a neuron fires at maxRates (Hz)
	// for e·x = 1 and starts to fire at intercepts. It fails, naming the neuron,
	// where no gain does that.
	GainBias(maxRates, intercepts []float64) (gain, bias []float64, err error)
	// MaxRate is the rate (Hz) no neuron can reach; it may be infinite.
	MaxRate() float64
	// Threshold is the highest current at which the rate is 0, as it is below; false for
	// types that no current silences, or of which it is not known in closed form.
	Threshold() (J float64, silent bool)
	// Ports are the inputs, of which the first is the current: what encoders and bias
	// drive, and what Rates and GainBias speak of. The others are 0 unless something
	// is connected to them.
	Ports() []Port
	// States are the variables each neuron keeps.
	States() []State
	// Stepper prepares stepping n neurons with a time step dt (s); r is the stream
	// of the population's own noise.
	Stepper(n int, dt float64, r *rng.Rand) Stepper
	// String writes the type as in a model, parameters included.
	String() string
}

// Stepper advances a population by one time step. Each input, in the order of
// Ports, out and each state have one element per neuron. Step sets all of out, but
// for types with a SpikeHeight leaves it alone: the list of spikes says it all.
// Spiking types append the index of a neuron to spikes for each of its spikes, in
// ascending order.
type Stepper interface {
	Step(in [][]float64, out []float64, state [][]float64, spikes []int32) []int32
}

// Lagging is implemented by steppers that write only the states they need,
// unless Track asks for all of them before the first step.
type Lagging interface {
	Track()
}

// Driven is implemented by steppers with one port and a SpikeHeight that compute the
// current themselves, as Drive says before the first step; it returns false for what they
// cannot compute. StepDriven is Step with that J; it also adds up the decoders, if
// there are any, of the neurons that spiked, in their order.
type Driven interface {
	Drive(in kernels.Drive, decoders []float64, state [][]float64) bool
	StepDriven(spikes []int32) (list []int32, sum float64)
}

// Memoryless is implemented by steppers whose output is a function of the current alone, so
// that both are computed a block of neurons at a time. J and rates are apart.
type Memoryless interface{ StepRates(J, rates []float64) }

// Joining is implemented by Driven steppers of which several may step in one call. Join
// returns nil where they cannot. Lists of spikes have room for the neurons and eight
// more; what spikes decode to is written with their height.
type Joining interface {
	Driven
	Alike(other Driven) bool
	Join(others []Driven, spiked []*[]int32, decoded []*float64, height float64) Joined
}

// Joined steps populations in one call, in order. It does nothing and returns false
// where one of them is in another phase than the rest, as in the first step.
type Joined interface {
	Step() bool
}

// Keeper is implemented by steppers that keep more than the states: with the
// states and these numbers put back, stepping goes on as if never interrupted.
type Keeper interface {
	Kept() [][]float64
}

// around is a stepper that uses another.
type around struct{ base Stepper }

// Track keeps all states of the base.
func (s around) Track() {
	if lagging, ok := s.base.(Lagging); ok {
		lagging.Track()
	}
}

// Kept is what the base keeps.
func (s around) Kept() [][]float64 {
	if keeper, ok := s.base.(Keeper); ok {
		return keeper.Kept()
	}
	return nil
}

// Table lists the neuron types that stand on their own.
var Table = catalog.Table[Type]{lifEntry, lifRateEntry, alifEntry, alifRateEntry, reluEntry, spikingReluEntry, sigmoidEntry, tanhEntry, izhikevichEntry,
	lifCondEntry, twoCompartmentEntry}

// Over is a neuron type that makes spikes of the rates of another.
type Over struct {
	Name, Doc, Source string
	New               func(base Type, amplitude float64) Type
}

// Example is how a model names it.
func (o Over) Example() string { return o.Name + "(" + lifRateEntry.Name + ")" }

// Written lists the types that have no entry because they are no neurons.
var Written = catalog.Table[Type]{
	{Name: "direct", Doc: "no neurons: exact values and functions, for finding out what neurons cost"},
}

// OverTable lists those types; in a model, regular_spiking(relu, amplitude=1).
var OverTable = []Over{regularEntry, stochasticEntry, poissonEntry}

// unreachable is the error for a rate no gain gives.
func unreachable(i int, rate, limit float64) error {
	return fmt.Errorf("neuron %d cannot have a maximal rate of %g Hz: it must lie between 0 and %g Hz", i, rate, limit)
}

// outsideIntercept is the error for an intercept at or above 1.
func outsideIntercept(i int, c float64) error {
	return fmt.Errorf("neuron %d has intercept %g, which must be below 1", i, c)
}
