package neurons

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// LIF is the spiking leaky integrate-and-fire neuron:
//
//	tau_rc · dv/dt = J - v,   spike when v > 1, then v = 0 for tau_ref
//
// integrated exactly over a step of constant J. Its steady rate, gain and bias
// are those of LIFRate. MinVoltage is where the voltage is clipped from below;
// it may be -Inf.
//
// Source: Koch (1999), Biophysics of Computation, ch. 14; step as in Nengo.
type LIF struct {
	LIFRate
	MinVoltage float64
}

var lifEntry = catalog.Entry[Type]{
	Name: "lif", Doc: "leaky integrate-and-fire: tau_rc·dv/dt = J - v, spike at v > 1, then silent for tau_ref",
	Source: "Koch (1999)",
	Params: append(append([]catalog.Param{}, lifParams...),
		minVoltageParam, resetParam),
	New: newLIF,
}

var minVoltageParam = catalog.Param{Name: "min_voltage", Default: 0, Check: catalog.AtMostZero, Infinite: true,
	Doc: "voltage is clipped from below, at -inf never"}

// newLIF is a LIF neuron, or one that is reset to another voltage than 0.
func newLIF(v catalog.Values) (Type, error) {
	lif := LIF{*newLIFRate(v), v["min_voltage"]}
	if reset := v["reset"]; reset != 0 {
		return newResetLIF(lif, reset)
	}
	return &lif, nil
}

// Spiking is true.
func (*LIF) Spiking() bool { return true }

// SpikeHeight is the amplitude.
func (l *LIF) SpikeHeight() float64 { return l.Amplitude }

// States are the voltage and the time left in the refractory period (s), which
// goes on falling below zero.
func (*LIF) States() []State {
	return []State{voltage, refractoryTime}
}

// String writes lif(…).
func (l *LIF) String() string {
	return fmt.Sprintf("lif(tau_rc=%gs, tau_ref=%gs, amplitude=%g, min_voltage=%g)", l.TauRC, l.TauRef, l.Amplitude, l.MinVoltage)
}

// Stepper counts the refractory period in steps where it is a whole number of
// them, and otherwise steps as the equations are written.
func (l *LIF) Stepper(n int, dt float64, _ *rng.Rand) Stepper {
	written := newLIFStepper(l, dt, 0)
	steps := math.Round(l.TauRef / dt)
	if steps < 1 || steps > maxCounted || math.Abs(float64(steps*dt)-l.TauRef) > 1e-12*l.TauRef {
		return written
	}
	return newCounted(written, n, int(steps))
}

// lifStepper is the update as it is written.
type lifStepper struct{ dt, tauRC, tauRef, minVoltage, decay, reset float64 }

func newLIFStepper(l *LIF, dt, reset float64) *lifStepper {
	return &lifStepper{dt, l.TauRC, l.TauRef, l.MinVoltage, libm.Expm1(-dt / l.TauRC), reset}
}

// Step advances every neuron:
//
//	ref -= dt;  δ = clip(dt - ref, 0, dt);  v -= (J - v)·expm1(-δ/tau_rc)
//	v > 1:  ref = tau_ref + dt + tau_rc·log1p(-(v-1)/(J-1));  v = reset
//
// Most neurons are outside their refractory period, where δ = dt and the
// exponential is known beforehand.
func (s *lifStepper) Step(in [][]float64, _ []float64, state [][]float64, spikes []int32) []int32 {
	J, n := in[0], len(in[0])
	v, ref := state[0][:n], state[1][:n]
	dt, decay, low := s.dt, s.decay, s.minVoltage
	for i, j := range J {
		r := ref[i] - dt
		ref[i] = r
		x := v[i]
		if r <= 0 {
			x -= float64((j - x) * decay)
		} else if r < dt {
			x -= float64((j - x) * libm.Expm1(-(dt-r)/s.tauRC))
		}
		if x > 1 {
			ref[i] = s.tauRef + (dt + float64(s.tauRC*libm.Log1p(-(x-1)/(j-1))))
			spikes = append(spikes, int32(i))
			x = s.reset
		} else if x < low {
			x = low
		}
		v[i] = x
	}
	return spikes
}
