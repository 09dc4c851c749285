package neurons

import "github.com/nefc/nefc/internal/libm"

// Leaky is implemented by types whose voltage moves towards their current, in units of the
// threshold.
type Leaky interface {
	// Reached is the share of the way that the voltage is after a time (s).
	Reached(time float64) float64
}

// Reached is 1 - e^(-time/tau_rc).
func (l *LIF) Reached(time float64) float64 { return -libm.Expm1(-time / l.TauRC) }

// Area is what a spike of a type is over time: 1 but for types with an amplitude.
func Area(t Type) float64 {
	if o, ok := t.(*over); ok {
		return o.amplitude
	}
	if height := t.SpikeHeight(); height != 0 {
		return height
	}
	return 1
}
