package rules

import (
	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/stdlib/catalog"
)

// STDP is spike-timing-dependent plasticity of pairs of spikes, with traces x of the
// source and y of the target:
//
//	source spikes:  w −= a_minus·max·(w/max)^mu_minus·y
//	target spikes:  w += a_plus·max·(1 − w/max)^mu_plus·x
//
// w is the magnitude of the weight, between `min` (0) and `max`. mu 0 is additive, 1
// multiplicative.
//
// Source: Song, Miller & Abbott (2000), Nature Neuroscience 3(9); with mu Gütig,
// Aharonov, Rotter & Sompolinsky (2003), J. Neuroscience 23(9).
var STDP = &Rule{
	Name: "stdp", Doc: "pairs of spikes: w += a_plus·max·x where the target spikes, w -= a_minus·max·y where the source does",
	Source: "Song, Miller & Abbott (2000)",
	Trains: FullWeights, NeedsMax: true,
	Options: []catalog.Param{eventRate,
		amount("a_plus", 0.005, "growth by a pair of source before target, a share of max"),
		amount("a_minus", 0.00525, "loss by a pair of target before source, a share of max"),
		constant("tau_plus", 0.02, "time constant of the trace of the source"),
		constant("tau_minus", 0.02, "time constant of the trace of the target"),
		{Name: "mu_plus", Default: 0, Check: catalog.NotNegative, Doc: "growth is multiplied by (1 - w/max)^mu_plus"},
		{Name: "mu_minus", Default: 0, Check: catalog.NotNegative, Doc: "loss is multiplied by (w/max)^mu_minus"},
		{Name: "pairing", Kind: catalog.Word, Words: []string{"all", "nearest"}, Doc: "all: traces add up; nearest: only the last spike counts"}},
	Keeps:  []Variable{preTrace, postTrace},
	Events: func(o catalog.Values) EventKernel { return &stdp{options: o} },
}

type stdp struct {
	options              catalog.Values
	plus, minus          float64 // a·max
	max, muPlus, muMinus float64
	before, after        trace // x of the sources, y of the targets
}

// Reset empties the traces.
func (k *stdp) Reset(s *State) {
	o := k.options
	nearest := o["pairing"] == 1
	k.plus, k.minus, k.max = o["a_plus"]*s.Max, o["a_minus"]*s.Max, s.Max
	k.muPlus, k.muMinus = o["mu_plus"], o["mu_minus"]
	k.before = newSource(s, o["tau_plus"], nearest)
	k.after = newTrace(s.Targets, s.Dt, o["tau_minus"], nearest)
}

// Fade lets the traces decay.
func (k *stdp) Fade() { k.before.fade(); k.after.fade() }

// Look lets traces of the sources be those of some steps ago.
func (k *stdp) Look(ago int) { k.before.look(ago) }

// Join lets spikes join the traces.
func (k *stdp) Join(pre, post []int32) { k.before.join(pre); k.after.join(post) }

// AtPre weakens what arrives late.
func (k *stdp) AtPre(_ int32, post []int32, w, change []float64) {
	for n, i := range post {
		if y := k.after.x[i]; y != 0 {
			change[n] -= float64(k.minus * softened(w[n]/k.max, k.muMinus) * y)
		}
	}
}

// AtPost strengthens what arrived before.
func (k *stdp) AtPost(_ int32, pre []int32, w, change []float64) {
	for n, j := range pre {
		if x := k.before.seen[j]; x != 0 {
			change[n] += float64(k.plus * softened(1-w[n]/k.max, k.muPlus) * x)
		}
	}
}

// softened is r^mu; weights may be given outside of bounds.
func softened(r, mu float64) float64 {
	switch mu {
	case 0:
		return 1
	case 1:
		return max(r, 0)
	}
	return libm.Pow(max(r, 0), mu)
}

// Kept are the traces.
func (k *stdp) Kept() [][]float64 { return append(k.before.kept(), k.after.kept()...) }

// Value is a trace.
func (k *stdp) Value(name string) []float64 {
	if name == preTrace.Name {
		return k.before.x
	}
	return k.after.x
}
