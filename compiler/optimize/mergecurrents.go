package optimize

import (
	"slices"

	"github.com/nefc/nefc/compiler/graph"
)

// mergeCurrents turns "J = bias + E·x, J += y, out = neurons(J)" into the one operator
// out = neurons(bias + E·x + y), so that currents need not go through memory. Only
// currents to which at most one signal is added, as it is, and that nothing else
// reads or records qualify, encoders that do not learn, and neurons with no other port.
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
		J := p.Ports[0]
		sets := u.sets[J]
		if len(p.Ports) != 1 || len(sets) != 1 || sets[0].Kind != graph.Encode || !sets[0].Reads[0].Const || len(u.incs[J]) > 1 || u.reads[J] != 1 || recorded[J] {
			continue
		}
		reads := sets[0].Reads
		if len(u.incs[J]) == 1 {
			inc := u.incs[J][0]
			if inc.Kind != graph.CopyInc || inc.Scale != 1 || inc.Index != nil {
				continue
			}
			reads = append(reads[:3:3], inc.Reads[0])
			p.Arrives = append(p.Arrives, inc.Reads[0])
			gone[inc] = true
		}
		neurons[J].Reads = reads
		gone[sets[0]] = true
		removed[J] = true
		p.Ports[0] = nil
	}
	drop(g, gone)
	g.Signals = slices.DeleteFunc(g.Signals, func(s *graph.Signal) bool { return removed[s] })
}
