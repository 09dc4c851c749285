package following

import (
	"slices"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/live/script"
	"github.com/nefc/nefc/runtime"
)

// injure lets an event happen that damages or heals.
func (c *Cursor) injure(h Host, e events.Event) error {
	before := h.Sim().Damage()
	switch e := e.(type) {
	case *events.Lesion:
		share, err := h.Sim().Share(e.By)
		if err != nil {
			return err
		}
		h.Sim().Lose(e, share)
	case *events.Cut:
		share, err := h.Sim().Share(e.By)
		if err != nil {
			return err
		}
		if err := h.Sim().Cut(e.Link, share); err != nil {
			return err
		}
	case *events.Heal:
		h.Sim().Heal(e)
	}
	c.noteDamage(h, before)
	return nil
}

// noteDamage logs what is lost now and was not, and what is back.
func (c *Cursor) noteDamage(h Host, before runtime.Damage) {
	p, now := h.Program(), h.Sim().Damage()
	for i, lost := range now.Lost {
		switch {
		case slices.Equal(lost, before.Lost[i]):
		case len(lost) == 0:
			h.Note("heal " + p.Populations[i].Name)
		default:
			h.Note("lesion " + p.Populations[i].Name + script.Index(lost))
		}
	}
	for i, n := range now.Cut {
		switch {
		case n == before.Cut[i]:
		case n == 0:
			h.Note("heal " + p.Links[i].Name)
		default:
			h.Note("cut " + p.Links[i].Name + script.Share(float64(n)/float64(h.Sim().Synapses(i))))
		}
	}
}
