package lower

import (
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/program"
)

// arena gives every signal a place. What changes comes first, constants after
// it; matrices are stored as the instruction that reads them wants them, and
// only if one does. Numbers are written when all places are known.
type arena struct {
	state, constants int // how many numbers they are so far
	places           map[*graph.Signal]program.Range
	columns          map[*graph.Signal]program.Range // transposed copies
	base             int                             // where constants start: all state, filters' included
	initial          []initial
}

// initial is a signal whose numbers stand at a place from the start.
type initial struct {
	s       *graph.Signal
	at      int
	columns bool // a column after the other
}

// newArena places what changes and reserves the state of filters.
func newArena(g *graph.Graph) *arena {
	a := &arena{places: make(map[*graph.Signal]program.Range, len(g.Signals)), columns: map[*graph.Signal]program.Range{}}
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
			a.places[s] = a.add(s.Size())
			a.starts(s, a.places[s].Off, false)
		}
	}
	for _, s := range g.Signals {
		if s.View != nil {
			a.places[s] = program.Range{Off: a.places[s.View].Off + s.Offset, Len: s.Size()}
		}
	}
	a.base = a.state
	for _, op := range g.Ops {
		if n := extraState(op); n > 0 {
			a.base += line - 1 + n
		}
	}
	a.base = aligned(a.base, line)
	return a
}

// add reserves room for n numbers that change.
func (a *arena) add(n int) program.Range {
	r := program.Range{Off: aligned(a.state, n), Len: n}
	a.state = r.Off + n
	return r
}

// starts remembers what a place holds from the start, if that is not zeros.
func (a *arena) starts(s *graph.Signal, at int, columns bool) {
	if s.Init != nil {
		a.initial = append(a.initial, initial{s, at, columns})
	}
}

// line is how many numbers a cache line holds.
const line = 8

// aligned is the next place for n numbers: where a cache line begins, if they fill one.
func aligned(place, n int) int {
	if n < line {
		return place
	}
	return (place + line - 1) / line * line
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
func (a *arena) extra(op *graph.Op) program.Range { return a.add(extraState(op)) }

// at returns the place of a signal; a constant, or what lasts, gets one when it
// is first asked for.
func (a *arena) at(s *graph.Signal) program.Range {
	if r, ok := a.places[s]; ok {
		return r
	}
	r := a.addConstant(s, false)
	a.places[s] = r
	return r
}

// addConstant reserves room for a constant.
func (a *arena) addConstant(s *graph.Signal, columns bool) program.Range {
	r := program.Range{Off: a.base + aligned(a.constants, s.Size()), Len: s.Size()}
	a.constants = r.Off + r.Len - a.base
	a.starts(s, r.Off, columns)
	return r
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
	r := a.addConstant(s, true)
	a.columns[s] = r
	return r
}

// memory returns all of it, and where the constants start.
func (a *arena) memory() ([]float64, int) {
	if a.state > a.base {
		panic("nefc: lower: filters keep more than was reserved for them")
	}
	all := make([]float64, a.base+a.constants)
	for _, i := range a.initial {
		if to := all[i.at : i.at+i.s.Size()]; i.columns {
			transpose(to, i.s)
		} else {
			copy(to, i.s.Init)
		}
	}
	return all, a.base
}

// transpose writes a matrix a column after the other.
func transpose(to []float64, s *graph.Signal) {
	for i := range s.Rows {
		for j, v := range s.Init[i*s.Cols : (i+1)*s.Cols] {
			to[j*s.Rows+i] = v
		}
	}
}
