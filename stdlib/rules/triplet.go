package rules

import "github.com/nefc/nefc/stdlib/catalog"

// Triplet is plasticity of pairs and triplets of spikes, all to all. Each side has a
// fast and a slow trace, r1 and r2 of the source, o1 and o2 of the target:
//
//	source spikes:  w −= max·o1·(a2_minus + a3_minus·r2)
//	target spikes:  w += max·r1·(a2_plus + a3_plus·o2)
//
// The slow traces are those before this spike. Defaults are of visual cortex.
//
// Source: Pfister & Gerstner (2006), J. Neuroscience 26(38).
var Triplet = &Rule{
	Name: "triplet", Doc: "triplets of spikes: w += max·r1·(a2_plus + a3_plus·o2) where the target spikes, w -= max·o1·(a2_minus + a3_minus·r2) where the source does",
	Source: "Pfister & Gerstner (2006)",
	Trains: FullWeights, NeedsMax: true,
	Options: []catalog.Param{eventRate,
		amount("a2_plus", 5e-10, "growth by a pair, a share of max"),
		amount("a3_plus", 6.2e-3, "growth by a triplet, a share of max"),
		amount("a2_minus", 7e-3, "loss by a pair, a share of max"),
		amount("a3_minus", 2.3e-4, "loss by a triplet, a share of max"),
		constant("tau_plus", 0.0168, "time constant of the trace of the source"),
		constant("tau_x", 0.101, "time constant of the slow trace of the source"),
		constant("tau_minus", 0.0337, "time constant of the trace of the target"),
		constant("tau_y", 0.125, "time constant of the slow trace of the target")},
	Keeps: []Variable{preTrace, postTrace,
		{Name: "pre_trace_slow", Doc: "slow trace of the spikes of each source neuron", Unit: "spikes", Of: []Side{Pre}},
		{Name: "post_trace_slow", Doc: "slow trace of the spikes of each target neuron", Unit: "spikes", Of: []Side{Post}}},
	Events: func(o catalog.Values) EventKernel { return &triplet{options: o} },
}

type triplet struct {
	options        catalog.Values
	max            float64
	r1, r2, o1, o2 trace
}

// Reset empties the traces.
func (k *triplet) Reset(s *State) {
	o := k.options
	k.max = s.Max
	k.r1, k.r2 = newSource(s, o["tau_plus"], false), newSource(s, o["tau_x"], false)
	k.o1, k.o2 = newTrace(s.Targets, s.Dt, o["tau_minus"], false), newTrace(s.Targets, s.Dt, o["tau_y"], false)
}

func (k *triplet) traces() [4]*trace { return [...]*trace{&k.r1, &k.r2, &k.o1, &k.o2} }

// Fade lets the traces decay.
func (k *triplet) Fade() {
	for _, t := range k.traces() {
		t.fade()
	}
}

// Look lets traces of the sources be those of some steps ago.
func (k *triplet) Look(ago int) {
	k.r1.look(ago)
	k.r2.look(ago)
}

// Join lets spikes join the traces.
func (k *triplet) Join(pre, post []int32) {
	k.r1.join(pre)
	k.r2.join(pre)
	k.o1.join(post)
	k.o2.join(post)
}

// AtPre weakens what arrives late.
func (k *triplet) AtPre(j int32, post []int32, _, change []float64) {
	a := k.max * (k.options["a2_minus"] + float64(k.options["a3_minus"]*k.r2.seen[j]))
	for n, i := range post {
		change[n] -= float64(a * k.o1.x[i])
	}
}

// AtPost strengthens what arrived before.
func (k *triplet) AtPost(i int32, pre []int32, _, change []float64) {
	a := k.max * (k.options["a2_plus"] + float64(k.options["a3_plus"]*k.o2.x[i]))
	for n, j := range pre {
		change[n] += float64(a * k.r1.seen[j])
	}
}

// Kept are the traces.
func (k *triplet) Kept() [][]float64 {
	var out [][]float64
	for _, t := range k.traces() {
		out = append(out, t.kept()...)
	}
	return out
}

// Value is a trace.
func (k *triplet) Value(name string) []float64 {
	return map[string][]float64{"pre_trace": k.r1.x, "pre_trace_slow": k.r2.x, "post_trace": k.o1.x, "post_trace_slow": k.o2.x}[name]
}
