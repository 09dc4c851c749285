package optimize

import "github.com/nefc/nefc/compiler/graph"

// mergeResets turns "y = 0, y += f" into "y = f" where the increment is the
// only one and covers all of y.
func mergeResets(g *graph.Graph) {
	incs := map[*graph.Signal][]*graph.Op{}
	for _, op := range g.Ops {
		for _, s := range op.Incs {
			incs[s] = append(incs[s], op)
		}
	}
	var keep []*graph.Op
	for _, op := range g.Ops {
		if op.Kind == graph.Reset {
			if list := incs[op.Sets[0]]; len(list) == 1 && list[0].Index == nil && (list[0].Kind == graph.DotInc || list[0].Kind == graph.CopyInc) {
				list[0].Sets, list[0].Incs = list[0].Incs, nil
				continue
			}
		}
		keep = append(keep, op)
	}
	g.Ops = keep
}
