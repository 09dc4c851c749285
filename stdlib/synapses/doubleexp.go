package synapses

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/stdlib/catalog"
)

// DoubleExp is two first-order filters one after the other, 1/((rise·s + 1)·
// (fall·s + 1)): a current that rises with one time constant (s) and falls with
// the other. With equal ones it is Alpha.
//
// Source: Destexhe, Mainen & Sejnowski (1994), J. Computational Neuroscience 1.
type DoubleExp struct{ Rise, Fall float64 }

var doubleExpEntry = catalog.Entry[Synapse]{
	Name: "double_exp", Doc: "second-order filter 1/((rise·s + 1)·(fall·s + 1))", Source: "Destexhe, Mainen & Sejnowski (1994)",
	Params: []catalog.Param{
		{Name: "rise", Unit: catalog.Time, Required: true, Check: catalog.NotNegative, Doc: "time constant of the rise"},
		{Name: "fall", Unit: catalog.Time, Default: 0.005, Check: catalog.NotNegative, Doc: "time constant of the fall"},
	},
	New: func(v catalog.Values) (Synapse, error) { return DoubleExp{v["rise"], v["fall"]}, nil },
}

// Discretize holds the input over each step; a time constant of 0 leaves a
// lowpass.
func (d DoubleExp) Discretize(dt float64) (Filter, error) {
	if d.Rise == 0 || d.Fall == 0 {
		return Lowpass{Tau: d.Rise + d.Fall}.Discretize(dt)
	}
	mean := math.Sqrt(d.Rise) * math.Sqrt(d.Fall)
	return discretizeIn(mean, []float64{1}, []float64{1, d.Rise/mean + d.Fall/mean, 1}, "", dt)
}

// String writes double_exp(rise, fall).
func (d DoubleExp) String() string { return fmt.Sprintf("double_exp(%gs, %gs)", d.Rise, d.Fall) }
