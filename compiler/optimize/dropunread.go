package optimize

import "github.com/nefc/nefc/compiler/graph"

// dropUnread removes operators whose results nobody reads, probes included,
// until none is left, and then the signals nobody uses. Neurons and learning
// stay: their state is what a model is about. So do nodes that may be held, and those that
// are computed outside, where more may happen than a value.
func dropUnread(g *graph.Graph) {
	for {
		read := map[*graph.Signal]bool{}
		for _, op := range g.Ops {
			for _, s := range op.Reads {
				read[s] = true
			}
		}
		for _, p := range g.Probes {
			read[p.Signal] = true
		}
		for _, r := range g.Encoders {
			read[r.PostRates], read[r.Gate] = true, true
		}
		for _, l := range g.Links {
			for _, r := range l.Learning {
				mark(read, r.Signals())
			}
		}
		var keep []*graph.Op
		for _, op := range g.Ops {
			if needed(op, read) {
				keep = append(keep, op)
			}
		}
		if len(keep) == len(g.Ops) {
			break
		}
		g.Ops = keep
	}
	used := map[*graph.Signal]bool{}
	for _, op := range g.Ops {
		for _, list := range [][]*graph.Signal{op.Sets, op.Incs, op.Reads, op.Updates} {
			for _, s := range list {
				used[s] = true
			}
		}
	}
	for _, p := range g.Probes {
		used[p.Signal] = true
	}
	for _, l := range g.Links {
		used[l.Weights] = true
		for _, r := range l.Learning {
			mark(used, r.Signals())
			used[r.Delta] = true
		}
	}
	for _, r := range g.Encoders {
		used[r.PostRates], used[r.Gate] = true, true
	}
	for _, p := range g.Populations {
		used[p.EncoderSignal] = true
		used[p.Input], used[p.Output] = true, true
		mark(used, p.Ports)
		mark(used, p.States)
	}
	var signals []*graph.Signal
	for _, s := range g.Signals {
		if used[s] {
			signals = append(signals, s)
		}
	}
	g.Signals = signals
}

func mark(set map[*graph.Signal]bool, signals []*graph.Signal) {
	for _, s := range signals {
		set[s] = true
	}
}

func needed(op *graph.Op, read map[*graph.Signal]bool) bool {
	if op.Kind == graph.SimNeurons || op.Kind == graph.Hold || op.Kind == graph.SimExternal || op.Rule != nil || op.Encoder != nil {
		return true
	}
	for _, list := range [][]*graph.Signal{op.Sets, op.Incs, op.Updates} {
		for _, s := range list {
			if read[s] {
				return true
			}
		}
	}
	return false
}
