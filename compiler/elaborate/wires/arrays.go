package wires

import (
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
)

// joinMembers replaces the terms over members of one array by a single term
// over the array, so that a wire is filtered once. Terms over one member stay.
func joinMembers(w *Wire) {
	var terms []*Term
	joined := map[*expressions.EnsembleArray]*Term{}
	count := map[*expressions.EnsembleArray]int{}
	for _, t := range w.Terms {
		if t.Constant == nil && t.Source.Array != nil {
			count[t.Source.Array]++
		}
	}
	for _, t := range w.Terms {
		a := t.Source.Array
		if t.Constant != nil || a == nil || count[a] == 1 {
			terms = append(terms, t)
			continue
		}
		if joined[a] == nil {
			joined[a] = &Term{At: t.At, Array: a}
			terms = append(terms, joined[a])
		}
		t.Transform = t.Transform.WrittenOut(w.Size) // one element in, one out
		joined[a].Members = append(joined[a].Members, t)
	}
	w.Terms = terms
}

// IsWholeArray reports a term that is the value of an array, all of it as it is.
func (t *Term) IsWholeArray(size int) bool {
	if t.Whole {
		return true
	}
	if t.Array == nil || len(t.Members) != len(t.Array.Members) || size != t.Array.Size() {
		return false
	}
	for _, m := range t.Members {
		if m.Function != nil {
			return false
		}
		for i := range size {
			for j := range t.Array.Dims {
				if m.Transform.M[i*t.Array.Dims+j] != code.Truth(i == m.Source.Member*t.Array.Dims+j) {
					return false
				}
			}
		}
	}
	return true
}
