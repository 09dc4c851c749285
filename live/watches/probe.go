package watches

import (
	"cmp"
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/live/refusal"
)

// recorded tells what a probe of the model records: every sample, as a run writes it.
type recorded struct {
	s     Source
	probe program.Probe
	at    int     // of the probes of the program, when it was last looked for
	first float64 // s, of the first sample since the last pull; NaN for none
	data  []float64
	steps []uint32 // of spikes, after the first
	who   []uint32
}

// asksProbe demands a probe. It is in the program already.
func asksProbe(s Source, w *Watch) ([]string, error) {
	_, err := refusal.Probe(s.Program(), w.Of)
	return nil, err
}

func newRecorded(s Source, w *Watch) (View, error) {
	i, err := refusal.Probe(s.Program(), w.Of)
	if err != nil {
		return nil, err
	}
	return &recorded{s: s, probe: s.Program().Probes[i], first: math.NaN()}, nil
}

// ProbeInfo is what is said of a probe.
func ProbeInfo(p *program.Probe, dt float64) Info {
	return Info{Names: []string{p.Name}, Shape: append([]int{}, p.Shape...), Every: cmp.Or(p.Every, dt), Spikes: p.Spikes >= 0}
}

func (v *recorded) Info() Info { return ProbeInfo(&v.probe, v.s.Dt()) }

// find finds the probe where it was, or where another text has moved it.
func (v *recorded) find() bool {
	probes := v.s.Program().Probes
	if v.at < len(probes) && probes[v.at].Name == v.probe.Name && !probes[v.at].Implicit {
		return true
	}
	i, err := refusal.Probe(v.s.Program(), v.probe.Name)
	v.at = i
	return err == nil
}

func (v *recorded) Take(b *Batch) {
	if !v.find() {
		return
	}
	r := &b.Phase.Records[v.at]
	if len(r.T) == 0 {
		return
	}
	if math.IsNaN(v.first) {
		v.first = r.T[0]
	}
	v.data = append(v.data, r.Data...)
	for k, neuron := range r.Spike {
		v.steps = append(v.steps, uint32(math.Round((r.T[k]-v.first)/v.s.Dt())))
		v.who = append(v.who, uint32(neuron))
	}
}

func (v *recorded) Pull(bool) *Frame {
	if math.IsNaN(v.first) {
		return nil
	}
	f := &Frame{Kind: Values, T: v.first, Every: cmp.Or(v.probe.Every, v.s.Dt()), Width: v.probe.Size, Exact: true}
	if v.probe.Spikes >= 0 {
		f.Kind, f.Every, f.N, f.Steps, f.Neuron = Events, v.s.Dt(), len(v.steps), v.steps, v.who
		v.steps, v.who = nil, nil
	} else {
		f.N, f.Values = len(v.data)/max(1, v.probe.Size), slices.Clone(v.data)
		v.data = v.data[:0]
	}
	v.first = math.NaN()
	return f
}
