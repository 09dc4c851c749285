package optimize

import "github.com/nefc/nefc/compiler/graph"

// mergeEncodings turns "J = bias, J += E·x" into the one operator
// J = bias + E·x, which saves a pass over the neurons. Other currents are added
// after it.
func mergeEncodings(g *graph.Graph) {
	bias := map[*graph.Signal]*graph.Op{}
	for _, op := range g.Ops {
		if op.Kind == graph.Copy && len(op.Sets) == 1 && op.Reads[0].Const {
			bias[op.Sets[0]] = op
		}
	}
	current := func(op *graph.Op) (*graph.Signal, bool) {
		if op.Kind != graph.DotInc || op.Columns != nil || len(op.Incs) == 0 || !op.Reads[0].Const && !op.Reads[0].Lasting {
			return nil, false
		}
		return op.Incs[0], bias[op.Incs[0]] != nil
	}
	gone := map[*graph.Op]bool{}
	for _, op := range inTurn(g, current) {
		if b := bias[op.Incs[0]]; !gone[b] {
			op.Kind, op.Sets, op.Incs = graph.Encode, op.Incs, nil
			op.Reads = append(op.Reads, b.Reads[0])
			gone[b] = true
		}
	}
	drop(g, gone)
}
