package session

import (
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/runtime"
)

// Value evaluates an expression of params, as they are.
func (s *Session) Value(x *code.Expr) float64 {
	return x.Eval(&code.Env{T: s.Time(), Dt: s.Program.Dt, Params: s.Params()})
}

// Values evaluates several.
func (s *Session) Values(list []*code.Expr) []float64 {
	out := make([]float64, len(list))
	for i, x := range list {
		out[i] = s.Value(x)
	}
	return out
}

// Happen lets an event of an experiment happen that needs the simulation only: rules freeze,
// nodes are held, params and weights change, something is put back. Of others it does nothing.
func (s *Session) Happen(e events.Event) error {
	switch e := e.(type) {
	case *events.Freeze:
		return s.freeze(e)
	case *events.Clamp:
		return s.Hold(e.Hold, s.Values(e.Values))
	case *events.Reset:
		return s.Reset(e.What)
	case *events.Set:
		s.SetParam(e.Param, s.Value(e.Value))
	case *events.Scale:
		return s.ScaleWeights(e.Link, s.Value(e.By))
	}
	return nil
}

// freeze stops rules and holds nodes at what they are, or lets them go on.
func (s *Session) freeze(e *events.Freeze) error {
	for _, rule := range e.Rules {
		s.Freeze(rule, !e.Thaw)
	}
	for _, node := range e.Holds {
		if e.Thaw {
			s.Release(node)
		} else if err := s.Hold(node, nil); err != nil {
			return err
		}
	}
	return nil
}

// Before is how a phase finds the simulation: what its block freezes, holds, damages or heals
// is so for its time only.
type Before struct {
	Frozen []bool // which rules
	Held   []runtime.HoldState
	Damage runtime.Damage
}

// Before is how it is now.
func (s *Session) Before() Before {
	b := Before{make([]bool, len(s.Program.Rules)), s.Held(), s.Damage()}
	for i := range b.Frozen {
		b.Frozen[i] = s.Frozen(i)
	}
	return b
}

// After ends what the block of a phase did for its time.
func (s *Session) After(block []events.Event, b Before) {
	s.Mend(block, b.Damage)
	for i, frozen := range b.Frozen {
		if s.Frozen(i) != frozen {
			s.Freeze(i, frozen)
		}
	}
	for _, e := range block {
		if f, ok := e.(*events.Freeze); ok {
			for _, node := range f.Holds {
				s.SetHeld(node, b.Held[node])
			}
		}
	}
}

// LoadTable replaces weights as an event says, by a table that Fit has found to belong to
// them.
func (s *Session) LoadTable(e *events.Load, t *weightfile.Table) error {
	link := &s.Program.Links[e.Link]
	W := slices.Clone(t.In(link.Unit, link.Gains))
	for k := range W {
		W[k] *= e.Scale
	}
	return s.LoadWeights(e.Link, W)
}
