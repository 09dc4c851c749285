package optimize

import (
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/graph"
)

// idleFloors drops the floors below what cannot be below 0: spikes through weights that have
// the sign of their port, and through synapses that do not overshoot.
func idleFloors(g *graph.Graph) {
	s := signs{usersOf(g), map[*graph.Signal]sign{}}
	for _, op := range g.Ops {
		if op.Kind == graph.Floor && s.of(op.Reads[0]) == never {
			op.Kind, op.Scale = graph.CopyInc, 1
		}
	}
}

// sign is what is known of all numbers of a signal.
type sign int8

const (
	never sign = 1 // below 0
	some  sign = 0
	above sign = -1 // never above 0
)

// signs finds those of signals.
type signs struct {
	*users
	known map[*graph.Signal]sign
}

// of is that of a signal: of what it begins with, and of all that writes it.
func (s *signs) of(x *graph.Signal) sign {
	if known, ok := s.known[x]; ok {
		return known // some, while it is looked for: of loops nothing is known
	}
	s.known[x] = some
	writers := slices.Concat(s.sets[x], s.incs[x], s.updates[x])
	if len(writers) == 0 && !x.Const || x.Lasting {
		return some
	}
	parts := []sign{}
	if x.Init != nil {
		parts = append(parts, ofNumbers(x.Init))
	}
	for _, op := range writers {
		if op.Kind != graph.Reset {
			parts = append(parts, s.written(op, x))
		}
	}
	out := never // of zeros alone
	if len(parts) > 0 {
		out = parts[0]
	}
	if slices.ContainsFunc(parts, func(p sign) bool { return p != out }) {
		out = some
	}
	s.known[x] = out
	return out
}

// written is the sign of what an operator writes to x.
func (s *signs) written(op *graph.Op, x *graph.Signal) sign {
	switch op.Kind {
	case graph.Copy, graph.Gather, graph.Delay:
		return s.of(op.Reads[0])
	case graph.CopyInc:
		return ofNumbers([]float64{op.Scale}) * s.of(op.Reads[0])
	case graph.ElementwiseInc, graph.DotInc:
		if op.Reads[0].Const {
			return s.of(op.Reads[0]) * s.of(op.Reads[1])
		}
	case graph.SparseInc:
		return ofNumbers(op.Sparse.Val) * s.of(op.Reads[0])
	case graph.Synapses:
		if l := op.Link; l.Thin != nil && len(l.Learning) == 0 && !l.Changes {
			weights := never
			for i, part := range l.Thin.Parts {
				if of := ofNumbers(part.Val); i == 0 {
					weights = of
				} else if of != weights {
					weights = some
				}
			}
			return weights * s.of(op.Reads[0])
		}
	case graph.SimSynapse:
		f := op.Filter
		if ofNumbers(slices.Concat(f.A, f.B, f.C, f.Taps, []float64{f.D})) == never {
			return s.of(op.Reads[0])
		}
	case graph.SimNeurons:
		if x == op.Sets[0] && op.Neurons.Spiking() {
			return never
		}
	case graph.Floor:
		return never
	case graph.SimNode:
		for _, e := range op.Code {
			if low, _ := e.Bounds(math.Inf(-1), math.Inf(1)); !(low >= 0) {
				return some
			}
		}
		return never
	}
	return some
}

// ofNumbers is never for numbers of 0 and above, and above for those of 0 and below.
func ofNumbers(v []float64) sign {
	low, high := 0.0, 0.0
	for _, x := range v {
		low, high = min(low, x), max(high, x)
	}
	switch {
	case low >= 0 && high >= 0:
		return never
	case high <= 0:
		return above
	}
	return some // also of what is no number
}
