package neurons

import (
	"fmt"
	"slices"

	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// adaptation is a current that grows with the output and is taken from the
// input:
//
//	tau_n · dn/dt = inc_n·a - n
type adaptation struct{ tauN, incN float64 }

var adaptationParams = []catalog.Param{
	{Name: "tau_n", Unit: catalog.Time, Default: 1, Check: catalog.Positive, Doc: "time constant of adaptation"},
	{Name: "inc_n", Default: 0.01, Check: catalog.NotNegative, Doc: "adaptation per spike"},
}

var adaptationState = State{Name: "adaptation", Initial: zero, Doc: "adaptation"}

// AdaptiveLIF is the LIF neuron with adaptation: it steps with J - n, and after
// each step n += dt/tau_n·(inc_n·a - n). Rates, and so decoders and tuning
// curves, are those without adaptation, as in Nengo.
//
// Source: Koch (1999), Biophysics of Computation, p. 339.
type AdaptiveLIF struct {
	LIF
	adaptation
}

var alifEntry = catalog.Entry[Type]{
	Name: "alif", Doc: "LIF with an adaptation current n: tau_n·dn/dt = inc_n·a - n, taken from the input",
	Source: "Koch (1999)", Params: slices.Concat(lifParams, []catalog.Param{minVoltageParam}, adaptationParams),
	New: func(v catalog.Values) (Type, error) {
		return &AdaptiveLIF{LIF{*newLIFRate(v), v["min_voltage"]}, adaptation{v["tau_n"], v["inc_n"]}}, nil
	},
}

// States are those of LIF and the adaptation current.
func (a *AdaptiveLIF) States() []State { return append(a.LIF.States(), adaptationState) }

// String writes alif(…).
func (a *AdaptiveLIF) String() string {
	return fmt.Sprintf("alif(tau_rc=%gs, tau_ref=%gs, amplitude=%g, min_voltage=%g, tau_n=%gs, inc_n=%g)", a.TauRC, a.TauRef, a.Amplitude,
		a.MinVoltage, a.tauN, a.incN)
}

// Stepper steps the LIF neuron, then the adaptation.
func (a *AdaptiveLIF) Stepper(n int, dt float64, r *rng.Rand) Stepper {
	s := a.adapting(&a.LIF, n, dt, r)
	if base, ok := s.base.(Driven); ok {
		return &drivenAdaptive{adaptiveStepper: s, driven: base, less: make([]float64, n)}
	}
	return s
}

// AdaptiveLIFRate is LIFRate with the same adaptation.
type AdaptiveLIFRate struct {
	LIFRate
	adaptation
}

var alifRateEntry = catalog.Entry[Type]{
	Name: "alif_rate", Doc: "lif_rate with an adaptation current n: tau_n·dn/dt = inc_n·a - n, taken from the input",
	Source: "Koch (1999)", Params: append(append([]catalog.Param{}, lifParams...), adaptationParams...),
	New: func(v catalog.Values) (Type, error) {
		return &AdaptiveLIFRate{*newLIFRate(v), adaptation{v["tau_n"], v["inc_n"]}}, nil
	},
}

// States is the adaptation current.
func (a *AdaptiveLIFRate) States() []State { return []State{adaptationState} }

// String writes alif_rate(…).
func (a *AdaptiveLIFRate) String() string {
	return fmt.Sprintf("alif_rate(tau_rc=%gs, tau_ref=%gs, amplitude=%g, tau_n=%gs, inc_n=%g)", a.TauRC, a.TauRef, a.Amplitude, a.tauN, a.incN)
}

// Stepper steps the rates, then the adaptation.
func (a *AdaptiveLIFRate) Stepper(n int, dt float64, r *rng.Rand) Stepper {
	return a.adapting(&a.LIFRate, n, dt, r)
}

// adaptiveStepper hands J - n to a stepper; n is state number at.
type adaptiveStepper struct {
	around
	rate, inc float64
	at        int
	reduced   [][]float64 // J - n
	spiked    []float64   // the output of types whose list of spikes says it all
	height    float64     // of their spikes
}

// adapting puts adaptation around the stepper of n neurons of a type.
func (a adaptation) adapting(base Type, n int, dt float64, r *rng.Rand) *adaptiveStepper {
	return &adaptiveStepper{around: around{base.Stepper(n, dt, r)}, rate: dt / a.tauN, inc: a.incN, at: len(base.States()),
		reduced: [][]float64{make([]float64, n)}, spiked: make([]float64, n), height: base.SpikeHeight() / dt}
}

// Step advances the base type, then n.
func (s *adaptiveStepper) Step(in [][]float64, out []float64, state [][]float64, spikes []int32) []int32 {
	n, first := state[s.at], len(spikes)
	kernels.Subtract(s.reduced[0], in[0], n)
	spikes = s.base.Step(s.reduced, out, state, spikes)
	if s.height == 0 {
		kernels.Adapt(n, out, s.rate, s.inc)
	} else {
		s.adapt(n, spikes[first:], s.inc)
	}
	return spikes
}

// adapt advances n by the neurons that spiked.
func (s *adaptiveStepper) adapt(n []float64, spiked []int32, inc float64) {
	for _, i := range spiked {
		s.spiked[i] = s.height
	}
	kernels.Adapt(n, s.spiked, s.rate, inc)
	for _, i := range spiked {
		s.spiked[i] = 0
	}
}

// drivenAdaptive keeps -n, which a base that computes its current adds to it:
// J - n and J + (-n) are the same number. The state n is written only if it is
// asked for.
type drivenAdaptive struct {
	*adaptiveStepper
	driven  Driven
	less    []float64 // -n, once Drive was called
	n       []float64
	tracked bool
}

// Track keeps n, and all states of the base.
func (s *drivenAdaptive) Track() {
	s.tracked = true
	s.around.Track()
}

// Kept is -n, and what the base keeps.
func (s *drivenAdaptive) Kept() [][]float64 { return append([][]float64{s.less}, s.around.Kept()...) }

// Drive has the base compute J - n; a current that arrives beside n is added before
// n is taken away, which the base cannot do.
func (s *drivenAdaptive) Drive(in kernels.Drive, decoders []float64, state [][]float64) bool {
	if in.Plus != nil {
		return false
	}
	s.n, in.Plus = state[s.at], s.less
	for i, n := range s.n {
		s.less[i] = -n
	}
	return s.driven.Drive(in, decoders, state)
}

// StepDriven advances the base, then n.
func (s *drivenAdaptive) StepDriven(spikes []int32) ([]int32, float64) {
	first := len(spikes)
	spikes, sum := s.driven.StepDriven(spikes)
	s.adapt(s.less, spikes[first:], -s.inc)
	if s.tracked {
		for i, less := range s.less {
			s.n[i] = -less
		}
	}
	return spikes, sum
}
