package run

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
)

// Choose is the experiment of that name, or all of a model for "".
func Choose(m *model.Model, name string) ([]*model.Experiment, error) {
	if name == "" {
		return m.Experiments, nil
	}
	if e := m.Experiment(name); e != nil {
		return []*model.Experiment{e}, nil
	}
	var names []string
	for _, e := range m.Experiments {
		names = append(names, e.Name)
	}
	return nil, fmt.Errorf("there is no experiment %q; the model has %s", name, strings.Join(names, ", "))
}

// Conflict is a param, or the seed, that options give and an experiment decides too:
// what the options say would be ignored.
type Conflict struct {
	Experiment string
	Param      string // "" for the seed
	Value      string // that the options give
}

// FindConflict returns the first conflict of options with experiments; nil if there is
// none.
func FindConflict(opts compiler.Options, experiments []*model.Experiment) *Conflict {
	for _, e := range experiments {
		for _, sweep := range e.Sweeps {
			if value, ok := opts.Set[sweep.Param]; ok {
				return &Conflict{e.Name, sweep.Param, value}
			}
		}
		if e.Seeds != nil && opts.Seed != nil {
			return &Conflict{Experiment: e.Name, Value: fmt.Sprint(*opts.Seed)}
		}
	}
	return nil
}
