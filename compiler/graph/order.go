package graph

import (
	"container/heap"
	"fmt"
	"sort"
)

// Verify panics, naming the pass, if the graph breaks a rule: an operator
// belongs to a kind, a signal is set and updated at most once, only written if
// not constant, and the order of operators has no circle. A breach is a bug of
// the compiler, never of the model.
func (g *Graph) Verify(pass string) {
	fail := func(format string, args ...any) {
		panic(fmt.Sprintf("nefc: after %s: %s", pass, fmt.Sprintf(format, args...)))
	}
	known := map[*Signal]bool{}
	names := map[string]bool{}
	for _, s := range g.Signals {
		if names[s.Name] {
			fail("two signals %s", s.Name)
		}
		if s.Init != nil && len(s.Init) != s.Size() {
			fail("signal %s has %d initial values for %d elements", s.Name, len(s.Init), s.Size())
		}
		known[s], names[s.Name] = true, true
	}
	setBy, updatedBy := map[*Signal]*Op{}, map[*Signal]*Op{}
	for _, op := range g.Ops {
		for _, list := range [][]*Signal{op.Sets, op.Incs, op.Reads, op.Updates} {
			for _, s := range list {
				if !known[s] {
					fail("%s (%s) uses the unknown signal %s", op.Kind, op.Tag, s.Name)
				}
			}
		}
		for _, s := range op.Sets {
			if setBy[s] != nil || s.Const {
				fail("%s is set by %s, and constant or also set by another", s.Name, op.Tag)
			}
			setBy[s] = op
		}
		for _, s := range op.Updates {
			if updatedBy[s] != nil || s.Const {
				fail("%s is updated by %s, and constant or also updated by another", s.Name, op.Tag)
			}
			updatedBy[s] = op
		}
	}
	if _, ok := g.order(); !ok {
		fail("the operators form a circle")
	}
}

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

func (g *Graph) order() ([]*Op, bool) {
	type users struct{ sets, incs, reads, updates []int }
	bySignal := map[*Signal]*users{}
	of := func(s *Signal) *users {
		if bySignal[s] == nil {
			bySignal[s] = &users{}
		}
		return bySignal[s]
	}
	for i, op := range g.Ops {
		for _, s := range op.Sets {
			if s.View != nil { // one part of its base
				of(s.View).incs = append(of(s.View).incs, i)
			} else {
				of(s).sets = append(of(s).sets, i)
			}
		}
		for _, s := range op.Incs {
			of(s.base()).incs = append(of(s.base()).incs, i)
		}
		for _, s := range op.Reads {
			of(s.base()).reads = append(of(s.base()).reads, i)
		}
		for _, s := range op.Updates {
			of(s.base()).updates = append(of(s.base()).updates, i)
		}
	}
	next, waits := make([][]int, len(g.Ops)), make([]int, len(g.Ops))
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
	for _, s := range g.Signals {
		u := bySignal[s]
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
