package synapses

import (
	"fmt"

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
func (d DoubleExp) Discretize(dt float64) Filter {
	if d.Rise == 0 || d.Fall == 0 {
		return Lowpass{d.Rise + d.Fall}.Discretize(dt)
	}
	return LinearFilter{Num: []float64{1}, Den: []float64{d.Rise * d.Fall, d.Rise + d.Fall, 1}, Analog: true}.Discretize(dt)
}

// String writes double_exp(rise, fall).
func (d DoubleExp) String() string { return fmt.Sprintf("double_exp(%gs, %gs)", d.Rise, d.Fall) }
