package optimize

import (
	"slices"

	"github.com/nefc/nefc/compiler/graph"
)

// stillCurrents makes the current of neurons whose value nothing arrives at, as of those that
// spikes drive through conductances, the constant that it is: bias + E·0. Encoders that learn
// leave it as it is.
func stillCurrents(g *graph.Graph) {
	u, gone := usersOf(g), map[*graph.Op]bool{}
	for _, p := range g.Populations {
		J, x := p.Ports[0], p.Input
		if J == nil || len(u.incs[J]) > 0 || u.updated(J) || len(u.sets[J]) != 1 || len(u.incs[x]) > 0 || u.updated(x) || x.Init != nil ||
			slices.ContainsFunc(u.sets[x], func(op *graph.Op) bool { return op.Kind != graph.Reset }) {
			continue
		}
		encode := u.sets[J][0]
		if encode.Kind != graph.Encode || encode.Reads[1] != x || !encode.Reads[0].Const || !encode.Reads[2].Const {
			continue
		}
		J.Const, J.Init = true, make([]float64, J.Size())
		for i, bias := range encode.Reads[2].Init {
			J.Init[i] = bias + 0 // no -0, as behind the sum
		}
		gone[encode] = true
	}
	drop(g, gone)
}
