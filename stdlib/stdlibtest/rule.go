package stdlibtest

import (
	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/rules"
)

// traced is the half of pair STDP that strengthens: where the target is active, weights
// grow by a trace x of what the source did before,
//
//	ΔW = rate·dt · p ⊗ x,   tau·dx/dt = ā - x
var traced = &rules.Rule{
	Name: "traced", Doc: "unsupervised, by a trace of the source: ΔW = rate·dt · p ⊗ x", Source: "a test",
	Trains: rules.FullWeights, NeedsPost: true,
	Options: []catalog.Param{
		{Name: "rate", Default: 1e-6, Check: catalog.NotNegative, Doc: "learning rate, per second"},
		{Name: rules.SourceFilter, Kind: catalog.Filter, Default: 0.005, Doc: "filters the activities of the source"},
		{Name: rules.TargetFilter, Kind: catalog.Filter, Default: 0.005, Doc: "filters the activities of the target"},
		{Name: "tau_trace", Unit: catalog.Time, Default: 0.02, Check: catalog.Positive, Doc: "time constant of the trace"},
	},
	Keeps: []rules.Variable{{Name: "trace", Doc: "what the source did before", Unit: "Hz", Of: []rules.Side{rules.Pre}}},
	New:   func(options catalog.Values) rules.Kernel { return &tracedKernel{tau: options["tau_trace"]} },
}

type tracedKernel struct {
	tau   float64
	trace []float64
}

// Reset empties the trace.
func (k *tracedKernel) Reset(s *rules.State) { k.trace = make([]float64, len(s.Pre)) }

// Change lets the trace decay and grow, then learns by it.
func (k *tracedKernel) Change(s *rules.State) {
	for j, a := range s.Pre {
		k.trace[j] += float64((a - k.trace[j]) * -libm.Expm1(-s.Dt/k.tau))
	}
	for i, p := range s.Post {
		s.Left[i] = s.Rate * s.Dt * p
	}
	s.Right = k.trace
}

// Kept is the trace.
func (k *tracedKernel) Kept() [][]float64 { return [][]float64{k.trace} }

// Value is the trace.
func (k *tracedKernel) Value(string) []float64 { return k.trace }
