package optimize

import (
	"slices"

	"github.com/nefc/nefc/compiler/graph"
)

// inTurn lists the operators that have a key. Those of one key follow each other in the
// order of the graph, which takes long to find and is asked for only where two have the same.
func inTurn[K comparable](g *graph.Graph, key func(*graph.Op) (K, bool)) []*graph.Op {
	seen, contested := map[K]bool{}, false
	has := func(op *graph.Op) bool { _, ok := key(op); return ok }
	var list []*graph.Op
	for _, op := range g.Ops {
		if k, ok := key(op); ok {
			contested = contested || seen[k]
			seen[k] = true
			list = append(list, op)
		}
	}
	if !contested {
		return list
	}
	return slices.DeleteFunc(g.Order(), func(op *graph.Op) bool { return !has(op) })
}
