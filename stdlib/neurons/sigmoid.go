package neurons

import (
	"fmt"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Sigmoid is the logistic rate a = (1/tau_ref)/(1 + exp(-J)). It fires at half
// of its highest rate at J = 0, which is where intercepts lie.
type Sigmoid struct{ TauRef float64 }

var squashParams = []catalog.Param{{Name: "tau_ref", Unit: catalog.Time, Default: 0.0025, Check: catalog.Positive, Doc: "1/tau_ref is the highest rate"}}

var sigmoidEntry = catalog.Entry[Type]{
	Name: "sigmoid", Doc: "logistic rate a = (1/tau_ref)/(1 + exp(-J)); maximal rates must exceed half of 1/tau_ref", Source: "Nengo 4",
	Params: squashParams, Example: "sigmoid intercepts -0.5..0.5",
	New: func(v catalog.Values) (Type, error) { return &Sigmoid{v["tau_ref"]}, nil },
}

// Spiking is false.
func (*Sigmoid) Spiking() bool { return false }

// SpikeHeight is 0: there are no spikes.
func (*Sigmoid) SpikeHeight() float64 { return 0 }

// MaxRate is 1/tau_ref.
func (s *Sigmoid) MaxRate() float64 { return 1 / s.TauRef }

// Threshold is none: a neuron fires at any current.
func (*Sigmoid) Threshold() (J float64, silent bool) { return 0, false }

// Ports is the current.
func (*Sigmoid) Ports() []Port { return currentOnly }

// States is empty.
func (*Sigmoid) States() []State { return nil }

// String writes sigmoid(…).
func (s *Sigmoid) String() string { return fmt.Sprintf("sigmoid(tau_ref=%gs)", s.TauRef) }

// Rates writes the logistic function.
func (s *Sigmoid) Rates(J, rates []float64) {
	for i, j := range J {
		rates[i] = 1 / s.TauRef / (1 + libm.Exp(-j))
	}
}

// GainBias inverts the logistic function: q = -ln(1/(tau_ref·r) - 1),
// gain = q/(1-c), bias = q - gain. Rates up to half of 1/tau_ref would need a
// gain of zero or less.
func (s *Sigmoid) GainBias(maxRates, intercepts []float64) (gain, bias []float64, err error) {
	gain, bias = make([]float64, len(maxRates)), make([]float64, len(maxRates))
	for i, r := range maxRates {
		c := intercepts[i]
		switch q := -libm.Log(1/(s.TauRef*r) - 1); {
		case !(r < s.MaxRate()):
			return nil, nil, unreachable(i, r, s.MaxRate())
		case !(q > 0):
			return nil, nil, fmt.Errorf("neuron %d cannot have a maximal rate of %g Hz: a sigmoid neuron already fires at %g Hz without input", i, r,
				s.MaxRate()/2)
		case !(c < 1):
			return nil, nil, outsideIntercept(i, c)
		default:
			gain[i] = q / (1 - c)
			bias[i] = q - gain[i]
		}
	}
	return gain, bias, nil
}

// Stepper needs no preparation.
func (s *Sigmoid) Stepper(int, float64, *rng.Rand) Stepper { return rateStepper{s.Rates} }

// Tanh is the rate a = tanh(J)/tau_ref, which is negative for negative J.
type Tanh struct{ TauRef float64 }

var tanhEntry = catalog.Entry[Type]{
	Name: "tanh", Doc: "rate a = tanh(J)/tau_ref, negative for negative J", Source: "Nengo 4",
	Params: squashParams, Example: "tanh intercepts -0.5..0.5",
	New: func(v catalog.Values) (Type, error) { return &Tanh{v["tau_ref"]}, nil },
}

// Spiking is false.
func (*Tanh) Spiking() bool { return false }

// SpikeHeight is 0: there are no spikes.
func (*Tanh) SpikeHeight() float64 { return 0 }

// MaxRate is 1/tau_ref.
func (t *Tanh) MaxRate() float64 { return 1 / t.TauRef }

// Threshold is none: the rate is negative below 0.
func (*Tanh) Threshold() (J float64, silent bool) { return 0, false }

// Ports is the current.
func (*Tanh) Ports() []Port { return currentOnly }

// States is empty.
func (*Tanh) States() []State { return nil }

// String writes tanh(…).
func (t *Tanh) String() string { return fmt.Sprintf("tanh(tau_ref=%gs)", t.TauRef) }

// Rates writes the hyperbolic tangent.
func (t *Tanh) Rates(J, rates []float64) {
	for i, j := range J {
		rates[i] = 1 / t.TauRef * libm.Tanh(j)
	}
}

// GainBias is gain = atanh(r·tau_ref)/(1-c), bias = -gain·c.
func (t *Tanh) GainBias(maxRates, intercepts []float64) (gain, bias []float64, err error) {
	return solveLinear(maxRates, intercepts, t.MaxRate(), func(r float64) float64 { return libm.Atanh(r * t.TauRef) })
}

// Stepper needs no preparation.
func (t *Tanh) Stepper(int, float64, *rng.Rand) Stepper { return rateStepper{t.Rates} }
