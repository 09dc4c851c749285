package watches

import (
	"fmt"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/synapses"
)

// values tells what an analysis is in each step, behind a synapse if one is given: as a
// probe with that synapse would, a step late.
type values struct {
	sampled // its state is that of the synapse
	of      string
	names   []string
	measure events.Measure
	a       float64 // of the synapse; 0 for none
}

func newValues(s Source, w *Watch) (View, error) {
	x := s.Analysis(w.Of)
	if x.Form != analyses.Samples {
		return nil, refusal.Rangef("`%s` is not a value of each step", w.Of)
	}
	v := &values{sampled{newBins(x.D, s.Dt(), w.Window, w.Points, w.Exact), make([]float64, x.D)}, w.Of, x.Names, x.Measure, 0}
	tau, err := timeConstant(w.Synapse)
	if err != nil || tau == 0 {
		return v, err
	}
	f, err := synapses.Lowpass{Tau: tau}.Discretize(s.Dt())
	if err == nil && f.Order() == 1 {
		v.a = f.A[0]
	}
	return v, err
}

func (v *values) Info() Info {
	names := v.names
	for i := len(names); i < v.bins.width; i++ {
		name := v.of
		if v.bins.width > 1 {
			name = fmt.Sprintf("%s[%d]", v.of, i)
		}
		names = append(names, name)
	}
	return Info{Names: names, Label: v.measure.Label, Unit: v.measure.Unit}
}

func (v *values) Take(b *Batch) {
	x, err := b.Value(v.of)
	if err != nil {
		return
	}
	for k, t := range x.T {
		row := x.Row(k)
		if v.a == 0 {
			v.bins.add(t, row)
			continue
		}
		v.bins.add(t, v.state)
		kernels.Lowpass(v.state, v.a, row)
	}
}
