package build

import (
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
)

// probeSignals finds or makes what every probe records.
func (b *builder) probeSignals() {
	for _, p := range b.m.Probes {
		out := &graph.Probe{Probe: p, Index: p.Slot.Index}
		switch s := &p.Slot; {
		case s.Connection != nil:
			b.connectionProbe(out)
		case s.Node != nil:
			out.Signal = b.node[s.Node]
		case s.Name == "spikes":
			out.Spikes = b.pop[s.Ensemble]
		default:
			out.Signal = b.ensembleSlot(p, b.pop[s.Ensemble])
			if s.Name == "encoders" || s.Name == "scaled_encoders" {
				out.Index = nil // the rows are picked already
			}
		}
		if out.Signal == nil && out.Spikes == nil && out.Link == nil {
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
		return b.decodedValue("probe "+p.Name, pop, p.Decoders, p.At)
	case "neurons":
		return pop.Output
	case "input":
		return pop.Input
	case "current":
		return pop.Current
	case "gain":
		return b.constant("probe "+p.Name+".gain", pop.N, 1, pop.GainRow)
	case "bias":
		return b.constant("probe "+p.Name+".bias", pop.N, 1, pop.BiasRow)
	case "encoders", "scaled_encoders":
		return b.encoderProbe(p, pop)
	default:
		for i, st := range pop.Neurons.States() {
			if st.Name == name {
				return pop.States[i]
			}
		}
	}
	panic("nefc: build: no slot " + p.Slot.Name)
}

// encoderProbe records whole rows of the encoders.
func (b *builder) encoderProbe(p *model.Probe, pop *graph.Population) *graph.Signal {
	if p.Slot.Name == "scaled_encoders" && p.Slot.Index == nil {
		return pop.EncoderSignal
	}
	if b.encodersLearn(pop.Ensemble) {
		b.err(diag.NotYetSupported, p.At, "nefc does not support `%s` of a population whose encoders learn yet", p.Slot.Text).
			WithHelp("`probe %s.scaled_encoders` records them whole", pop.Name)
		return nil
	}
	rows := pop.EncoderRows
	if p.Slot.Name == "scaled_encoders" {
		rows = pop.Scaled
	}
	index := p.Slot.Index
	if index == nil {
		return b.constant("probe "+p.Name+".rows", pop.N, pop.Dims, rows)
	}
	var picked []float64
	for _, i := range index {
		picked = append(picked, rows[i*pop.Dims:(i+1)*pop.Dims]...)
	}
	return b.constant("probe "+p.Name+".rows", len(index), pop.Dims, picked)
}

// connectionProbe records what a connection or its rule holds.
func (b *builder) connectionProbe(out *graph.Probe) {
	s := &out.Slot
	conn := s.Connection
	link := b.link[conn]
	switch s.Name {
	case "output":
		out.Signal = b.output[conn]
	case "post_filtered":
		if link != nil {
			out.Signal = link.PostRates
		}
		for _, r := range b.g.Encoders {
			if r.Connection == conn {
				out.Signal = r.PostRates
			}
		}
	case "scaled_encoders":
		out.Signal = b.pop[conn.Post.Ensemble].EncoderSignal
	case "theta":
		out.Signal = link.Theta
	case "weights", "delta", "inv_gamma":
		out.Link = link
	case "error":
		out.Signal = link.Error
	case "activities":
		out.Signal = link.Activities
	}
}
