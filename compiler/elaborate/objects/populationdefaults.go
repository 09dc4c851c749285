package objects

import (
	"fmt"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/neurons"
)

// populationDefaults are the arrays of a population that gives none. Populations
// of one size share them: a model may have tens of thousands.
type populationDefaults struct {
	maxRates, intercepts, evalPoints *model.Array
	initial                          map[string]*model.Array // of the default neurons
}

// populationSize is what the defaults depend on.
type populationSize struct{ neurons, dims int }

func (c *Objects) populationDefaults(e *model.Ensemble) *populationDefaults {
	size := populationSize{e.N, e.Dims}
	d := c.unsaid[size]
	if d == nil {
		lo, hi := neurons.DefaultMaxRates(c.DefaultNeurons())
		d = &populationDefaults{
			maxRates:   ratesBetween(lo, hi, e.N),
			intercepts: &model.Array{Dist: dists.Uniform{Lo: -1, Hi: 0.9}, Rows: e.N, Cols: 1, Text: "-1..0.9"},
			evalPoints: ballOfPoints(max(min(max(500*e.Dims, 750), 2500), 2*e.N), e.Dims),
			initial:    defaultStates(c.DefaultNeurons(), e.N),
		}
		c.unsaid[size] = d
	}
	return d
}

// defaultMaxRates are those of a population that gives none.
func (c *Objects) defaultMaxRates(e *model.Ensemble) *model.Array {
	shared := c.populationDefaults(e).maxRates
	if e.Neurons == c.DefaultNeurons() {
		return shared
	}
	lo, hi := neurons.DefaultMaxRates(e.Neurons)
	if own := ratesBetween(lo, hi, e.N); own.Text != shared.Text {
		return own
	}
	return shared
}

func ratesBetween(lo, hi float64, n int) *model.Array {
	return &model.Array{Dist: dists.Uniform{Lo: lo, Hi: hi}, Rows: n, Cols: 1, Text: fmt.Sprintf("%g..%g", lo, hi)}
}

func ballOfPoints(n, dims int) *model.Array {
	return &model.Array{Dist: dists.ScatteredHypersphere{}, Rows: n, Cols: dims, Text: "ball"}
}

// initialStates are what the neurons of a population start from if nothing is given.
func (c *Objects) initialStates(e *model.Ensemble) map[string]*model.Array {
	if e.Neurons == c.DefaultNeurons() {
		return c.populationDefaults(e).initial
	}
	return defaultStates(e.Neurons, e.N)
}

func defaultStates(t neurons.Type, n int) map[string]*model.Array {
	initial := map[string]*model.Array{}
	for _, st := range t.States() {
		initial[st.Name] = &model.Array{Dist: st.Initial, Rows: n, Cols: 1, Text: st.Initial.String()}
	}
	return initial
}
