package optimize

import "github.com/nefc/nefc/compiler/graph"

// views lets signals that are a stretch of another lie in it, so that nothing is
// copied: parts that are gathered, signals that only receive another, and sums
// whose parts do not overlap. The members of an array are read and written in
// place. A signal that is updated is no such base: at the end of a step it is
// ahead of what was read of it. A signal lies in one other: what is part of a sum
// is copied there, even if it only receives another.
func views(g *graph.Graph) {
	u := usersOf(g)
	gone := map[*graph.Op]bool{}
	for _, op := range g.Order() {
		switch {
		case op.Kind == graph.Gather && op.Sets[0].View == nil && u.steady(op.Reads[0]) && contiguous(op.Index):
			place(op.Sets[0], op.Reads[0], op.Index[0])
			gone[op] = true
		case op.Kind == graph.CopyInc && len(op.Sets) == 1 && op.Sets[0].View == nil && op.Scale == 1 && u.steady(op.Reads[0]) && len(u.incs[op.Sets[0]]) == 0 && u.steady(op.Sets[0]):
			place(op.Sets[0], op.Reads[0], 0)
			gone[op] = true
		case op.Kind == graph.Reset && u.steady(op.Sets[0]) && u.dealt(op.Sets[0], gone):
			gone[op] = true
			for _, part := range u.incs[op.Sets[0]] {
				place(part.Reads[0], op.Sets[0], part.Index[0])
				gone[part] = true
			}
		}
	}
	drop(g, gone)
}

// place makes s the stretch of base from an offset on.
func place(s, base *graph.Signal, offset int) {
	if base.View != nil {
		base, offset = base.View, offset+base.Offset
	}
	s.View, s.Offset = base, offset
}

func contiguous(index []int) bool {
	for k, i := range index {
		if i != index[0]+k {
			return false
		}
	}
	return len(index) > 0
}

// users says which operators write a signal, and how many read it.
type users struct {
	sets, incs map[*graph.Signal][]*graph.Op
	updates    map[*graph.Signal][]*graph.Op
	reads      map[*graph.Signal]int
}

func usersOf(g *graph.Graph) *users {
	u := &users{map[*graph.Signal][]*graph.Op{}, map[*graph.Signal][]*graph.Op{}, map[*graph.Signal][]*graph.Op{}, map[*graph.Signal]int{}}
	for _, op := range g.Ops {
		for _, s := range op.Sets {
			u.sets[s] = append(u.sets[s], op)
		}
		for _, s := range op.Incs {
			u.incs[s] = append(u.incs[s], op)
		}
		for _, s := range op.Updates {
			u.updates[s] = append(u.updates[s], op)
		}
		for _, s := range op.Reads {
			u.reads[s]++
		}
	}
	return u
}

// updated reports a signal that some operator moves on at the end of a step.
func (u *users) updated(s *graph.Signal) bool { return len(u.updates[s]) > 0 }

// steady reports a signal that keeps its value from when it is set to the end
// of the step.
func (u *users) steady(s *graph.Signal) bool {
	return !s.Const && !s.Lasting && !u.updated(s)
}

// dealt reports a sum whose parts each fill a stretch of their own, all of it
// together, and go nowhere else.
func (u *users) dealt(sum *graph.Signal, gone map[*graph.Op]bool) bool {
	covered := make([]bool, sum.Size())
	count := 0
	for _, op := range u.incs[sum] {
		if op.Kind != graph.CopyInc || op.Scale != 1 || gone[op] || !contiguous(op.Index) {
			return false
		}
		part := op.Reads[0]
		if part.View != nil || !u.steady(part) || u.reads[part] != 1 || len(u.sets[part]) != 1 || len(u.incs[part]) != 0 || part.Size() != len(op.Index) {
			return false
		}
		for _, i := range op.Index {
			if covered[i] {
				return false
			}
			covered[i] = true
			count++
		}
	}
	return count == sum.Size() && sum.View == nil
}
