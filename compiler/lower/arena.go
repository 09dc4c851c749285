package lower

import (
	"slices"

	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/program"
)

// arena gives every signal a place. What changes comes first, constants after
// it; matrices are stored as the instruction that reads them wants them, and
// only if one does.
type arena struct {
	state, constants []float64
	places           map[*graph.Signal]program.Range
	columns          map[*graph.Signal]program.Range // transposed copies
	base             int                             // where constants start: all state, filters' included
}

// newArena places what changes and reserves the state of filters.
func newArena(g *graph.Graph) *arena {
	a := &arena{places: map[*graph.Signal]program.Range{}, columns: map[*graph.Signal]program.Range{}}
	learned := map[*graph.Signal]bool{}
	for _, l := range g.Links {
		if !l.Weights.Const {
			learned[l.Weights] = true
		}
		for _, r := range l.Learning {
			learned[r.Delta] = true
		}
	}
	for _, s := range g.Signals {
		if !s.Const && !s.Lasting && !learned[s] && s.View == nil {
			a.places[s] = a.add(s.Size(), s.Init)
		}
	}
	for _, s := range g.Signals {
		if s.View != nil {
			a.places[s] = program.Range{Off: a.places[s.View].Off + s.Offset, Len: s.Size()}
		}
	}
	a.base = len(a.state)
	for _, op := range g.Ops {
		if n := extraState(op); n > 0 {
			a.base += line - 1 + n
		}
	}
	a.base = (a.base + line - 1) / line * line
	return a
}

func (a *arena) add(n int, init []float64) program.Range {
	a.state = aligned(a.state, n)
	r := program.Range{Off: len(a.state), Len: n}
	if init == nil {
		init = make([]float64, n)
	}
	a.state = append(a.state, init...)
	return r
}

// line is how many numbers a cache line holds.
const line = 8

// aligned fills memory up to a cache line, if a vector of as many numbers follows.
func aligned(memory []float64, n int) []float64 {
	if n < line {
		return memory
	}
	for len(memory)%line != 0 {
		memory = append(memory, 0)
	}
	return memory
}

// extraState is how many numbers an operator remembers that no signal holds.
func extraState(op *graph.Op) int {
	switch {
	case op.Kind == graph.Delay:
		return 1 + op.Steps*op.Updates[0].Size()
	case op.Kind == graph.SimSynapse && !isLowpass(op.Filter):
		return op.Filter.Order() * append(op.Sets, op.Updates...)[0].Size()
	}
	return 0
}

// extra adds the state of an operator.
func (a *arena) extra(op *graph.Op) program.Range { return a.add(extraState(op), nil) }

// at returns the place of a signal; a constant, or what lasts, gets one when it
// is first asked for.
func (a *arena) at(s *graph.Signal) program.Range {
	if r, ok := a.places[s]; ok {
		return r
	}
	r := a.nextConstant(s.Size())
	a.constants = append(a.constants, s.Init...)
	a.places[s] = r
	return r
}

// nextConstant is where n numbers go that are appended to the constants.
func (a *arena) nextConstant(n int) program.Range {
	a.constants = aligned(a.constants, n)
	return program.Range{Off: a.base + len(a.constants), Len: n}
}

// transposed returns the place of a constant matrix stored a column after the
// other.
func (a *arena) transposed(s *graph.Signal) program.Range {
	if s.Rows == 1 {
		return a.at(s)
	}
	if r, ok := a.columns[s]; ok {
		return r
	}
	r := a.nextConstant(s.Size())
	a.constants = slices.Grow(a.constants, s.Size())
	for j := range s.Cols {
		for i := range s.Rows {
			a.constants = append(a.constants, s.Init[i*s.Cols+j])
		}
	}
	a.columns[s] = r
	return r
}

// memory returns all of it, and where the constants start.
func (a *arena) memory() ([]float64, int) {
	if len(a.state) > a.base {
		panic("nefc: lower: filters keep more than was reserved for them")
	}
	all := make([]float64, a.base+len(a.constants))
	copy(all, a.state)
	copy(all[a.base:], a.constants)
	return all, a.base
}
