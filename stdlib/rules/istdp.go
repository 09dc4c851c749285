package rules

import "github.com/nefc/nefc/stdlib/catalog"

// ISTDP lets inhibitory synapses grow until each target fires at a rate of its own,
// with traces x of the source and y of the target:
//
//	source spikes:  w += rate·max·(y − 2·target·tau)
//	target spikes:  w += rate·max·x
//
// w is the magnitude of the weight, between `min` (0) and `max`.
//
// Source: Vogels, Sprekeler, Zenke, Clopath & Gerstner (2011), Science 334(6062).
var ISTDP = &Rule{
	Name: "istdp", Doc: "inhibitory synapses that bring targets to a rate: w += rate·max·(y - 2·target·tau) where the source spikes, w += rate·max·x where the target does",
	Source: "Vogels et al. (2011)",
	Trains: FullWeights, NeedsMax: true, Inhibitory: true,
	Options: []catalog.Param{
		{Name: Rate, Default: 1e-2, Check: catalog.NotNegative, Doc: "multiplies every change"},
		{Name: "target", Unit: catalog.Frequency, Default: 5, Check: catalog.Positive, Doc: "rate that targets are brought to"},
		constant("tau", 0.02, "time constant of the traces")},
	Keeps:  []Variable{preTrace, postTrace},
	Events: func(o catalog.Values) EventKernel { return &istdp{options: o} },
}

type istdp struct {
	options       catalog.Values
	max, rest     float64 // rest is 2·target·tau
	before, after trace
}

// Reset empties the traces.
func (k *istdp) Reset(s *State) {
	tau := k.options["tau"]
	k.max, k.rest = s.Max, 2*k.options["target"]*tau
	k.before, k.after = newSource(s, tau, false), newTrace(s.Targets, s.Dt, tau, false)
}

// Fade lets the traces decay.
func (k *istdp) Fade() { k.before.fade(); k.after.fade() }

// Look lets traces of the sources be those of some steps ago.
func (k *istdp) Look(ago int) { k.before.look(ago) }

// Join lets spikes join the traces.
func (k *istdp) Join(pre, post []int32) { k.before.join(pre); k.after.join(post) }

// AtPre strengthens into targets that fire faster than wanted.
func (k *istdp) AtPre(_ int32, post []int32, _, change []float64) {
	for n, i := range post {
		change[n] += float64(k.max * (k.after.x[i] - k.rest))
	}
}

// AtPost strengthens what arrived before.
func (k *istdp) AtPost(_ int32, pre []int32, _, change []float64) {
	for n, j := range pre {
		change[n] += float64(k.max * k.before.seen[j])
	}
}

// Kept are the traces.
func (k *istdp) Kept() [][]float64 { return append(k.before.kept(), k.after.kept()...) }

// Value is a trace.
func (k *istdp) Value(name string) []float64 {
	if name == preTrace.Name {
		return k.before.x
	}
	return k.after.x
}
