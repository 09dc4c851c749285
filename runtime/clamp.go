package runtime

import (
	"slices"

	"github.com/nefc/nefc/compiler/program"
)

// clamp is a stretch of memory that is held at values.
type clamp struct {
	at     program.Range
	values []float64
}

// Clamp holds a signal at values until it is released: after the last instruction
// that writes it, they are copied there. A simulation that holds signals steps on one
// thread; once nothing is held, Parallel can be asked for again.
func (s *Sim) Clamp(at program.Range, values []float64) {
	s.held = append(s.without(at), clamp{at, slices.Clone(values)})
	s.insertHolds()
}

// Release lets a signal go that was held.
func (s *Sim) Release(at program.Range) {
	s.held = s.without(at)
	s.insertHolds()
}

func (s *Sim) without(at program.Range) []clamp {
	return slices.DeleteFunc(s.held, func(c clamp) bool { return c.at == at })
}

// insertHolds rebuilds the list of instructions. A profile of the old list is
// dropped.
func (s *Sim) insertHolds() {
	s.Close()
	after := map[int][]instr{} // by the instruction that they follow
	for _, c := range s.held {
		last := s.lastWriter(c.at)
		after[last] = append(after[last], instr{code: program.Copy, y: s.at(c.at), x: c.values, src: &program.Instr{Code: program.Copy, Y: c.at, Tag: "held"}})
	}
	s.ops = slices.Clone(after[-1])
	for i, op := range s.plain {
		s.ops = append(append(s.ops, op), after[i]...)
	}
	s.groups = nil
	s.joined = s.grouped(s.ops)
	if s.spent != nil {
		s.Profile()
	}
	s.hold()
}

// lastWriter is the last instruction that writes some of a stretch of memory, -1 for
// none.
func (s *Sim) lastWriter(at program.Range) int {
	for i := len(s.plain) - 1; i >= 0; i-- {
		for _, w := range s.plain[i].src.Writes() {
			if w.Off < at.Off+at.Len && at.Off < w.Off+w.Len {
				return i
			}
		}
	}
	return -1
}

// hold writes what is held.
func (s *Sim) hold() {
	for _, c := range s.held {
		copy(s.at(c.at), c.values)
	}
}
