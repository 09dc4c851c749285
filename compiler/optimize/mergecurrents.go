package optimize

import (
	"slices"

	"github.com/nefc/nefc/compiler/graph"
)

// mergeCurrents turns "J = bias + E·x, out = neurons(J)" into the one operator
// out = neurons(bias + E·x), so that currents need not go through memory. Only
// currents that nothing else adds to, reads or records qualify, and encoders that
// do not learn.
func mergeCurrents(g *graph.Graph) {
	u := usersOf(g)
	recorded := map[*graph.Signal]bool{}
	for _, p := range g.Probes {
		recorded[p.Signal] = true
	}
	gone, removed := map[*graph.Op]bool{}, map[*graph.Signal]bool{}
	neurons := map[*graph.Signal]*graph.Op{}
	for _, op := range g.Ops {
		if op.Kind == graph.SimNeurons {
			neurons[op.Reads[0]] = op
		}
	}
	for _, p := range g.Populations {
		J := p.Current
		sets := u.sets[J]
		if len(sets) != 1 || sets[0].Kind != graph.Encode || !sets[0].Reads[0].Const || len(u.incs[J]) != 0 || u.reads[J] != 1 || recorded[J] {
			continue
		}
		neurons[J].Reads = sets[0].Reads
		gone[sets[0]] = true
		removed[J] = true
		p.Current = nil
	}
	drop(g, gone)
	g.Signals = slices.DeleteFunc(g.Signals, func(s *graph.Signal) bool { return removed[s] })
}
