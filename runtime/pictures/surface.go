package pictures

import (
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/tuned"
	"github.com/nefc/nefc/stdlib/neurons"
)

// Tunings are the panels of a population: its tuning curves, and of neurons with conductances the rate over both.
func Tunings(p *program.Population, decoders []Decoder, dt float64) []figures.Panel {
	out := []figures.Panel{Tuning(p, decoders)}
	if s := tuned.Over(p, dt); s != nil {
		heat := &figures.Heat{Label: "rate", Unit: "Hz", X: s.X, Y: s.Y, Z: s.Rates}
		out = append(out, figures.Panel{Title: p.Name + ", a neuron", X: portAxis(s.Exc), Y: portAxis(s.Inh), Content: heat})
	}
	return out
}

// portAxis is the axis of a conductance.
func portAxis(p neurons.Port) figures.Axis { return figures.Axis{Label: p.Name, Unit: p.Unit} }
