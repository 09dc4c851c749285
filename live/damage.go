package live

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/live/script"
	"github.com/nefc/nefc/runtime/session"
)

// Lesion silences neurons of an ensemble, or of the members of an array: those that are
// listed, or the first share of them.
func (s *Session) Lesion(population string, neurons []int, share float64) error {
	if neurons != nil && len(neurons) == 0 {
		return refusal.Rangef("which neurons of `%s`? the list is empty", population)
	}
	neurons = slices.Compact(slices.Sorted(slices.Values(neurons)))
	e := &events.Lesion{Populations: s.populations(population), Neurons: neurons}
	if e.Populations == nil {
		return refusal.Name(population, "population", s.populationNames())
	}
	if err := session.MayBeShare(share); err != nil {
		return err
	}
	text := "lesion " + population + script.Share(share)
	if neurons != nil {
		if n := s.Program().Populations[e.Populations[0]].N; len(e.Populations) > 1 || neurons[0] < 0 || neurons[len(neurons)-1] >= n {
			return refusal.Rangef("neurons are those of one ensemble, of `%s` from 0 to %d", population, n-1)
		}
		text = "lesion " + population + script.Index(neurons)
	}
	return s.act(text, func(s *Session) error {
		e := *e
		e.Populations = s.populations(population)
		s.sim.Lose(&e, share)
		return nil
	})
}

// Cut cuts the first share of the synapses of a connection.
func (s *Session) Cut(connection string, share float64) error {
	i, err := s.changed(connection)
	if err != nil {
		return err
	}
	if err := session.MayBeShare(share); err != nil {
		return err
	}
	if share < 1 && s.Program().Links[i].Gains == nil {
		return refusal.Rangef("`%s` is a decoded wire and has no synapses of which a part could be cut; its source can lose neurons", connection)
	}
	return s.act("cut "+connection+script.Share(share), func(s *Session) error {
		i, err := s.changed(connection)
		if err != nil {
			return err
		}
		return s.sim.Cut(i, share)
	})
}

// Heal brings back neurons and synapses: those of populations and connections, or of all.
func (s *Session) Heal(what ...string) error {
	if len(what) == 0 {
		return refusal.Rangef("what is healed? a population, a connection, or all")
	}
	for _, name := range what {
		if _, ok := s.healing(name); !ok {
			return refusal.Name(name, "population or connection", append(s.populationNames(), s.linkNames()...))
		}
	}
	return s.act("heal "+strings.Join(what, ", "), func(s *Session) error {
		for _, name := range what {
			if e, ok := s.healing(name); ok {
				s.sim.Heal(e)
			}
		}
		return nil
	})
}

// healing is the event that heals something of a name.
func (s *Session) healing(name string) (*events.Heal, bool) {
	if name == "all" {
		return &events.Heal{All: true}, true
	}
	if populations := s.populations(name); populations != nil {
		return &events.Heal{Populations: populations}, true
	}
	i, err := refusal.Link(s.Program(), name)
	return &events.Heal{Links: []int{i}}, err == nil
}

// populations are the numbers of an ensemble, or of the members of an array.
func (s *Session) populations(name string) (out []int) {
	array := map[string]bool{}
	for _, e := range s.c.Model.Ensembles {
		if e.Array == name {
			array[e.Name] = true
		}
	}
	for i, p := range s.Program().Populations {
		if p.Name == name || array[p.Name] {
			out = append(out, i)
		}
	}
	return out
}

func (s *Session) populationNames() (out []string) {
	for _, p := range s.Program().Populations {
		out = append(out, p.Name)
	}
	return out
}

// Damage is what is lost now: which share of the neurons of populations, and of the synapses
// of connections, by name.
func (s *Session) Damage() map[string]float64 {
	out := map[string]float64{}
	p, d := s.Program(), s.sim.Damage()
	for i, lost := range d.Lost {
		if len(lost) > 0 {
			out[p.Populations[i].Name] = float64(len(lost)) / float64(p.Populations[i].N)
		}
	}
	for i, cut := range d.Cut {
		if cut > 0 {
			out[p.Links[i].Name] = float64(cut) / float64(s.sim.Synapses(i))
		}
	}
	return out
}
