package neurons

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// TwoCompartment is a leaky integrate-and-fire soma coupled to a dendrite that has an
// excitatory and an inhibitory conductance:
//
//	c·dv/dt      = g_leak·(e_leak - v) + g_couple·(d - v) + J·rheobase
//	c_dend·dd/dt = g_leak_dend·(e_leak - d) + exc·(e_exc - d) + inh·(e_inh - d) + g_couple·(v - d)
//
// by Euler's method in substeps. A soma above v_th spikes: it is held at v_spike for
// tau_spike and at v_reset for tau_ref, which the dendrite feels. Encoders and bias drive
// the soma; rates are those of a soma alone.
//
// Source: Stöckel (2022), Harnessing Neural Dynamics as a Computational Resource, ch. 3;
// Stöckel & Eliasmith (2021), Neural Computation 33(1).
type TwoCompartment struct {
	twoInputs
	CDend, GLeakDend, GCouple, VSpike float64
	Substeps                          int
	Calibrate                         int // what H is from: the place of a word of Calibrations
}

var twoCompartmentEntry = catalog.Entry[Type]{
	Name: "two_compartment", Doc: "LIF soma and a dendrite with conductances: c·dv/dt = g_leak·(e_leak - v) + g_couple·(d - v) + J·g_leak·(v_th - e_leak), " +
		"c_dend·dd/dt = g_leak_dend·(e_leak - d) + exc·(e_exc - d) + inh·(e_inh - d) + g_couple·(v - d)",
	Source: "Stöckel & Eliasmith (2021)", Example: "two_compartment(tau_spike=0ms)",
	Params: append(append([]catalog.Param{}, membraneParams...),
		catalog.Param{Name: "c_dend", Unit: catalog.Capacitance, Default: 1000, Check: catalog.Positive, Doc: "capacitance of the dendrite"},
		catalog.Param{Name: "g_leak_dend", Unit: catalog.Conductance, Default: 50, Check: catalog.Positive, Doc: "leak conductance of the dendrite"},
		catalog.Param{Name: "g_couple", Unit: catalog.Conductance, Default: 50, Check: catalog.Positive, Doc: "conductance between soma and dendrite"},
		catalog.Param{Name: "v_spike", Unit: catalog.Voltage, Default: 20, Doc: "voltage of the soma during a spike"},
		catalog.Param{Name: "substeps", Default: 10, Check: substeps, Doc: "steps of Euler's method in a time step"},
		catalog.Param{Name: "calibrate", Kind: catalog.Word, Words: Calibrations,
			Doc: "how rates follow from conductances: `constant` fits a formula to rates at constant conductances, `noisy` to rates at noisy ones, `theory` fits nothing"}),
	New: func(v catalog.Values) (Type, error) {
		m, err := newMembrane(v)
		return &TwoCompartment{twoInputs{m}, v["c_dend"], v["g_leak_dend"], v["g_couple"], v["v_spike"], int(v["substeps"]), int(v["calibrate"])}, err
	},
}

// MostSubsteps is how many substeps a step may have.
const MostSubsteps = 1000

// substeps demands a whole number from 1 to MostSubsteps.
func substeps(v float64) error {
	if v != math.Round(v) || !(v >= 1 && v <= MostSubsteps) {
		return fmt.Errorf("is a whole number from 1 to %d", MostSubsteps)
	}
	return nil
}

// States are the voltages of soma and dendrite, and the time (s) for which a soma is held
// after a spike.
func (t *TwoCompartment) States() []State {
	return []State{t.atRest("voltage", "membrane voltage"), t.atRest("dendrite", "voltage of the dendrite"), refractoryTime}
}

// String writes two_compartment(…).
func (t *TwoCompartment) String() string {
	return fmt.Sprintf("two_compartment(%s, c_dend=%gpF, g_leak_dend=%gnS, g_couple=%gnS, v_spike=%gmV, substeps=%d, calibrate=%s)", t.arguments(),
		t.CDend, t.GLeakDend, t.GCouple, t.VSpike, t.Substeps, Calibrations[t.Calibrate])
}

// Stable follows from c_dend over the length of a substep; a soma that goes too far by itself
// allows nothing.
func (t *TwoCompartment) Stable(dt float64) float64 {
	h := 1000 * dt / float64(t.Substeps)
	if h*(t.GLeak+t.GCouple) > t.C {
		return -1
	}
	return t.CDend/h - t.GLeakDend - t.GCouple
}

// SubstepsFor keeps soma and dendrite in range.
func (t *TwoCompartment) SubstepsFor(sum, dt float64) int {
	dendrite, soma := (t.GLeakDend+t.GCouple+sum)/t.CDend, (t.GLeak+t.GCouple)/t.C
	return int(math.Ceil(1000 * dt * max(dendrite, soma)))
}

// Lag is c_dend over what the dendrite loses.
func (t *TwoCompartment) Lag() float64 { return t.CDend / (1000 * (t.GLeakDend + t.GCouple)) }

// Stepper counts spikes and refractory periods in whole substeps.
func (t *TwoCompartment) Stepper(_ int, dt float64, _ *rng.Rand) Stepper {
	h := dt / float64(t.Substeps)
	whole := func(time float64) int { return int(min(math.RoundToEven(time/h), 1<<30)) }
	return &compartmentStepper{neurons: kernels.TwoCompartments{Soma: t.C, Dendrite: t.CDend, SomaLeak: t.GLeak, DendriteLeak: t.GLeakDend,
		Coupling: t.GCouple, Rest: t.ELeak, Excitatory: t.EExc, Inhibitory: t.EInh, Threshold: t.VTh, Reset: t.VReset, Spike: t.VSpike,
		Rheobase: t.rheobase(), Substeps: t.Substeps, SpikeSteps: whole(t.TauSpike), RefractorySteps: whole(t.TauRef), Dt: dt}}
}

type compartmentStepper struct{ neurons kernels.TwoCompartments }

// Step advances every neuron.
func (s *compartmentStepper) Step(in [][]float64, _ []float64, state [][]float64, spikes []int32) []int32 {
	return s.neurons.Step(state[0], state[1], state[2], in[0], in[1], in[2], spikes)
}
