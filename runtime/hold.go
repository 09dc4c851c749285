package runtime

import (
	"slices"

	"github.com/nefc/nefc/compiler/program"
)

// HoldState is whether a node is held, and at what.
type HoldState struct {
	On     bool
	Values []float64
}

// hold is a node that may be held: others read y, which is what it computes, x, or what
// it is held at.
type hold struct {
	HoldState
	y []float64
}

func newHolds(s *Sim) []hold {
	out := make([]hold, len(s.p.Holds))
	for i := range out {
		y := s.at(s.p.Holds[i].Y)
		out[i] = hold{HoldState{Values: make([]float64, len(y))}, y}
	}
	return out
}

// pass is the instruction.
func (h *hold) pass(y, x []float64) {
	if h.On {
		x = h.Values
	}
	copy(y, x)
}

// Hold holds a node at values from the next step on; those of nil are what it was in the
// last step.
func (s *Sim) Hold(i int, values []float64) {
	h := &s.holds[i]
	if values == nil {
		values = h.y
	}
	h.On = true
	copy(h.Values, values)
}

// Release lets a node go that was held: it is what it would be if it had never been.
func (s *Sim) Release(i int) { s.holds[i].On = false }

// Held are all nodes that may be held, as they are held now.
func (s *Sim) Held() []HoldState {
	out := make([]HoldState, len(s.holds))
	for i, h := range s.holds {
		out[i] = HoldState{h.On, slices.Clone(h.Values)}
	}
	return out
}

// SetHeld holds a node as it was held.
func (s *Sim) SetHeld(i int, as HoldState) {
	s.holds[i].On = as.On
	copy(s.holds[i].Values, as.Values)
}

// held takes over what is held, of nodes of the same name and size.
func (t *takeover) held() {
	here := numbers(t.s.p.Holds, func(h *program.Held) string { return h.Name })
	for i, h := range t.from.p.Holds {
		if k, ok := here[h.Name]; ok && t.s.p.Holds[k].Y.Len == h.Y.Len {
			t.mine.Holds[k] = t.theirs.Holds[i]
		}
	}
}
