package optimize

import "github.com/nefc/nefc/compiler/graph"

// shareDots computes a product A·x once where several wires ask for it: the
// decoded value of an ensemble that is both probed and part of an error. Only
// signals with that one increment, constant A, and no later update qualify.
func shareDots(g *graph.Graph) {
	incs := map[*graph.Signal]int{}
	for _, op := range g.Ops {
		for _, s := range op.Incs {
			incs[s]++
		}
	}
	type product struct{ A, x *graph.Signal }
	of := func(op *graph.Op) (product, bool) {
		if op.Kind != graph.DotInc || op.Columns != nil || incs[op.Incs[0]] != 1 || !op.Reads[0].Const {
			return product{}, false
		}
		return product{op.Reads[0], op.Reads[1]}, true
	}
	first := map[product]*graph.Signal{}
	replace := map[*graph.Signal]*graph.Signal{}
	for _, op := range inTurn(g, of) {
		key, _ := of(op)
		if y, ok := first[key]; ok {
			replace[op.Incs[0]] = y
		} else {
			first[key] = op.Incs[0]
		}
	}
	redirect(g, replace)
	shareFilters(g)
}

// shareFilters does the same for synapses of equal coefficients on one signal.
func shareFilters(g *graph.Graph) {
	seen := map[*graph.Signal][]*graph.Op{} // by what they read
	replace := map[*graph.Signal]*graph.Signal{}
	read := func(op *graph.Op) (*graph.Signal, bool) {
		if op.Kind != graph.SimSynapse || len(op.Updates) == 0 {
			return nil, false
		}
		return op.Reads[0], true
	}
	for _, op := range inTurn(g, read) {
		for _, old := range seen[op.Reads[0]] {
			if old.Filter.Equal(op.Filter) {
				replace[op.Updates[0]] = old.Updates[0]
			}
		}
		if replace[op.Updates[0]] == nil {
			seen[op.Reads[0]] = append(seen[op.Reads[0]], op)
		}
	}
	redirect(g, replace)
}

// redirect makes every reader of a signal read its replacement.
func redirect(g *graph.Graph, replace map[*graph.Signal]*graph.Signal) {
	for _, op := range g.Ops {
		for i, s := range op.Reads {
			if y, ok := replace[s]; ok {
				op.Reads[i] = y
			}
		}
	}
	for _, p := range g.Probes {
		if y, ok := replace[p.Signal]; ok {
			p.Signal = y
		}
	}
}
