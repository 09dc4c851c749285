package live

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

func (v *sampled) carry() any { return carried{slices.Clone(v.state), v.bins.carry()} }

func (v *sampled) resume(from any) {
	clear(v.state)
	v.bins.cut()
	if c, ok := from.(carried); ok {
		copy(v.state, c.state)
		v.bins.resume(c.bins)
	}
}

func (v *sampled) pull(bool) *Frame { return v.bins.pull() }

func (v *sampled) forget() { v.bins.pull() }

func (v *sampled) cut() { v.bins.cut() }
