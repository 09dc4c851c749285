package session

import (
	"fmt"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/runtime"
)

// NoShare is a number that is no share of neurons or synapses.
type NoShare struct{ Share float64 }

// Error says which are.
func (e *NoShare) Error() string {
	return fmt.Sprintf("a share lies from 0 to 1, and is %g here", e.Share)
}

// MayBeShare refuses what is no share.
func MayBeShare(share float64) error {
	if share >= 0 && share <= 1 {
		return nil
	}
	return &NoShare{share}
}

// Share is the share that an event says, of params as they are; all, if it says none.
func (s *Session) Share(by *code.Expr) (float64, error) {
	if by == nil {
		return 1, nil
	}
	share := s.Value(by)
	return share, MayBeShare(share)
}

// Lose lets a lesion happen, of a share of each population or of the neurons that it lists.
func (s *Session) Lose(e *events.Lesion, share float64) {
	for _, pop := range e.Populations {
		if e.Neurons == nil {
			s.LesionShare(pop, share)
			continue
		}
		var lost []int32
		for _, i := range e.Neurons {
			lost = append(lost, int32(i))
		}
		s.Lesion(pop, lost)
	}
}

// Heal brings back what an event says.
func (s *Session) Heal(e *events.Heal) {
	if e.All {
		s.HealAll()
	}
	for _, pop := range e.Populations {
		s.Lesion(pop, nil)
	}
	for _, link := range e.Links {
		s.Sim.Cut(link, 0)
	}
}

// Mend ends what lesions, cuts and healing of the block of a phase did for its time: their
// populations and links are without what they were without before.
func (s *Session) Mend(block []events.Event, before runtime.Damage) {
	populations, links := damaged(block, before)
	for _, i := range populations {
		s.Lesion(i, before.Lost[i])
	}
	for _, i := range links {
		s.CutFirst(i, before.Cut[i])
	}
}

// damaged lists the populations and links that lesions, cuts and healing among events
// name; to heal all may name any.
func damaged(block []events.Event, before runtime.Damage) (populations, links []int) {
	for _, e := range block {
		switch e := e.(type) {
		case *events.Lesion:
			populations = append(populations, e.Populations...)
		case *events.Cut:
			links = append(links, e.Link)
		case *events.Heal:
			populations, links = append(populations, e.Populations...), append(links, e.Links...)
			for i := range before.Lost {
				if e.All {
					populations = append(populations, i)
				}
			}
			for i := range before.Cut {
				if e.All {
					links = append(links, i)
				}
			}
		}
	}
	return populations, links
}
