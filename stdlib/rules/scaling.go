package rules

import (
	"slices"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Scaling multiplies all weights into a neuron until it fires at its target rate:
//
//	W[i,:] ← W[i,:]·(1 + rate·dt·(target − r[i])/target),   tau·dr/dt = a − r
//
// r is the rate of a target neuron, which begins at the target; it follows a spike
// after the weights have changed.
//
// Source: Turrigiano, Leslie, Desai, Rutherford & Nelson (1998), Nature 391;
// van Rossum, Bi & Turrigiano (2000), J. Neuroscience 20(23).
var Scaling = &Rule{
	Name: "scaling", Doc: "weights into a neuron grow together until it fires at a rate: W ×= 1 + rate·dt·(target - r)/target",
	Source: "Turrigiano et al. (1998)",
	Trains: FullWeights,
	Options: []catalog.Param{
		{Name: Rate, Default: 0.1, Check: catalog.NotNegative, Doc: "how fast weights follow, per second"},
		{Name: "target", Unit: catalog.Frequency, Default: 5, Check: catalog.Positive, Doc: "rate that targets are brought to"},
		constant("tau", 1, "time constant of the rates")},
	Keeps:  []Variable{{Name: "rates", Doc: "rate of each target neuron, as scaling sees it", Unit: "Hz", Of: []Side{Post}}},
	Events: func(o catalog.Values) EventKernel { return &scaling{options: o} },
}

type scaling struct {
	options       catalog.Values
	target, spike float64 // spike is what one adds to a rate, Hz
	decay         float64
	rates         []float64
}

// Reset lets the rates begin at the target.
func (k *scaling) Reset(s *State) {
	k.target, k.decay = k.options["target"], libm.Exp(-s.Dt/k.options["tau"])
	k.spike = (1 - k.decay) / s.Dt
	k.rates = slices.Repeat([]float64{k.target}, s.Targets)
}

// Fade has nothing to do: the factors are made of the rates before this step.
func (*scaling) Fade() {}

// Factor is that of the weights into a target; none turns them around.
func (k *scaling) Factor(i int, step float64) float64 {
	return max(0, 1+float64(step*(k.target-k.rates[i])/k.target))
}

// Join lets the rates follow the spikes.
func (k *scaling) Join(_, post []int32) {
	for i := range k.rates {
		k.rates[i] *= k.decay
	}
	for _, i := range post {
		k.rates[i] += k.spike
	}
}

// Kept are the rates.
func (k *scaling) Kept() [][]float64 { return [][]float64{k.rates} }

// Value is the rates.
func (k *scaling) Value(string) []float64 { return k.rates }
