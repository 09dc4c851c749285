package build

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
func (b *builder) learn(link *graph.Link, a *graph.Signal) {
	r := link.Rule
	link.Error = b.ruleErr[r]
	link.Activities = b.inStep(link.Name+".activities", a, r.PreSynapse, r.At)
	if link.Full && r.Rule.NeedsError {
		link.Encode = b.errorEncoders(link)
	}
	reads := []*graph.Signal{link.Activities}
	if link.Error != nil {
		reads = append(reads, link.Error)
	}
	if r.Rule.NeedsPost {
		out := b.gather(link.Name+".post_picked", link.Post.Output, link.Connection.Post.Index, link.At)
		link.PostRates = b.inStep(link.Name+".post_filtered", out, r.Post, r.At)
		link.Theta = b.inStep(link.Name+".theta", out, r.Theta, r.At)
		reads = append(reads, link.PostRates, link.Theta)
	}
	if r.When != nil {
		link.Gate = b.node[r.When]
		reads = append(reads, link.Gate)
	}
	link.Delta = b.signal(link.Name+".delta", link.Weights.Rows, link.Weights.Cols)
	b.op(graph.Op{Kind: graph.ApplyDelta, Incs: []*graph.Signal{link.Weights}, Reads: []*graph.Signal{link.Delta}, Link: link, Tag: link.Name + " learns", At: r.At})
	b.op(graph.Op{Kind: graph.SimRule, Updates: []*graph.Signal{link.Delta}, Reads: reads, Link: link, Tag: link.Name + " " + r.Rule.Name, At: r.At})
}

// inStep filters a signal for a rule: the filter sets rather than updates, so
// it adds no delay.
func (b *builder) inStep(name string, x *graph.Signal, syn synapses.Synapse, at diag.Span) *graph.Signal {
	if syn == nil {
		return x
	}
	y := b.signal(name, x.Rows, 1)
	b.op(graph.Op{Kind: graph.SimSynapse, Sets: []*graph.Signal{y}, Reads: []*graph.Signal{x}, Filter: syn.Discretize(b.g.Dt), Tag: name, At: at})
	return y
}

// errorEncoders maps the error to the currents of the target's neurons, in the
// units of the connection: gain/radius·e in units of current, e/radius in units
// of gain, times the gain once more with `compat nengo`.
func (b *builder) errorEncoders(link *graph.Link) []float64 {
	post, d := link.Post, link.Post.Dims
	out := make([]float64, link.Connection.Post.Size*d)
	for i := range link.Connection.Post.Size {
		k := link.Target(i)
		factor := 1.0
		switch gain := post.GainRow[k]; {
		case link.UnitsGain && !link.Rule.Compat:
			factor = 1 / gain
		case link.Rule.Compat && !link.UnitsGain:
			factor = gain
		}
		for j := range d {
			out[i*d+j] = post.Scaled[k*d+j] * factor
		}
	}
	return out
}

// encodersLearn reports whether a rule changes the encoders of an ensemble.
func (b *builder) encodersLearn(e *model.Ensemble) bool {
	for _, r := range b.m.Rules {
		if r.Rule.Trains == rules.Encoders && r.Connection.Post.Ensemble == e {
			return true
		}
	}
	return false
}

// encoderRules makes the signals and the operator of every rule that changes
// encoders.
func (b *builder) encoderRules() {
	for _, r := range b.m.Rules {
		if r.Rule.Trains != rules.Encoders {
			continue
		}
		p := b.pop[r.Connection.Post.Ensemble]
		rule := &graph.EncoderRule{Rule: r, Population: p, PostRates: b.inStep(r.Connection.Name+".post_filtered", p.Output, r.Post, r.At)}
		if r.When != nil {
			rule.Gate = b.node[r.When]
		}
		b.g.Encoders = append(b.g.Encoders, rule)
		b.op(graph.Op{Kind: graph.ApplyEncoders, Incs: []*graph.Signal{p.EncoderSignal}, Encoder: rule, Tag: r.Connection.Name + " " + r.Rule.Name, At: r.At})
	}
}
