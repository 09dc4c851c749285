package pictures

import (
	"slices"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/stdlib/neurons"
)

// surfacePoints is how many points a surface has along each axis.
const surfacePoints = 41

// Tunings are the panels of a population: its tuning curves, and of neurons with conductances the rate over both.
func Tunings(p *program.Population, decoders []Decoder, dt float64) []figures.Panel {
	out := []figures.Panel{Tuning(p, decoders)}
	if t, ok := p.Neurons.(neurons.Conductive); ok {
		out = append(out, surface(p, t, dt))
	}
	return out
}

// surface is how fast a neuron of a population fires at constant conductances, in steps of dt (s), simulated: up to the
// rate that the fastest of the population reaches within its radius, and to what silences it.
func surface(p *program.Population, t neurons.Conductive, dt float64) figures.Panel {
	most := reached(p, t, dt)
	s := &figures.Heat{Label: "rate", Unit: "Hz"}
	var exc, inh []float64
	for k := range surfacePoints {
		share := float64(k) / (surfacePoints - 1)
		s.X, s.Y = append(s.X, share*most[0]), append(s.Y, share*most[1])
	}
	for _, y := range s.Y {
		for _, x := range s.X {
			exc, inh = append(exc, x), append(inh, y)
		}
	}
	s.Z = make([]float64, len(exc))
	t.Steady(exc, inh, dt, s.Z)
	excitation, inhibition, _ := neurons.Conductances(t)
	return figures.Panel{Title: p.Name + ", a neuron", X: portAxis(excitation), Y: portAxis(inhibition), Content: s}
}

// reached are the largest conductances of a surface: those that were looked at where H is found, or what H makes of the
// highest rate.
func reached(p *program.Population, t neurons.Conductive, dt float64) [2]float64 {
	h := t.Theory()
	if c := p.Calibration; c != nil {
		if h = c.H; c.Exc > 0 {
			return [2]float64{c.Exc, c.Inh}
		}
	}
	J := make([]float64, p.N)
	for i := range J {
		J[i] = slopeOf(p, i)*p.Radius + p.Bias[i]
	}
	rates := make([]float64, p.N)
	t.Rates(J, rates)
	exc, inh := h.Reaching(t.InverseRate(max(slices.Max(rates), slowestTop)))
	return [2]float64{exc, inh}
}

// slowestTop is the rate (Hz) to which a surface goes at least.
const slowestTop = 10

// portAxis is the axis of a conductance.
func portAxis(p neurons.Port) figures.Axis { return figures.Axis{Label: p.Name, Unit: p.Unit} }
