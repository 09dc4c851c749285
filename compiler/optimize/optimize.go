// Package optimize rewrites a graph so that it does the same with less. The
// table of passes is the one place that knows their order; tests verify the
// graph after each.
package optimize

import (
	"slices"

	"github.com/nefc/nefc/compiler/graph"
)

// passes in order, each with the reason for its place.
var passes = []struct {
	name  string
	fuses bool // spares memory or passes over it; not at -O0
	run   func(*graph.Graph)
}{
	{"share dots", false, shareDots},           // first: wires that decode the same become one
	{"drop unread", false, dropUnread},         // after sharing: what lost its last reader goes
	{"merge externals", true, mergeExternals},  // each costs a message there and back
	{"merge encodings", false, mergeEncodings}, // before resets: a lone product may be an encoding
	{"merge resets", false, mergeResets},       // needs to know which increments are alone
	{"merge currents", true, mergeCurrents},    // after encodings are one operator
	{"still currents", true, stillCurrents},    // of neurons that do not compute their current
	{"idle floors", true, idleFloors},          // after resets: sums of one are set
	{"still products", true, stillProducts},    // after floors: what only receives one is one
	{"merge decoders", true, mergeDecoders},    // after resets: products that set what they give
	{"views", true, views},                     // last: signals that another sets alone lie in it
}

// Run applies every pass, or without fusing those that the order of sums depends
// on. after is called with the name of each when it is done, and may be nil.
func Run(g *graph.Graph, fuse bool, after func(g *graph.Graph, pass string)) {
	for _, p := range passes {
		if p.fuses && !fuse {
			continue
		}
		p.run(g)
		if after != nil {
			after(g, p.name)
		}
	}
}

// drop removes operators.
func drop(g *graph.Graph, gone map[*graph.Op]bool) {
	g.Ops = slices.DeleteFunc(g.Ops, func(op *graph.Op) bool { return gone[op] })
}
