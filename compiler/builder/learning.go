package builder

import (
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/rules"
	"github.com/nefc/nefc/stdlib/synapses"
)

// learn attaches a learning rule to a link: the weights absorb the change of
// the last step before they are read; the change of this step is computed at
// its end.
func (b *builder) learn(link *graph.Link, m *model.Rule, a *graph.Signal) {
	name, at := m.FullName(), m.At
	if m.Kind.Events != nil {
		b.follow(link, m)
		return
	}
	r := &graph.LinkRule{Rule: m, Link: link, Error: b.ruleErr[m], Activities: b.inStep(name+".activities", a, m.Filters[rules.SourceFilter], at)}
	if m.Kind.NeedsError && link.Targets != nil {
		b.errorEncoders(r)
	}
	if m.Kind.NeedsPost {
		out := b.gather(name+".post_picked", link.Post.Output, link.Connection.Post.Index, at)
		r.PostRates = b.inStep(name+".post_filtered", out, m.Filters[rules.TargetFilter], at)
		if average, ok := m.Filters[rules.AverageFilter]; ok {
			r.Theta = b.inStep(name+".theta", out, average, at)
		}
	}
	if m.When != nil {
		r.Gate = b.node[m.When]
	}
	r.Delta = b.signal(name+".delta", link.Weights.Rows, link.Weights.Cols)
	link.Learning = append(link.Learning, r)
	b.rule[m] = r
	b.op(graph.Op{Kind: graph.ApplyDelta, Incs: []*graph.Signal{link.Weights}, Reads: []*graph.Signal{r.Delta}, Rule: r,
		Tag: name + " learns", At: at})
	b.op(graph.Op{Kind: graph.SimRule, Updates: []*graph.Signal{r.Delta}, Reads: r.Signals(), Rule: r, Tag: link.Name + " " + m.Name, At: at})
}

// follow attaches a rule that follows spikes: the weights change before they are read.
func (b *builder) follow(link *graph.Link, m *model.Rule) {
	r := &graph.LinkRule{Rule: m, Link: link}
	if m.When != nil {
		r.Gate = b.node[m.When]
	}
	link.Learning = append(link.Learning, r)
	b.rule[m] = r
	b.op(graph.Op{Kind: graph.ApplySpikes, Incs: []*graph.Signal{link.Weights}, Rule: r, Tag: m.FullName() + " learns", At: m.At})
}

// inStep filters a signal for a rule: the filter sets rather than updates, so
// it adds no delay.
func (b *builder) inStep(name string, x *graph.Signal, syn synapses.Synapse, at diag.Span) *graph.Signal {
	if syn == nil {
		return x
	}
	y := b.signal(name, x.Rows, 1)
	b.op(graph.Op{Kind: graph.SimSynapse, Sets: []*graph.Signal{y}, Reads: []*graph.Signal{x}, Filter: b.discretized(syn, at), Tag: name, At: at})
	return y
}

// errorEncoders makes the map from the error to the currents of the neurons that
// a rule drives, in the units of the connection: gain/radius·e in units of current,
// e/radius in units of gain, times the gain once more with `compat nengo`. Members
// of an array take their own part of the error. What other rules do to encoders
// shows in the map.
func (b *builder) errorEncoders(r *graph.LinkRule) {
	link, d, inputs := r.Link, r.ErrorSize, b.inputsOf(r.Link)
	r.Encode = make([]float64, link.Weights.Rows*d)
	for i := range link.Weights.Rows {
		member, k := link.Target(i)
		p, factor := link.Targets[member], 1.0
		switch gain := p.GainRow[k]; {
		case link.UnitsGain && !r.Compat:
			factor = 1 / gain
		case r.Compat && !link.UnitsGain:
			factor = gain
		}
		if inputs != nil { // so many nS do what a current of 1 does
			factor *= inputs[i].PerCurrent()
		}
		at := i*d + member*p.Dims
		for j := range p.Dims {
			r.Encode[at+j] = p.Scaled[k*p.Dims+j] * factor
		}
		if b.encodersLearn(p.Ensemble) {
			r.Moving = append(r.Moving, graph.EncoderRow{At: at, Population: p, Neuron: k, Factor: factor})
		}
	}
}

// encodersLearn reports whether a rule changes the encoders of an ensemble.
func (b *builder) encodersLearn(e *model.Ensemble) bool {
	for _, r := range b.m.Rules {
		if r.MovesEncoders() && r.Connection.Post.Ensemble == e {
			return true
		}
	}
	return false
}

// encoderRules makes the signals and the operator of every rule that changes
// encoders.
func (b *builder) encoderRules() {
	for _, r := range b.m.Rules {
		if !r.MovesEncoders() {
			continue
		}
		p := b.pop[r.Connection.Post.Ensemble]
		rule := &graph.EncoderRule{Rule: r, Population: p, PostRates: b.inStep(r.FullName()+".post_filtered", p.Output, r.Filters[rules.TargetFilter], r.At)}
		if r.When != nil {
			rule.Gate = b.node[r.When]
		}
		b.g.Encoders = append(b.g.Encoders, rule)
		b.op(graph.Op{Kind: graph.ApplyEncoders, Incs: []*graph.Signal{p.EncoderSignal}, Encoder: rule,
			Tag: r.Connection.Name + " " + r.Kind.Name, At: r.At})
	}
}
