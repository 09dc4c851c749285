package live

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/live/script"
)

// Scale multiplies the weights of a connection.
func (s *Session) Scale(connection string, k float64) error {
	if k-k != 0 {
		return refusal.Rangef("weights are multiplied by a finite number")
	}
	i, err := s.changed(connection)
	if err != nil {
		return err
	}
	if k < 0 && s.Program().Links[i].Signs != nil {
		return refusal.Rangef("a factor of %g would turn every excitatory neuron of `%s` inhibitory", k, connection)
	}
	return s.act(fmt.Sprintf("scale %s by %s", connection, script.Number(k)), func(s *Session) error {
		i, err := s.changed(connection)
		if err != nil {
			return err
		}
		return s.sim.ScaleWeights(i, k)
	})
}

// Load replaces the weights of a connection by those of a table that lies in a file, as the
// model would name it. match demands that it belongs to these neurons.
func (s *Session) Load(connection, file string, t *weightfile.Table, match bool) error {
	i, err := s.changed(connection)
	if err != nil {
		return err
	}
	if err := s.inside().Belongs(i, t, match); err != nil {
		return err
	}
	link := &s.Program().Links[i]
	W := slices.Clone(t.In(link.Unit, link.Gains))
	return s.act(script.Load(connection, file, match, 1), func(s *Session) error {
		i, err := s.changed(connection)
		if err != nil {
			return err
		}
		return s.sim.LoadWeights(i, W)
	})
}

// Save is the weights of a connection as they are, as a table that Load takes.
func (s *Session) Save(connection string) (*weightfile.Table, error) {
	i, err := refusal.Link(s.Program(), connection)
	if err != nil {
		return nil, err
	}
	t := s.sim.Table(i, nil)
	t.Model, t.Experiment, t.SpecHash = filepath.Base(s.model.Path), s.model.Experiment, s.Program().SpecHash
	t.Phase = s.Phase().Name
	return t, nil
}

// changed is the number of a link whose weights may change: it is built so if it is not.
func (s *Session) changed(connection string) (int, error) {
	i, err := refusal.Link(s.Program(), connection)
	if err != nil {
		return 0, err
	}
	if !s.Program().Links[i].Kept {
		live := s.asking()
		live.Changed = append(live.Changed, connection)
		if err := s.relink(live); err != nil {
			return 0, err
		}
	}
	return s.Program().Link(connection)
}

func (s *Session) linkNames() (out []string) {
	for _, l := range s.Program().Links {
		out = append(out, l.Name)
	}
	return out
}
