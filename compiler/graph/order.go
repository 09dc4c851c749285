package graph

import (
	"cmp"
	"slices"
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
	ops := byName(g.Ops)
	w := newWaiting(g, ops)
	out := make([]*Op, 0, len(ops))
	for len(w.ready) > 0 {
		i := w.ready.pop()
		out = append(out, ops[i])
		w.done(i)
	}
	return out, len(out) == len(ops)
}

// byName sorts operators by tag, kind and what they write.
func byName(ops []*Op) []*Op {
	type numbered struct {
		*Op
		i int
	}
	list := make([]numbered, len(ops))
	for i, op := range ops {
		list[i] = numbered{op, i}
	}
	slices.SortFunc(list, func(a, b numbered) int {
		if c := cmp.Compare(a.Tag, b.Tag); c != 0 {
			return c
		}
		return cmp.Or(cmp.Compare(a.Kind.String(), b.Kind.String()), slices.CompareFunc(a.written(), b.written(), signalsByName), a.i-b.i)
	})
	out := make([]*Op, len(list))
	for i, n := range list {
		out[i] = n.Op
	}
	return out
}

// written lists the signals that an operator writes.
func (op *Op) written() []*Signal { return slices.Concat(op.Sets, op.Incs, op.Updates) }

func signalsByName(a, b *Signal) int { return cmp.Compare(a.Name, b.Name) }

// waiting says what comes after what. Its items are numbers: operators in their order
// by name, then three moments of each signal: it is set, all is added to it, it is read. An
// operator waits for moments and moments wait for operators, so that a sum of many
// parts with many readers does not make each reader wait for each part.
type waiting struct {
	ops   int
	after []edge  // by what comes first
	from  []int32 // where those of an item begin
	waits []int32 // how many an item still waits for
	ready lowest  // operators that wait for nothing
}

// edge lets one item wait for another.
type edge struct{ first, then int32 }

// The moments of a signal.
const (
	isSet = iota
	isSum
	isRead
	moments
)

// newWaiting takes the operators of a graph in their order by name.
func newWaiting(g *Graph, ops []*Op) *waiting {
	w := &waiting{ops: len(ops), waits: make([]int32, len(ops)+moments*len(g.Signals))}
	edges := w.edges(g, ops)
	w.from = make([]int32, len(w.waits)+1)
	for _, e := range edges {
		w.from[e.first+1]++
		w.waits[e.then]++
	}
	for i := range w.waits {
		w.from[i+1] += w.from[i]
	}
	w.after = make([]edge, len(edges))
	next := slices.Clone(w.from)
	for _, e := range edges {
		w.after[next[e.first]] = e
		next[e.first]++
	}
	free := make([]int, 0, len(g.Signals))
	for i, n := range w.waits {
		switch {
		case n > 0:
		case i < len(ops):
			w.ready.push(i)
		default:
			free = append(free, i)
		}
	}
	for _, i := range free {
		w.done(i)
	}
	return w
}

// edges are those of all operators. What is set through a view is a part of its base.
func (w *waiting) edges(g *Graph, ops []*Op) []edge {
	first := make(map[*Signal]int32, len(g.Signals))
	out := make([]edge, 0, 4*len(ops)+2*len(g.Signals))
	for i, s := range g.Signals {
		at := int32(len(ops) + moments*i)
		first[s] = at
		out = append(out, edge{at + isSet, at + isSum}, edge{at + isSum, at + isRead})
	}
	for i, op := range ops {
		i := int32(i)
		for _, s := range op.Sets {
			at := first[s.Base()]
			if s.View != nil {
				out = append(out, edge{at + isSet, i}, edge{i, at + isSum})
			} else {
				out = append(out, edge{i, at + isSet})
			}
		}
		for _, s := range op.Incs {
			at := first[s.Base()]
			out = append(out, edge{at + isSet, i}, edge{i, at + isSum})
		}
		for _, s := range op.Reads {
			at := first[s.Base()]
			out = append(out, edge{at + isSum, i}, edge{i, at + isRead})
		}
		for _, s := range op.Updates {
			out = append(out, edge{first[s.Base()] + isRead, i})
		}
	}
	return out
}

// done lets go on what waited for an item, and for moments that thereby come.
func (w *waiting) done(i int) {
	for _, e := range w.after[w.from[i]:w.from[i+1]] {
		then := int(e.then)
		if w.waits[then]--; w.waits[then] > 0 {
			continue
		}
		if then < w.ops {
			w.ready.push(then)
		} else {
			w.done(then)
		}
	}
}

// lowest is a heap of numbers that gives the lowest first.
type lowest []int

func (h *lowest) push(x int) {
	list := append(*h, x)
	i := len(list) - 1
	for i > 0 && list[i] < list[(i-1)/2] {
		list[i], list[(i-1)/2] = list[(i-1)/2], list[i]
		i = (i - 1) / 2
	}
	*h = list
}

func (h *lowest) pop() int {
	list := *h
	top, last := list[0], len(list)-1
	list[0] = list[last]
	list = list[:last]
	for i := 0; ; {
		child := 2*i + 1
		if child+1 < last && list[child+1] < list[child] {
			child++
		}
		if child >= last || list[i] <= list[child] {
			break
		}
		list[i], list[child] = list[child], list[i]
		i = child
	}
	*h = list
	return top
}
