package neurons

import (
	"fmt"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// ResetLIF is the LIF neuron whose voltage is Reset, rather than 0, after a spike. Its
// steady rate is
//
//	a = amplitude / (tau_ref + tau_rc·log((J - reset)/(J - 1))),   J > 1, else 0
//
// Source: Brunel (2000), J. Comput. Neurosci. 8(3).
type ResetLIF struct {
	LIF
	Reset float64
}

var resetParam = catalog.Param{Name: "reset", Default: 0, Check: belowThreshold, Doc: "voltage after a spike"}

// belowThreshold demands a voltage below 1.
func belowThreshold(v float64) error {
	if !(v < 1) {
		return fmt.Errorf("must be below 1, where a neuron spikes")
	}
	return nil
}

func newResetLIF(lif LIF, reset float64) (Type, error) {
	if reset < lif.MinVoltage {
		return nil, fmt.Errorf("a reset to %g lies below min_voltage %g, which the voltage never does", reset, lif.MinVoltage)
	}
	return &ResetLIF{lif, reset}, nil
}

// String writes lif(…).
func (l *ResetLIF) String() string {
	return fmt.Sprintf("lif(tau_rc=%gs, tau_ref=%gs, amplitude=%g, min_voltage=%g, reset=%g)", l.TauRC, l.TauRef, l.Amplitude, l.MinVoltage, l.Reset)
}

// Rates writes the rate at each current.
func (l *ResetLIF) Rates(J, rates []float64) {
	for i, j := range J {
		rates[i] = 0
		if j > 1 {
			rates[i] = l.Amplitude / (l.TauRef + float64(l.TauRC*libm.Log1p((1-l.Reset)/(j-1))))
		}
	}
}

// GainBias inverts the rate curve at the two ends of the tuning curve:
//
//	E = exp((1/r - tau_ref)/tau_rc),  J = 1 + (1 - reset)/(E - 1),  gain = (J - 1)/(1 - c),  bias = 1 - gain·c
func (l *ResetLIF) GainBias(maxRates, intercepts []float64) (gain, bias []float64, err error) {
	// Above 1, its currents are (1 - reset) of those of a neuron that is reset to 0.
	gain, bias, err = l.LIFRate.GainBias(maxRates, intercepts)
	for i := range gain {
		gain[i] *= 1 - l.Reset
		bias[i] = 1 - float64(gain[i]*intercepts[i])
	}
	return gain, bias, err
}

// Stepper steps as the equations are written.
func (l *ResetLIF) Stepper(_ int, dt float64, _ *rng.Rand) Stepper {
	return newLIFStepper(&l.LIF, dt, l.Reset)
}
