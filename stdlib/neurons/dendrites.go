package neurons

import (
	"math"

	"github.com/nefc/nefc/internal/libm"
)

// H says how conductances (nS) act together like a current, in units of the threshold:
//
//	J = (B0 + B1·exc + B2·inh)/(A0 + A1·exc + A2·inh),   B1 = 1, B2 ≤ 0, A ≥ 0
//
// Source: Stöckel & Eliasmith (2021), Neural Computation 33(1).
type H struct {
	B0 float64 `json:"b0"`
	B1 float64 `json:"b1"`
	B2 float64 `json:"b2"`
	A0 float64 `json:"a0"`
	A1 float64 `json:"a1"`
	A2 float64 `json:"a2"`
}

// Conductive is implemented by types with conductances of which H is known, or can be found.
type Conductive interface {
	Type
	// Theory is H of a neuron whose soma rests half way between reset and threshold.
	Theory() H
	// Measured reports a type of which theory alone tells too little, so that H is fitted
	// to rates of simulations.
	Measured() bool
	// InverseRate is the current at which a neuron without conductances fires at a rate (Hz).
	InverseRate(rate float64) float64
	// Steady writes the rate (Hz) of a neuron that is driven for a second by each pair of
	// constant conductances, in time steps of dt (s); 0 for one that spikes once or never.
	Steady(exc, inh []float64, dt float64, rates []float64)
	// Calibrating writes the rates that H is fitted to, at pairs of mean conductances.
	Calibrating(exc, inh []float64, dt float64, rates []float64)
}

// Substepped is implemented by types with conductances that are stepped by Euler's method.
type Substepped interface {
	Type
	// Stable is the sum of both conductances (nS) up to which a voltage moves towards where
	// it goes, and not beyond, in the substeps of a step of dt (s).
	Stable(dt float64) float64
	// SubstepsFor is how many substeps that takes with a sum of conductances.
	SubstepsFor(sum, dt float64) int
	// Lag is how long (s) the dendrite takes to follow, without conductances.
	Lag() float64
}

// Calibration is how H of neurons was found, and how well it tells their rates.
type Calibration struct {
	H       H       `json:"h"`
	Fitted  bool    `json:"fitted"` // to simulated rates; otherwise it is that of theory, or given
	Exc     float64 `json:"exc_ns"` // the largest conductances that were looked at; 0 for none
	Inh     float64 `json:"inh_ns"`
	Pairs   int     `json:"pairs"`      // of conductances whose rates were fitted
	RMSE    float64 `json:"rmse_hz"`    // over all pairs
	Highest float64 `json:"highest_hz"` // rate of a pair
}

// Current is what a neuron makes of two conductances.
func (h H) Current(exc, inh float64) float64 {
	below := h.A0 + float64(h.A1*exc) + float64(h.A2*inh)
	return (h.B0 + float64(h.B1*exc) + float64(h.B2*inh)) / max(below, math.SmallestNonzeroFloat64)
}

// Row is the equation that conductances meet which make a current J:
//
//	exc·gE + inh·gI = sum
func (h H) Row(J float64) (exc, inh, sum float64) {
	return h.B1 - float64(h.A1*J), h.B2 - float64(h.A2*J), float64(h.A0*J) - h.B0
}

// sharper is how much of the current that conductances can do at most is looked at.
const sharper = 0.95

// Reaching are the excitation (nS) that makes a current J, or most of what conductances can
// do, and the inhibition that silences a neuron under that excitation.
func (h H) Reaching(J float64) (exc, inh float64) {
	if h.A1 > 0 {
		J = min(J, sharper*h.B1/h.A1)
	}
	exc = (float64(J*h.A0) - h.B0) / (h.B1 - float64(J*h.A1))
	return exc, (float64((h.B1-h.A1)*exc) + h.B0 - h.A0) / (h.A2 - h.B2)
}

// Linear reports an H whose rows differ in their sum only.
func (h H) Linear() bool { return h.A1 == 0 && h.A2 == 0 }

// PerCurrent is how much excitation (nS) a little more current takes at threshold.
func (h H) PerCurrent() float64 {
	slope, _, sum := h.Row(1)
	return (h.A0 + float64(h.A1*(sum/slope))) / slope
}

// reach is how close to what conductances could do at most a current may be.
const reach = 0.975

// Clip keeps a current within what conductances can do.
func (h H) Clip(J float64) float64 {
	if h.A1 > 0 && h.A2 > 0 {
		return min(max(J, reach*h.B2/h.A2), reach*h.B1/h.A1)
	}
	return J
}

// Most is the largest current that conductances can do, infinite where there is none.
func (h H) Most() float64 {
	if h.A1 > 0 {
		return reach * h.B1 / h.A1
	}
	return math.Inf(1)
}

// InverseRate is the current at which a neuron of a membrane fires at a rate (Hz).
func (m *Membrane) InverseRate(rate float64) float64 {
	c := m.curve()
	return 1 / (1 - libm.Exp((c.TauRef-1/rate)/c.TauRC))
}

// middle is the voltage half way between reset and threshold.
func (m *Membrane) middle() float64 { return float64((m.VTh + m.VReset) / 2) }

// scaled is H with B1 = 1. Inhibition that reverses above the middle of reset and threshold
// shunts: it drives nothing, and certainly does not excite.
func (h H) scaled() H {
	k := h.B1
	return H{h.B0 / k, 1, min(h.B2/k, 0), h.A0 / k, h.A1 / k, h.A2 / k}
}

// Theory is linear: exc·(e_exc - v̄) + inh·(e_inh - v̄) is a current into the soma.
func (c *CondLIF) Theory() H {
	v := c.middle()
	return H{B1: c.EExc - v, B2: c.EInh - v, A0: c.rheobase()}.scaled()
}

// Measured is false.
func (*CondLIF) Measured() bool { return false }

// Calibrating is Steady.
func (c *CondLIF) Calibrating(exc, inh []float64, dt float64, rates []float64) {
	c.Steady(exc, inh, dt, rates)
}

// Steady is the rate in closed form: conductances add to the leak, and the membrane moves
// towards what all of them reverse at.
func (c *CondLIF) Steady(exc, inh []float64, _ float64, rates []float64) {
	for i := range rates {
		g := c.GLeak + exc[i] + inh[i]
		to := (float64(c.GLeak*c.ELeak) + float64(exc[i]*c.EExc) + float64(inh[i]*c.EInh)) / g
		rates[i] = 0
		if to > c.VTh {
			rates[i] = 1 / (c.TauRef + c.TauSpike + float64(c.C/g/1000*libm.Log1p((c.VTh-c.VReset)/(to-c.VTh))))
		}
	}
}

// Theory is what the dendrite passes to a soma that rests half way between reset and
// threshold, without its capacitance.
func (t *TwoCompartment) Theory() H {
	v, I := t.middle(), t.rheobase()
	return H{B0: float64(t.GCouple*t.GLeakDend) * (t.ELeak - v), B1: t.GCouple * (t.EExc - v), B2: t.GCouple * (t.EInh - v),
		A0: float64((t.GCouple + t.GLeakDend) * I), A1: I, A2: I}.scaled()
}
