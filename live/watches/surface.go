package watches

import (
	"fmt"

	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/runtime/tuned"
)

// newSurface tells once how fast a neuron of an ensemble fires at constant conductances.
func newSurface(s Source, w *Watch) (View, error) {
	i, err := refusal.Population(s.Program(), w.Of)
	if err != nil {
		return nil, err
	}
	of := tuned.Over(&s.Program().Populations[i], s.Dt())
	if of == nil {
		return nil, refusal.Rangef("neurons of `%s` have no conductances", w.Of)
	}
	v := once{Info{Unit: "Hz", X: of.X, Y: of.Y}}
	v.about.Names = []string{fmt.Sprintf("%s (%s)", of.Exc.Name, of.Exc.Unit), fmt.Sprintf("%s (%s)", of.Inh.Name, of.Inh.Unit)}
	for k := range of.Y {
		v.about.Curves = append(v.about.Curves, of.Rates[k*len(of.X):(k+1)*len(of.X)])
	}
	return v, nil
}
