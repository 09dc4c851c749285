package watches

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/stdlib/analyses"
)

// state tells a variable of some neurons, as a.voltage: of those asked for, or of one
// excitatory, one inhibitory and one in the middle.
type state struct {
	sampled
	of      string
	measure events.Measure
	index   []int
	row     []float64
}

func newState(s Source, w *Watch) (View, error) {
	x := s.Analysis(w.Of)
	if x.Form != analyses.Samples {
		return nil, refusal.Rangef("`%s` is not a variable of neurons", w.Of)
	}
	v := &state{of: w.Of, measure: x.Measure, index: w.Index}
	for _, i := range v.index {
		if i < 0 || i >= x.D {
			return nil, refusal.Rangef("`%s` has %d neurons, none is %d", w.Of, x.D, i)
		}
	}
	if len(v.index) == 0 {
		v.index = someNeurons(s, strings.Split(w.Of, ".")[0], x.D)
	}
	v.row = make([]float64, len(v.index))
	v.bins = newBins(len(v.index), s.Dt(), w.Window, w.Points, w.Exact)
	return v, nil
}

// someNeurons are three of n: the first of each sign, and one in the middle.
func someNeurons(s Source, ensemble string, n int) []int {
	out := []int{0}
	i, err := refusal.Population(s.Program(), ensemble)
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

func (v *state) Info() Info {
	var names []string
	for _, i := range v.index {
		names = append(names, fmt.Sprintf("%s[%d]", v.of, i))
	}
	return Info{Names: names, Label: v.measure.Label, Unit: v.measure.Unit}
}

func (v *state) Take(b *Batch) {
	x, err := b.Value(v.of)
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
