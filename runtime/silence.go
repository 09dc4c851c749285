package runtime

import (
	"math"

	"github.com/nefc/nefc/compiler/program"
)

// What a filter, a voltage, an adaptation or a trace remembers of an input that has
// ended shrinks by a factor a step, for ever. After 708 time constants it would be a
// subnormal number, and processors compute with those up to thirty times slower. No
// measurement tells 1e-100 from 0, so that is what such numbers become.
//
// Between two looks no number passes from nothing to where subnormal numbers begin,
// 2e-308, unless a step takes more than 6 parts of 7 of it: that is 0 a few steps
// later by itself.
const (
	nothing      = 1e-100
	silenceEvery = 256 // steps
)

// fading lists the states that shrink without input, other than those that rules keep.
func (s *Sim) fading() [][]float64 {
	var out [][]float64
	for i := range s.ops {
		switch op := &s.ops[i]; op.code {
		case program.Lowpass:
			out = append(out, op.y)
		case program.Filter:
			out = append(out, op.st)
		}
	}
	for i := range s.pops {
		out = append(out, s.pops[i].states...)
	}
	return out
}

// silence ends what has faded to nothing.
func (s *Sim) silence() {
	for _, state := range s.fades {
		silence(state)
	}
	for _, r := range s.linkRules {
		for _, state := range kept(r.keeps()) {
			silence(state)
		}
	}
}

func silence(state []float64) {
	for i, v := range state {
		if math.Abs(v) < nothing {
			state[i] = 0
		}
	}
}
