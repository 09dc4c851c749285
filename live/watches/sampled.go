package watches

import "slices"

// sampled tells numbers of steps, in bins. What it carries from a step to the next goes back
// in time with the session.
type sampled struct {
	bins  bins
	state []float64 // of a synapse, or counts; nil for none
}

// carried is what it carries: its state, and the bin that is being filled.
type carried struct {
	state []float64
	bins  bins
}

func (v *sampled) Carry() any { return carried{slices.Clone(v.state), v.bins.carry()} }

func (v *sampled) Resume(from any) {
	clear(v.state)
	v.bins.cut()
	if c, ok := from.(carried); ok {
		copy(v.state, c.state)
		v.bins.resume(c.bins)
	}
}

func (v *sampled) Pull(bool) *Frame { return v.bins.pull() }

func (v *sampled) Forget() { v.bins.pull() }

func (v *sampled) Cut() { v.bins.cut() }
