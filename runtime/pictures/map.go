package pictures

import (
	"strings"

	"github.com/nefc/nefc/runtime/figures"
)

// Map is a panel of where neurons are, by their first two coordinates, and how fast each fired on the whole; of those
// along a line, its rate over where it is. The population must have positions.
func Map(s *Spikes) figures.Panel {
	axes := len(s.Population.Positions) / s.Population.N
	at := func(k int) []float64 {
		out := make([]float64, len(s.Neurons))
		for row, i := range s.Neurons {
			out[row] = s.Population.Positions[i*axes+k]
		}
		return out
	}
	rates, rows := make([]float64, len(s.Neurons)), s.rows()
	for _, i := range s.Value.Data {
		rates[rows[int(i)]] += 1 / (s.To - s.From)
	}
	name := strings.TrimSuffix(s.Name, ".spikes")
	if axes == 1 {
		return figures.Panel{Title: s.Name, X: figures.Axis{Label: "position"}, Y: rate,
			Content: &figures.Plane{Points: true, List: []figures.Line{{Name: name, X: at(0), Y: rates}}}}
	}
	return figures.Panel{Title: s.Name, X: figures.Axis{Label: "position[0]"}, Y: figures.Axis{Label: "position[1]"},
		Content: &figures.Places{Name: name, Label: rate.Label, Unit: rate.Unit, X: at(0), Y: at(1), Z: rates, Neurons: s.Neurons}}
}
