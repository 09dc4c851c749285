package conductances

import (
	"math"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/neurons"
)

// OutOfReach says that neurons cannot be brought to a rate (Hz), which takes a current J, by
// conductances.
func OutOfReach(e *model.Ensemble, rate, J float64, h neurons.H) *diag.Diagnostic {
	at := e.At
	if e.MaxRates != nil && e.MaxRates.At != (diag.Span{}) {
		at = e.MaxRates.At
	}
	most := []float64{0}
	e.Neurons.Rates([]float64{h.Most()}, most)
	return diag.New(diag.OutOfReach, at, "%.3g Hz of `%s` take a current of %.3g, and its dendrites pass %.3g at most", rate, e.Name, J, h.Most()).
		WithHelp("rates up to %.0f Hz are well within reach: lower `max_rates`, or a larger `g_couple`", 5*math.Floor(wellWithin*most[0]/5))
}

// wellWithin is which part of the highest rate is offered instead of one that is out of reach:
// H is fitted to the rates that are asked for, and changes with them by some hundredths.
const wellWithin = 0.9
