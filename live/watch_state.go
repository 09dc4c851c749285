package live

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/stdlib/analyses"
)

// state tells a variable of some neurons, as a.voltage: of those asked for, or of one
// excitatory, one inhibitory and one in the middle.
type state struct {
	sampled
	of    string
	index []int
	row   []float64
}

func newState(s *Session, w *Watch) (view, error) {
	x := s.analysisOf(w.Of)
	if x.Form != analyses.Samples {
		return nil, &Range{fmt.Sprintf("`%s` is not a variable of neurons", w.Of)}
	}
	v := &state{of: w.Of, index: w.Index}
	for _, i := range v.index {
		if i < 0 || i >= x.D {
			return nil, &Range{fmt.Sprintf("`%s` has %d neurons, none is %d", w.Of, x.D, i)}
		}
	}
	if v.index == nil {
		v.index = s.someNeurons(strings.Split(w.Of, ".")[0], x.D)
	}
	v.row = make([]float64, len(v.index))
	v.bins = newBins(len(v.index), s.dt, w.Window, w.Points, w.Exact)
	return v, nil
}

// someNeurons are three of n: the first of each sign, and one in the middle.
func (s *Session) someNeurons(ensemble string, n int) []int {
	out := []int{0}
	i, err := s.population(ensemble)
	if err != nil {
		return out
	}
	for j, sign := range s.Program().Populations[i].Signs {
		if sign < 0 {
			out = append(out, j)
			break
		}
	}
	if n > 2 {
		out = append(out, n/2)
	}
	return out
}

func (v *state) info() Info {
	var names []string
	for _, i := range v.index {
		names = append(names, fmt.Sprintf("%s[%d]", v.of, i))
	}
	return Info{Names: names}
}

func (v *state) take(b *batch) {
	x, err := b.value(v.of)
	if err != nil {
		return
	}
	for k, t := range x.T {
		row := x.Row(k)
		for j, i := range v.index {
			v.row[j] = row[i]
		}
		v.bins.add(t, v.row)
	}
}
