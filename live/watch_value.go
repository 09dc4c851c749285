package live

import (
	"fmt"

	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/synapses"
)

// values tells what an analysis is in each step, behind a synapse if one is given: as a
// probe with that synapse would, a step late.
type values struct {
	sampled // its state is that of the synapse
	of      string
	names   []string
	a       float64 // of the synapse; 0 for none
}

func newValues(s *Session, w *Watch) (view, error) {
	x := s.analysisOf(w.Of)
	if x.Form != analyses.Samples {
		return nil, &Range{fmt.Sprintf("`%s` is not a value of each step", w.Of)}
	}
	v := &values{sampled{newBins(x.D, s.dt, w.Window, w.Points, w.Exact), make([]float64, x.D)}, w.Of, x.Names, 0}
	tau, err := timeConstant(w.Synapse)
	if err != nil || tau == 0 {
		return v, err
	}
	f, err := synapses.Lowpass{Tau: tau}.Discretize(s.dt)
	if err == nil && f.Order() == 1 {
		v.a = f.A[0]
	}
	return v, err
}

func (v *values) info() Info {
	names := v.names
	for i := len(names); i < v.bins.width; i++ {
		name := v.of
		if v.bins.width > 1 {
			name = fmt.Sprintf("%s[%d]", v.of, i)
		}
		names = append(names, name)
	}
	return Info{Names: names}
}

func (v *values) take(b *batch) {
	x, err := b.value(v.of)
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
