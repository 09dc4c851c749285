package graph

import (
	"container/heap"
	"sort"
)

// Order returns the operators in an order that keeps the rule set →
// increments → reads → updates for every signal. Ties go by name, so neither
// the order of lines in a model nor that of building changes the order of any
// sum, and an added line leaves the others in place.
func (g *Graph) Order() []*Op {
	out, ok := g.order()
	if !ok {
		panic("nefc: the operators form a circle")
	}
	return out
}

// order is Order; false if there is none.
func (g *Graph) order() ([]*Op, bool) {
	next, waits := g.edges()
	ready := &opHeap{rank: g.ranks()}
	for i, w := range waits {
		if w == 0 {
			heap.Push(ready, i)
		}
	}
	var out []*Op
	for ready.Len() > 0 {
		i := heap.Pop(ready).(int)
		out = append(out, g.Ops[i])
		for _, j := range next[i] {
			if waits[j]--; waits[j] == 0 {
				heap.Push(ready, j)
			}
		}
	}
	return out, len(out) == len(g.Ops)
}

// edges are, for each operator, those that come after it, and how many it waits for.
func (g *Graph) edges() (next [][]int, waits []int) {
	next, waits = make([][]int, len(g.Ops)), make([]int, len(g.Ops))
	before := func(a, b []int) {
		for _, i := range a {
			for _, j := range b {
				if i != j {
					next[i] = append(next[i], j)
					waits[j]++
				}
			}
		}
	}
	all := g.users()
	for _, s := range g.Signals {
		u := all[s]
		if u == nil {
			continue
		}
		before(u.sets, u.incs)
		before(u.sets, u.reads)
		before(u.incs, u.reads)
		before(u.sets, u.updates)
		before(u.incs, u.updates)
		before(u.reads, u.updates)
	}
	return next, waits
}

// users are the numbers of the operators that do something to a signal.
type users struct{ sets, incs, reads, updates []int }

// users finds them for each signal that is no view; what is done to a view is done to
// its base.
func (g *Graph) users() map[*Signal]*users {
	out := map[*Signal]*users{}
	of := func(s *Signal) *users {
		s = s.Base()
		if out[s] == nil {
			out[s] = &users{}
		}
		return out[s]
	}
	for i, op := range g.Ops {
		for _, s := range op.Sets {
			if u := of(s); s.View != nil { // one part of its base
				u.incs = append(u.incs, i)
			} else {
				u.sets = append(u.sets, i)
			}
		}
		for _, s := range op.Incs {
			of(s).incs = append(of(s).incs, i)
		}
		for _, s := range op.Reads {
			of(s).reads = append(of(s).reads, i)
		}
		for _, s := range op.Updates {
			of(s).updates = append(of(s).updates, i)
		}
	}
	return out
}

// ranks orders the operators by kind, tag and what they write.
func (g *Graph) ranks() []int {
	keys, order := make([]string, len(g.Ops)), make([]int, len(g.Ops))
	for i, op := range g.Ops {
		keys[i] = op.Tag + "\x00" + op.Kind.String()
		for _, list := range [][]*Signal{op.Sets, op.Incs, op.Updates} {
			for _, s := range list {
				keys[i] += "\x00" + s.Name
			}
		}
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return keys[order[a]] < keys[order[b]] })
	rank := make([]int, len(g.Ops))
	for r, i := range order {
		rank[i] = r
	}
	return rank
}

// opHeap gives the operator of the lowest rank first.
type opHeap struct {
	rank []int
	ops  []int
}

func (h opHeap) Len() int           { return len(h.ops) }
func (h opHeap) Less(i, j int) bool { return h.rank[h.ops[i]] < h.rank[h.ops[j]] }
func (h opHeap) Swap(i, j int)      { h.ops[i], h.ops[j] = h.ops[j], h.ops[i] }
func (h *opHeap) Push(x any)        { h.ops = append(h.ops, x.(int)) }
func (h *opHeap) Pop() any {
	x := h.ops[len(h.ops)-1]
	h.ops = h.ops[:len(h.ops)-1]
	return x
}
