package model

import (
	"math"

	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/synapses"
)

// PerHz is the weight per Hz of a path whose spikes add 1 to their target at once, for a
// time step of dt (s):
//
//	lowpass(τ)  dt/(1 - e^(-dt/τ))       to what its output is after the spike
//	alpha(τ)    e·τ                      to the peak of its output
//	none        dt/(1 - e^(-dt/tau_rc))  to the voltage of a leaky neuron that takes a current
//
// for spikes of area 1; of others it is divided by their area. ok is false where a spike
// makes no jump. Without `units jump` it is 1.
func (c *Connection) PerHz(path Path, dt float64) (factor float64, ok bool) {
	if !c.Jumps {
		return 1, true
	}
	factor, ok = c.perHz(path, dt)
	return factor / neurons.Area(c.Pre.Sources()[path.Source].Neurons), ok
}

// perHz is PerHz for spikes of area 1.
func (c *Connection) perHz(path Path, dt float64) (factor float64, ok bool) {
	switch s := path.Synapse.(type) {
	case synapses.Lowpass:
		f, err := s.Discretize(dt)
		if err != nil || f.Order() != 1 || f.D != 0 {
			return 0, false
		}
		return dt / (f.C[0] * f.B[0]), true
	case synapses.Alpha:
		return math.E * s.Tau, s.Tau > 0
	case nil:
		if leaky, is := c.Post.Ensemble.Neurons.(neurons.Leaky); is && c.Post.Port == "" && path.Port == "" {
			return dt / leaky.Reached(dt), true
		}
	}
	return 0, false
}
