package pictures

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/runtime/figures"
)

// heatPoints is how many points a map of rates has along each axis.
const heatPoints = 61

// Heats are maps of firing rates over the plane that a population of two dimensions represents, within its radius: the
// mean of all neurons, or a panel for each that is named.
func Heats(p *program.Population, neurons []int) []figures.Panel {
	if neurons == nil {
		all := make([]int, p.N)
		for i := range all {
			all[i] = i
		}
		return []figures.Panel{heat(p, p.Name, all)}
	}
	var out []figures.Panel
	for _, i := range neurons {
		out = append(out, heat(p, fmt.Sprintf("%s.neurons[%d]", p.Name, i), []int{i}))
	}
	return out
}

// heat is a map of the mean rate of some neurons.
func heat(p *program.Population, title string, neurons []int) figures.Panel {
	h := &figures.Heat{Label: "rate", Unit: "Hz"}
	for k := range heatPoints {
		v := p.Radius * (2*float64(k)/(heatPoints-1) - 1)
		h.X, h.Y = append(h.X, v), append(h.Y, v)
	}
	h.Z = make([]float64, heatPoints*heatPoints)
	J, rates := make([]float64, len(h.Z)), make([]float64, len(h.Z))
	for _, i := range neurons {
		e := p.Scaled[2*i : 2*i+2]
		for k := range J {
			J[k] = p.Bias[i] + e[0]*h.X[k%heatPoints] + e[1]*h.Y[k/heatPoints]
		}
		p.Neurons.Rates(J, rates)
		for k, r := range rates {
			h.Z[k] += r / float64(len(neurons))
		}
	}
	for k := range h.Z {
		if libm.Hypot(h.X[k%heatPoints], h.Y[k/heatPoints]) > p.Radius*(1+1e-9) {
			h.Z[k] = math.NaN()
		}
	}
	return figures.Panel{Title: title, X: figures.Axis{Label: p.Name + "[0]"}, Y: figures.Axis{Label: p.Name + "[1]"}, Content: h}
}
