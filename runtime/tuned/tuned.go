// Package tuned computes how fast neurons of a population fire at what drives them, for
// pictures of runs and for pages that look at a model while it runs.
package tuned

import (
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/stdlib/neurons"
)

// points is how many points a surface has along each axis.
const points = 41

// slowestTop is the rate (Hz) to which a surface goes at least.
const slowestTop = 10

// Surface is how fast a neuron of a population fires at constant conductances.
type Surface struct {
	Exc, Inh neurons.Port
	X, Y     []float64 // of Exc and Inh, in their units
	Rates    []float64 // Hz, row by row of Y
}

// Over simulates the surface of a population in steps of dt (s): up to the rate that the
// fastest of its neurons reaches within its radius, and to what silences that. It is nil
// for neurons that have no conductances.
func Over(p *program.Population, dt float64) *Surface {
	t, ok := p.Neurons.(neurons.Conductive)
	if !ok {
		return nil
	}
	most := reached(p, t)
	s := &Surface{}
	s.Exc, s.Inh, _ = neurons.Conductances(t)
	var exc, inh []float64
	for k := range points {
		share := float64(k) / (points - 1)
		s.X, s.Y = append(s.X, share*most[0]), append(s.Y, share*most[1])
	}
	for _, y := range s.Y {
		for _, x := range s.X {
			exc, inh = append(exc, x), append(inh, y)
		}
	}
	s.Rates = make([]float64, len(exc))
	t.Steady(exc, inh, dt, s.Rates)
	return s
}

// reached are the largest conductances of a surface: those that were looked at where H is
// found, or what H makes of the highest rate.
func reached(p *program.Population, t neurons.Conductive) [2]float64 {
	h := t.Theory()
	if c := p.Calibration; c != nil {
		if h = c.H; c.Exc > 0 {
			return [2]float64{c.Exc, c.Inh}
		}
	}
	J := make([]float64, p.N)
	for i := range J {
		J[i] = Slope(p, i)*p.Radius + p.Bias[i]
	}
	rates := make([]float64, p.N)
	t.Rates(J, rates)
	exc, inh := h.Reaching(t.InverseRate(max(slices.Max(rates), slowestTop)))
	return [2]float64{exc, inh}
}

// Slope is what a step along the axis of a tuning curve adds to the current of a neuron:
// along the value in one dimension, along its own encoder in more.
func Slope(p *program.Population, i int) float64 {
	if p.Dims == 1 {
		return p.Scaled[i]
	}
	square := 0.0
	for _, e := range p.Encoders[i*p.Dims : (i+1)*p.Dims] {
		square += float64(e * e)
	}
	return math.Sqrt(square) * (p.Gain[i] / p.Radius)
}
