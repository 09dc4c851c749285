package live

import (
	"fmt"

	"github.com/nefc/nefc/runtime/tuned"
)

// surface tells once how fast a neuron of an ensemble fires at constant conductances.
type surface struct{ about Info }

func newSurface(s *Session, w *Watch) (view, error) {
	i, err := s.population(w.Of)
	if err != nil {
		return nil, err
	}
	of := tuned.Over(&s.Program().Populations[i], s.dt)
	if of == nil {
		return nil, &Range{fmt.Sprintf("neurons of `%s` have no conductances", w.Of)}
	}
	v := &surface{Info{Unit: "Hz", X: of.X, Y: of.Y}}
	v.about.Names = []string{fmt.Sprintf("%s (%s)", of.Exc.Name, of.Exc.Unit), fmt.Sprintf("%s (%s)", of.Inh.Name, of.Inh.Unit)}
	for k := range of.Y {
		v.about.Curves = append(v.about.Curves, of.Rates[k*len(of.X):(k+1)*len(of.X)])
	}
	return v, nil
}

func (v *surface) info() Info { return v.about }

func (v *surface) take(*batch) {}

func (v *surface) pull(bool) *Frame { return nil }
