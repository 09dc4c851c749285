package neurons

import (
	"fmt"

	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// LIFRate is the leaky integrate-and-fire neuron's steady rate (Hz):
//
//	a = amplitude / (tau_ref + tau_rc·log(1 + 1/(J-1))),   J > 1, else 0
//
// TauRC is the membrane time constant (s), TauRef the refractory period (s).
//
// Source: Eliasmith & Anderson (2003), Neural Engineering, ch. 2.
type LIFRate struct{ TauRC, TauRef, Amplitude float64 }

var lifParams = []catalog.Param{
	{Name: "tau_rc", Unit: catalog.Time, Default: 0.02, Check: catalog.Positive, Doc: "membrane time constant"},
	{Name: "tau_ref", Unit: catalog.Time, Default: 0.002, Check: catalog.NotNegative, Doc: "refractory period"},
	{Name: "amplitude", Default: 1, Check: catalog.Positive, Doc: "scales the output; gain and bias ignore it"},
}

var lifRateEntry = catalog.Entry[Type]{
	Name: "lif_rate", Doc: "steady rate of a LIF neuron: a = 1/(tau_ref + tau_rc·log(1 + 1/(J-1)))",
	Source: "Eliasmith & Anderson (2003)", Params: lifParams,
	New: func(v catalog.Values) (Type, error) { return newLIFRate(v), nil },
}

func newLIFRate(v catalog.Values) *LIFRate {
	return &LIFRate{v["tau_rc"], v["tau_ref"], v["amplitude"]}
}

// Spiking is false.
func (*LIFRate) Spiking() bool { return false }

// SpikeHeight is 0: there are no spikes.
func (*LIFRate) SpikeHeight() float64 { return 0 }

// MaxRate is 1/tau_ref.
func (l *LIFRate) MaxRate() float64 { return 1 / l.TauRef }

// Threshold is 1.
func (*LIFRate) Threshold() (J float64, silent bool) { return 1, true }

// Ports is the current.
func (*LIFRate) Ports() []Port { return currentOnly }

// States is empty: a rate has no memory.
func (*LIFRate) States() []State { return nil }

// String writes lif_rate(…).
func (l *LIFRate) String() string {
	return fmt.Sprintf("lif_rate(tau_rc=%gs, tau_ref=%gs, amplitude=%g)", l.TauRC, l.TauRef, l.Amplitude)
}

// Rates writes the rate at each current.
func (l *LIFRate) Rates(J, rates []float64) {
	kernels.LIFRate(rates, J, l.TauRC, l.TauRef, l.Amplitude)
}

// GainBias inverts the rate curve at the two ends of the tuning curve:
//
//	z = 1/(1 - exp((tau_ref - 1/r)/tau_rc)),  gain = (1-z)/(c-1),  bias = 1 - gain·c
func (l *LIFRate) GainBias(maxRates, intercepts []float64) (gain, bias []float64, err error) {
	gain, bias = make([]float64, len(maxRates)), make([]float64, len(maxRates))
	for i, r := range maxRates {
		c := intercepts[i]
		if !(r > 0) || l.TauRef > 0 && r >= 1/l.TauRef {
			return nil, nil, unreachable(i, r, 1/l.TauRef)
		}
		if !(c < 1) {
			return nil, nil, outsideIntercept(i, c)
		}
		z := 1 / (1 - libm.Exp((l.TauRef-1/r)/l.TauRC))
		gain[i] = (1 - z) / (c - 1)
		bias[i] = 1 - float64(gain[i]*c)
	}
	return gain, bias, nil
}

// Stepper needs no preparation.
func (l *LIFRate) Stepper(int, float64, *rng.Rand) Stepper { return rateStepper{l.Rates} }

// rateStepper steps a type without memory: its output is its rate.
type rateStepper struct{ rates func(J, rates []float64) }

// StepRates sets the rates at some currents.
func (s rateStepper) StepRates(J, rates []float64) { s.rates(J, rates) }

// Step sets the rates.
func (s rateStepper) Step(in [][]float64, out []float64, _ [][]float64, spikes []int32) []int32 {
	s.rates(in[0], out)
	return spikes
}
