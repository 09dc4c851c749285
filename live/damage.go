package live

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/session"
)

// Lesion silences neurons of an ensemble, or of the members of an array: those that are
// listed, or the first share of them.
func (s *Session) Lesion(population string, neurons []int, share float64) error {
	if neurons != nil && len(neurons) == 0 {
		return &Range{fmt.Sprintf("which neurons of `%s`? the list is empty", population)}
	}
	neurons = slices.Compact(slices.Sorted(slices.Values(neurons)))
	e := &events.Lesion{Populations: s.populations(population), Neurons: neurons}
	if e.Populations == nil {
		return unknown(population, "population", s.populationNames())
	}
	if err := session.MayBeShare(share); err != nil {
		return err
	}
	text := "lesion " + population + by(share)
	if neurons != nil {
		if n := s.Program().Populations[e.Populations[0]].N; len(e.Populations) > 1 || neurons[0] < 0 || neurons[len(neurons)-1] >= n {
			return &Range{fmt.Sprintf("neurons are those of one ensemble, of `%s` from 0 to %d", population, n-1)}
		}
		text = "lesion " + population + listed(neurons)
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
		return &Range{fmt.Sprintf("`%s` is a decoded wire and has no synapses of which a part could be cut; its source can lose neurons", connection)}
	}
	return s.act("cut "+connection+by(share), func(s *Session) error {
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
		return &Range{"what is healed? a population, a connection, or all"}
	}
	for _, name := range what {
		if _, ok := s.healing(name); !ok {
			return unknown(name, "population or connection", append(s.populationNames(), s.linkNames()...))
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
	i, err := s.link(name)
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

// by writes a share as a model has it; nothing for all.
func by(share float64) string {
	if share == 1 {
		return ""
	}
	return " by " + number(share)
}

// listed writes neurons as an index.
func listed[N int | int32](neurons []N) string {
	var out []string
	for _, i := range neurons {
		out = append(out, fmt.Sprint(i))
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// injure lets an event happen that damages or heals.
func (c *cursor) injure(s *Session, e events.Event) error {
	before := s.sim.Damage()
	switch e := e.(type) {
	case *events.Lesion:
		share, err := s.sim.Share(e.By)
		if err != nil {
			return err
		}
		s.sim.Lose(e, share)
	case *events.Cut:
		share, err := s.sim.Share(e.By)
		if err != nil {
			return err
		}
		if err := s.sim.Cut(e.Link, share); err != nil {
			return err
		}
	case *events.Heal:
		s.sim.Heal(e)
	}
	c.noteDamage(s, before)
	return nil
}

// noteDamage logs what is lost now and was not, and what is back.
func (c *cursor) noteDamage(s *Session, before runtime.Damage) {
	p, now := s.Program(), s.sim.Damage()
	for i, lost := range now.Lost {
		switch {
		case slices.Equal(lost, before.Lost[i]):
		case len(lost) == 0:
			c.note(s, "heal "+p.Populations[i].Name)
		default:
			c.note(s, "lesion "+p.Populations[i].Name+listed(lost))
		}
	}
	for i, n := range now.Cut {
		switch {
		case n == before.Cut[i]:
		case n == 0:
			c.note(s, "heal "+p.Links[i].Name)
		default:
			c.note(s, "cut "+p.Links[i].Name+by(float64(n)/float64(s.sim.Synapses(i))))
		}
	}
}
