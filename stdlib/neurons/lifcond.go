package neurons

import (
	"fmt"

	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
)

// Membrane is a passive membrane with an excitatory and an inhibitory conductance, and
// what a spike does to it; in mV, nS, pF and seconds. J is the somatic current in units
// of the one at which the neuron starts to fire without conductances, the rheobase
// g_leak·(v_th - e_leak).
type Membrane struct {
	C, GLeak          float64
	ELeak, EExc, EInh float64
	VTh, VReset       float64
	TauRef, TauSpike  float64
}

var membraneParams = []catalog.Param{
	{Name: "c", Unit: catalog.Capacitance, Default: 1000, Check: catalog.Positive, Doc: "membrane capacitance"},
	{Name: "g_leak", Unit: catalog.Conductance, Default: 50, Check: catalog.Positive, Doc: "leak conductance"},
	{Name: "e_leak", Unit: catalog.Voltage, Default: -65, Doc: "resting potential"},
	{Name: "e_exc", Unit: catalog.Voltage, Default: 20, Doc: "reversal potential of excitation"},
	{Name: "e_inh", Unit: catalog.Voltage, Default: -75, Doc: "reversal potential of inhibition"},
	{Name: "v_th", Unit: catalog.Voltage, Default: -50, Doc: "threshold"},
	{Name: "v_reset", Unit: catalog.Voltage, Default: -65, Doc: "voltage after a spike"},
	{Name: "tau_ref", Unit: catalog.Time, Default: 0.002, Check: catalog.NotNegative, Doc: "refractory period after a spike"},
	{Name: "tau_spike", Unit: catalog.Time, Default: 0.001, Check: catalog.NotNegative, Doc: "duration of a spike, which counts as refractory"},
}

// newMembrane refuses potentials that make no neuron.
func newMembrane(v catalog.Values) (Membrane, error) {
	m := Membrane{v["c"], v["g_leak"], v["e_leak"], v["e_exc"], v["e_inh"], v["v_th"], v["v_reset"], v["tau_ref"], v["tau_spike"]}
	for _, pair := range [][2]struct {
		name  string
		value float64
	}{{{"e_inh", m.EInh}, {"v_th", m.VTh}}, {{"v_th", m.VTh}, {"e_exc", m.EExc}}, {{"v_reset", m.VReset}, {"v_th", m.VTh}}, {{"e_leak", m.ELeak}, {"v_th", m.VTh}}} {
		if low, high := pair[0], pair[1]; !(low.value < high.value) {
			return m, fmt.Errorf("%s %gmV must lie below %s %gmV", low.name, low.value, high.name, high.value)
		}
	}
	return m, nil
}

// arguments writes the parameters as in a model.
func (m *Membrane) arguments() string {
	return fmt.Sprintf("c=%gpF, g_leak=%gnS, e_leak=%gmV, e_exc=%gmV, e_inh=%gmV, v_th=%gmV, v_reset=%gmV, tau_ref=%gs, tau_spike=%gs",
		m.C, m.GLeak, m.ELeak, m.EExc, m.EInh, m.VTh, m.VReset, m.TauRef, m.TauSpike)
}

// curve is the rate at each J: that of a LIF neuron.
func (m *Membrane) curve() *LIFRate {
	return &LIFRate{TauRC: m.C / m.GLeak / 1000, TauRef: m.TauRef + m.TauSpike, Amplitude: 1}
}

// rheobase is a current of 1 in pA.
func (m *Membrane) rheobase() float64 { return m.GLeak * (m.VTh - m.ELeak) }

// atRest is a state that starts at the resting potential.
func (m *Membrane) atRest(name, doc string) State {
	return State{Name: name, Unit: catalog.Voltage, Initial: dists.Uniform{Lo: m.ELeak, Hi: m.ELeak}, Doc: doc}
}

// The two conductances.
var (
	excitation = Port{Name: "exc", Unit: "nS", Sign: 1, Doc: "excitatory conductance"}
	inhibition = Port{Name: "inh", Unit: "nS", Sign: -1, Doc: "inhibitory conductance"}
)

// twoInputs is what types have in common that take current and two conductances.
type twoInputs struct{ Membrane }

// Spiking is true.
func (*twoInputs) Spiking() bool { return true }

// SpikeHeight is 1.
func (*twoInputs) SpikeHeight() float64 { return 1 }

// Threshold is 1.
func (*twoInputs) Threshold() (J float64, silent bool) { return 1, true }

// MaxRate is 1/(tau_ref + tau_spike).
func (t *twoInputs) MaxRate() float64 { return t.curve().MaxRate() }

// Ports are the current and the two conductances.
func (*twoInputs) Ports() []Port { return []Port{Current, excitation, inhibition} }

// Rates writes the rate at each current, without conductances.
func (t *twoInputs) Rates(J, rates []float64) { t.curve().Rates(J, rates) }

// GainBias is that of the LIF neuron of these rates.
func (t *twoInputs) GainBias(maxRates, intercepts []float64) (gain, bias []float64, err error) {
	return t.curve().GainBias(maxRates, intercepts)
}

// CondLIF is the leaky integrate-and-fire neuron with conductances:
//
//	c·dv/dt = g_leak·(e_leak - v) + exc·(e_exc - v) + inh·(e_inh - v) + J·rheobase
//	v > v_th:  spike, then v = v_reset for tau_spike + tau_ref
//
// integrated exactly over a step of constant conductances. Without them it is LIF with
// tau_rc = c/g_leak, and so are its rates.
//
// Source: Koch (1999), Biophysics of Computation, ch. 1 and 14.
type CondLIF struct{ twoInputs }

var lifCondEntry = catalog.Entry[Type]{
	Name: "lif_cond", Doc: "LIF with conductances: c·dv/dt = g_leak·(e_leak - v) + exc·(e_exc - v) + inh·(e_inh - v) + J·g_leak·(v_th - e_leak)",
	Source: "Koch (1999)", Params: membraneParams, Example: "lif_cond(tau_spike=0ms)",
	New: func(v catalog.Values) (Type, error) {
		m, err := newMembrane(v)
		return &CondLIF{twoInputs{m}}, err
	},
}

// States are the voltage and the time left in the refractory period (s), which goes on
// falling below zero.
func (c *CondLIF) States() []State {
	return []State{c.atRest("voltage", "membrane voltage"), refractoryTime}
}

// String writes lif_cond(…).
func (c *CondLIF) String() string { return "lif_cond(" + c.arguments() + ")" }

// Stepper steps each voltage exactly.
func (c *CondLIF) Stepper(_ int, dt float64, _ *rng.Rand) Stepper {
	return condStepper{kernels.LIFCond{Capacitance: c.C, Leak: c.GLeak, Rest: c.ELeak, Excitatory: c.EExc, Inhibitory: c.EInh, Threshold: c.VTh,
		Reset: c.VReset, Rheobase: c.rheobase(), Refractory: c.TauRef + c.TauSpike, Dt: dt}}
}

type condStepper struct{ neurons kernels.LIFCond }

// Step advances every neuron.
func (s condStepper) Step(in [][]float64, _ []float64, state [][]float64, spikes []int32) []int32 {
	return s.neurons.Step(state[0], state[1], in[0], in[1], in[2], spikes)
}
