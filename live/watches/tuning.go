package watches

import (
	"fmt"

	"github.com/nefc/nefc/live/refusal"
)

// mostCurves is how many tuning curves are told at most.
const mostCurves = 200

// tuningPoints is at how many values a curve is told.
const tuningPoints = 61

// tuningFilter is the time constant (s) of the filter of its value.
const tuningFilter = 0.02

// tuning tells the tuning curves of an ensemble once, along its first dimension, and then
// its decoded value.
type tuning struct {
	*values
	about Info
}

func asksTuning(s Source, w *Watch) ([]string, error) {
	spikes, err := asksSpikes(s, w)
	return append(spikes[:0], w.Of), err
}

func newTuning(s Source, w *Watch) (View, error) {
	i, err := refusal.Population(s.Program(), w.Of)
	if err != nil {
		return nil, err
	}
	p := &s.Program().Populations[i]
	value, err := newValues(s, &Watch{Of: w.Of, Synapse: fmt.Sprintf("%gs", tuningFilter), Window: w.Window, Points: w.Points, Exact: w.Exact})
	if err != nil {
		return nil, err
	}
	of := value.(*values)
	v := &tuning{values: of, about: Info{Names: of.Info().Names, Unit: "Hz", Rows: p.N}}
	for k := range tuningPoints {
		v.about.X = append(v.about.X, p.Radius*(2*float64(k)/(tuningPoints-1)-1))
	}
	order := preferredOrder(p)
	n := min(len(order), mostCurves)
	J, r := make([]float64, p.N), make([]float64, p.N)
	v.about.Curves = make([][]float64, n)
	for _, x := range v.about.X {
		for j := range J {
			J[j] = p.Bias[j] + p.Scaled[j*p.Dims]*x
		}
		p.Neurons.Rates(J, r)
		for c := range n {
			v.about.Curves[c] = append(v.about.Curves[c], r[order[c*len(order)/n]])
		}
	}
	for c := range n {
		v.about.Order = append(v.about.Order, order[c*len(order)/n])
	}
	v.about.Excite = exciting(p, v.about.Order)
	return v, nil
}

func (v *tuning) Info() Info { return v.about }
