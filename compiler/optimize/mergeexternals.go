package optimize

import (
	"slices"

	"github.com/nefc/nefc/compiler/graph"
)

// mergeExternals asks for as many values from outside as it can at once: nodes that do
// not wait for each other within a step become one operator. It goes by how many such
// nodes lie before each on the longest way from the beginning of the step.
func mergeExternals(g *graph.Graph) {
	if !slices.ContainsFunc(g.Ops, func(op *graph.Op) bool { return op.Kind == graph.SimExternal }) {
		return
	}
	depth := map[*graph.Signal]int{}
	first := map[int]*graph.Op{}
	gone := map[*graph.Op]bool{}
	for _, op := range g.Order() {
		at := 0
		for _, s := range op.Reads {
			at = max(at, depth[s.Base()])
		}
		if op.Kind == graph.SimExternal {
			if all := first[at]; all != nil {
				all.Sets, all.Reads, all.Outside = append(all.Sets, op.Sets...), append(all.Reads, op.Reads...), append(all.Outside, op.Outside...)
				gone[op] = true
			} else {
				first[at] = op
			}
			at++
		}
		for _, list := range [][]*graph.Signal{op.Sets, op.Incs} {
			for _, s := range list {
				depth[s.Base()] = max(depth[s.Base()], at)
			}
		}
	}
	drop(g, gone)
}
