package runtime

import (
	"math"

	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/stdlib/neurons"
)

// coarse looks whether the conductances of a population are too large for the substeps of
// its neurons.
type coarse struct {
	Noted
	Largest  float64 // sum of the conductances of a neuron (nS) since Reserve, where it was too large
	exc, inh int     // ports
	most     float64 // sum up to which substeps are short enough; +Inf for neurons without substeps
}

// newCoarse asks a type of neurons for what its substeps allow.
func newCoarse(t neurons.Type, dt float64) coarse {
	c := coarse{most: math.Inf(1)}
	if of, ok := t.(neurons.Substepped); ok {
		c.most = of.Stable(dt)
		exc, inh, _ := neurons.Conductances(t)
		c.exc, c.inh = neurons.PortOf(t, exc.Name), neurons.PortOf(t, inh.Name)
	}
	return c
}

// look notes a step, at time t (s), in which the sum was too large.
func (c *coarse) look(in [][]float64, t float64) {
	if math.IsInf(c.most, 1) {
		return
	}
	if largest := kernels.LargestSum(in[c.exc], in[c.inh]); largest > c.most {
		c.note(t)
		c.Largest = max(c.Largest, largest)
	}
}

// Coarse returns the share of steps since Reserve in which conductances of a population were
// too large for the substeps of its neurons, when that was first (s), and the largest sum (nS).
func (s *Sim) Coarse(pop int) (share, first, largest float64) {
	c := &s.pops[pop].coarse
	return s.share(c.Noted), c.First, c.Largest
}
