package live

import (
	"fmt"
	"slices"

	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/synapses"
)

// values tells what an analysis is in each step, behind a synapse if one is given: as a
// probe with that synapse would, a step late.
type values struct {
	of    string
	names []string
	bins  bins
	a     float64 // of the synapse; 0 for none
	y     []float64
}

func newValues(s *Session, w *Watch) (view, error) {
	x := s.analysisOf(w.Of)
	if x.Form != analyses.Samples {
		return nil, &Range{fmt.Sprintf("`%s` is not a value of each step", w.Of)}
	}
	v := &values{of: w.Of, names: x.Names, bins: newBins(x.D, s.dt, w.Window, w.Points, w.Exact), y: make([]float64, x.D)}
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

// carriedValues is what values carry: the state of the synapse, and a bin.
type carriedValues struct {
	y    []float64
	bins bins
}

func (v *values) carry() any { return carriedValues{slices.Clone(v.y), v.bins.carry()} }

func (v *values) resume(from any) {
	clear(v.y)
	v.bins.cut()
	if c, ok := from.(carriedValues); ok {
		copy(v.y, c.y)
		v.bins.resume(c.bins)
	}
}

func (v *values) pass(b *batch) {
	v.take(b)
	v.bins.pull()
}

func (v *values) cut() { v.bins.cut() }

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
		v.bins.add(t, v.y)
		kernels.Lowpass(v.y, v.a, row)
	}
}

func (v *values) pull(bool) *Frame { return v.bins.pull() }
