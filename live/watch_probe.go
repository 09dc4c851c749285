package live

import (
	"cmp"
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/stdlib/synapses"
)

// recorded tells what a probe of the model records: every sample, as a run writes it.
type recorded struct {
	s     *Session
	probe program.Probe
	first float64 // s, of the first sample since the last pull; NaN for none
	data  []float64
	steps []uint32 // of spikes, after the first
	who   []uint32
}

// asksProbe demands a probe. It is in the program already.
func asksProbe(s *Session, w *Watch) ([]string, error) {
	_, err := s.probe(w.Of)
	return nil, err
}

func newRecorded(s *Session, w *Watch) (view, error) {
	i, err := s.probe(w.Of)
	if err != nil {
		return nil, err
	}
	return &recorded{s: s, probe: s.Program().Probes[i], first: math.NaN()}, nil
}

// Probes are those that the model writes, with how they are told.
func (s *Session) Probes() (out []Info) {
	for i := range s.Program().Probes {
		if p := &s.Program().Probes[i]; !p.Implicit {
			about := infoOf(p, s.dt)
			about.Tau = s.tauOf(p.Name)
			out = append(out, about)
		}
	}
	return out
}

// tauOf is the time constant of the lowpass of a probe; 0 without.
func (s *Session) tauOf(probe string) float64 {
	for _, p := range s.c.Model.Probes {
		if low, ok := p.Synapse.(synapses.Lowpass); ok && p.Name == probe {
			return low.Tau
		}
	}
	return 0
}

func infoOf(p *program.Probe, dt float64) Info {
	return Info{Names: []string{p.Name}, Shape: append([]int{}, p.Shape...), Every: cmp.Or(p.Every, dt), Spikes: p.Spikes >= 0}
}

// probe is the number of a probe that the model writes.
func (s *Session) probe(name string) (int, error) {
	var names []string
	for i, p := range s.Program().Probes {
		if p.Name == name && !p.Implicit {
			return i, nil
		}
		if !p.Implicit {
			names = append(names, p.Name)
		}
	}
	return 0, unknown(name, "probe", names)
}

func (v *recorded) info() Info { return infoOf(&v.probe, v.s.dt) }

func (v *recorded) take(b *batch) {
	i, err := v.s.probe(v.probe.Name)
	if err != nil {
		return
	}
	r := &b.phase.Records[i]
	if len(r.T) == 0 {
		return
	}
	if math.IsNaN(v.first) {
		v.first = r.T[0]
	}
	v.data = append(v.data, r.Data...)
	for k, neuron := range r.Spike {
		v.steps = append(v.steps, uint32(math.Round((r.T[k]-v.first)/v.s.dt)))
		v.who = append(v.who, uint32(neuron))
	}
}

func (v *recorded) pull(bool) *Frame {
	if math.IsNaN(v.first) {
		return nil
	}
	f := &Frame{Kind: Values, T: v.first, Every: cmp.Or(v.probe.Every, v.s.dt), Width: v.probe.Size, Exact: true}
	if v.probe.Spikes >= 0 {
		f.Kind, f.Every, f.N, f.Steps, f.Neuron = Events, v.s.dt, len(v.steps), v.steps, v.who
		v.steps, v.who = nil, nil
	} else {
		f.N, f.Values = len(v.data)/max(1, v.probe.Size), slices.Clone(v.data)
		v.data = v.data[:0]
	}
	v.first = math.NaN()
	return f
}
