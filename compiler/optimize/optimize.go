// Package optimize rewrites a graph so that it does the same with less. The
// table of passes is the one place that knows their order; the graph is
// verified after each.
package optimize

import (
	"slices"

	"github.com/nefc/nefc/compiler/graph"
)

// passes in order, each with the reason for its place.
var passes = []struct {
	name string
	run  func(*graph.Graph)
}{
	{"share dots", shareDots},           // first: wires that decode the same become one
	{"drop unread", dropUnread},         // after sharing: what lost its last reader goes
	{"merge encodings", mergeEncodings}, // before resets: a lone product may be an encoding
	{"merge resets", mergeResets},       // needs to know which increments are alone
	{"merge currents", mergeCurrents},   // after encodings are one operator
	{"views", views},                    // last: signals that another sets alone lie in it
}

// Run applies every pass; after is called with the name of each when it is
// done, and may be nil.
func Run(g *graph.Graph, after func(pass string, g *graph.Graph)) {
	for _, p := range passes {
		p.run(g)
		g.Verify(p.name)
		if after != nil {
			after(p.name, g)
		}
	}
}

// drop removes operators.
func drop(g *graph.Graph, gone map[*graph.Op]bool) {
	g.Ops = slices.DeleteFunc(g.Ops, func(op *graph.Op) bool { return gone[op] })
}
