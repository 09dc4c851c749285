package optimize

import "github.com/nefc/nefc/compiler/graph"

// mergeDecoders lets neurons add up the decoders of those that spike while they are
// at hand: "out = neurons(J), y = D·out" becomes one operator that sets both, for D
// of one row. Only types whose spikes are listed qualify, and one such y of each
// population.
func mergeDecoders(g *graph.Graph) {
	neurons := map[*graph.Signal]*graph.Op{}
	for _, op := range g.Ops {
		if op.Kind == graph.SimNeurons && op.Neurons.SpikeHeight() != 0 {
			neurons[op.Sets[0]] = op
		}
	}
	decoded := func(op *graph.Op) (*graph.Op, bool) {
		if op.Kind != graph.DotInc || op.Columns != nil || len(op.Sets) == 0 || !op.Reads[0].Const || op.Reads[0].Rows != 1 {
			return nil, false
		}
		n := neurons[op.Reads[1]]
		return n, n != nil
	}
	gone := map[*graph.Op]bool{}
	for _, op := range inTurn(g, decoded) {
		if n, _ := decoded(op); !n.Decodes {
			n.Decodes = true
			n.Sets = append(n.Sets, op.Sets[0])
			n.Reads = append(n.Reads[:len(n.Reads):len(n.Reads)], op.Reads[0])
			gone[op] = true
		}
	}
	drop(g, gone)
}
