package builder

import (
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/rules"
)

// probeSignals finds or makes what every probe records.
func (b *builder) probeSignals() {
	for _, p := range b.m.Probes {
		out := &graph.Probe{Probe: p, Index: p.Slot.Elements()}
		switch s := &p.Slot; {
		case s.Connection != nil:
			b.connectionProbe(out)
		case s.Node != nil:
			out.Signal = b.node[s.Node]
		case s.Name == "spikes":
			out.Spikes = b.pop[s.Ensemble]
		default:
			out.Signal = b.ensembleSlot(p, b.pop[s.Ensemble])
			if p.Decoders != nil {
				out.Index = nil // they decode the dimensions that are recorded
			}
		}
		if out.Signal == nil && out.Spikes == nil && out.Link == nil && out.Rule == nil && out.Encoder == nil {
			continue // a diagnostic was given
		}
		if p.Synapse != nil && out.Signal != nil {
			out.Signal = b.delayed("probe "+p.Name, b.filtered("probe "+p.Name, out.Signal, p.Synapse, p.At), p.At)
		}
		b.g.Probes = append(b.g.Probes, out)
	}
}

// delayed reads a filter before it is updated, as a connection into the probe
// would: a filtered probe is one step late.
func (b *builder) delayed(name string, y *graph.Signal, at diag.Span) *graph.Signal {
	in := b.signal(name+".in", y.Rows, y.Cols)
	b.op(graph.Op{Kind: graph.Copy, Sets: []*graph.Signal{in}, Reads: []*graph.Signal{y}, Tag: in.Name, At: at})
	return in
}

// ensembleSlot is the signal of a slot of an ensemble.
func (b *builder) ensembleSlot(p *model.Probe, pop *graph.Population) *graph.Signal {
	switch name := p.Slot.Name; name {
	case "":
		if g := p.Decoders; g != nil {
			name := "probe " + p.Name
			D := b.constant(name+".decoders", p.Slot.Size, pop.N, filledMatrix(g, p.Slot.Size, pop.N))
			return b.dot(name+".weighted", D, pop.Output, p.At)
		}
		return b.decodedValue("probe "+p.Name, byProbe(pop, p, b.m.Seed), p.At)
	case "neurons":
		return pop.Output
	case "input":
		return pop.Input
	case "current":
		return pop.Ports[0]
	case "gain":
		return b.constant("probe "+p.Name+".gain", pop.N, 1, pop.GainRow)
	case "bias":
		return b.constant("probe "+p.Name+".bias", pop.N, 1, pop.BiasRow)
	case "encoders", "scaled_encoders":
		return b.encoderProbe(p, pop, name == "scaled_encoders")
	default:
		for i, st := range pop.Neurons.States() {
			if st.Name == name {
				return pop.States[i]
			}
		}
		if i := neurons.PortOf(pop.Neurons, name); i >= 0 {
			return pop.Ports[i]
		}
	}
	panic("nefc: build: no slot " + p.Slot.Name)
}

// encoderProbe records whole rows of the encoders, as they are if a rule
// changes them.
func (b *builder) encoderProbe(p *model.Probe, pop *graph.Population, scaled bool) *graph.Signal {
	if b.encodersLearn(pop.Ensemble) {
		if scaled {
			return pop.EncoderSignal
		}
		ratio := make([]float64, pop.N*pop.Dims)
		for i := range ratio {
			ratio[i] = pop.Radius / pop.GainRow[i/pop.Dims]
		}
		rows := b.signal("probe "+p.Name+".rows", pop.N, pop.Dims)
		b.reset(rows, p.At)
		b.op(graph.Op{Kind: graph.ElementwiseInc, Incs: []*graph.Signal{rows},
			Reads: []*graph.Signal{b.constant("probe "+p.Name+".ratio", pop.N, pop.Dims, ratio), pop.EncoderSignal}, Tag: rows.Name, At: p.At})
		return rows
	}
	rows := pop.EncoderRows
	if scaled {
		rows = pop.Scaled
	}
	return b.constant("probe "+p.Name+".rows", pop.N, pop.Dims, rows)
}

// connectionProbe records what a connection or one of its rules holds.
func (b *builder) connectionProbe(out *graph.Probe) {
	s := &out.Slot
	switch {
	case s.Name == "output":
		out.Signal = b.output[s.Connection]
	case s.Name == "weights" && s.Connection.Fixed():
		rows, cols, W := s.Connection.FixedWeights()
		out.Signal = b.constant("probe "+out.Name+".weights", rows, cols, W)
	case s.Name == "weights":
		out.Link = b.link[s.Connection]
	case s.Rule.Kind.Trains == rules.Encoders:
		b.encoderRuleProbe(out)
	default:
		r := b.rule[s.Rule]
		out.Signal = map[string]*graph.Signal{"error": r.Error, "activities": r.Activities, "post_filtered": r.PostRates, "theta": r.Theta}[s.Name]
		if out.Signal == nil {
			out.Rule = r
		}
	}
}

// encoderRuleProbe records what a rule that changes encoders holds.
func (b *builder) encoderRuleProbe(out *graph.Probe) {
	for _, r := range b.g.Encoders {
		if r.Rule != out.Slot.Rule {
			continue
		}
		switch out.Slot.Name {
		case "post_filtered":
			out.Signal = r.PostRates
		case "scaled_encoders":
			out.Signal = r.Population.EncoderSignal
		default:
			out.Encoder = r
		}
	}
}
