package builder

import (
	"slices"

	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/slots"
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
		case s.Events():
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
			name := "probe " + p.Name
			picked := b.gather(name+".picked", out.Signal, out.Index, p.At) // what is not recorded is not filtered
			out.Signal, out.Index = b.delayed(name, b.filtered(name, picked, p.Synapse, p.At), p.At), nil
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
	switch entry := p.Slot.Entry(); entry.From {
	case slots.Value:
		if g := p.Decoders; g != nil {
			name := "probe " + p.Name
			D := b.constant(name+".decoders", p.Slot.Size, pop.N, filledMatrix(g, p.Slot.Size, pop.N))
			return b.dot(name+".weighted", D, pop.Output, p.At)
		}
		return b.decodedValue("probe "+p.Name, byProbe(pop, p, b.m.Seed), p.At)
	case slots.Activity:
		return pop.Output
	case slots.Input:
		return pop.Input
	case slots.Port:
		return pop.Ports[neurons.PortOf(pop.Neurons, entry.Name)]
	case slots.State:
		return pop.States[slices.IndexFunc(pop.Neurons.States(), func(st neurons.State) bool { return st.Name == entry.Name })]
	case slots.Encoders, slots.ScaledEncoders:
		return b.encoderProbe(p, pop, entry.From == slots.ScaledEncoders)
	case slots.Computed:
		whole := p.Slot.WholeShape()
		cols := 1
		if len(whole) > 1 {
			cols = whole[1]
		}
		tuning := &slots.Tuning{Neurons: pop.Neurons, N: pop.N, Dims: pop.Dims, Radius: pop.Radius, Encoders: pop.EncoderRows, Gain: pop.GainRow, Bias: pop.BiasRow}
		if at := pop.Positions; at != nil {
			tuning.Positions = at.Of(pop.Ensemble)
		}
		values := entry.Compute(tuning)
		return b.constant("probe "+p.Name+"."+entry.Name, whole[0], cols, values)
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
	switch from := s.Entry().From; {
	case from == slots.Output:
		out.Signal = b.output[s.Connection]
	case from == slots.Weights && s.Connection.Fixed():
		rows, cols, W := s.Connection.FixedWeights()
		out.Signal = b.constant("probe "+out.Name+".weights", rows, cols, W)
	case from == slots.Weights:
		out.Link = b.link[s.Connection]
	case s.Rule.MovesEncoders():
		b.encoderRuleProbe(out, from)
	default:
		r := b.rule[s.Rule]
		out.Signal = map[slots.Origin]*graph.Signal{slots.Error: r.Error, slots.Activities: r.Activities, slots.PostActivities: r.PostRates,
			slots.PostAverage: r.Theta}[from]
		if out.Signal == nil {
			out.Rule = r
		}
	}
}

// encoderRuleProbe records what a rule that changes encoders holds.
func (b *builder) encoderRuleProbe(out *graph.Probe, from slots.Origin) {
	r := b.g.Encoders[slices.IndexFunc(b.g.Encoders, func(r *graph.EncoderRule) bool { return r.Rule == out.Slot.Rule })]
	switch from {
	case slots.PostActivities:
		out.Signal = r.PostRates
	case slots.ScaledEncoders:
		out.Signal = r.Population.EncoderSignal
	default:
		out.Encoder = r
	}
}
