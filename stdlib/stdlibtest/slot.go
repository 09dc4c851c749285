package stdlibtest

import "github.com/nefc/nefc/stdlib/slots"

// threshold is where along its encoder a neuron has the current 1.
var threshold = &slots.Slot{
	Name: "threshold", Of: []slots.Owner{slots.Ensemble}, Doc: "where along its encoder the current of a neuron is 1", Shape: []slots.Axis{slots.Neurons},
	Unit: "radii", From: slots.Computed, Example: "probe a.threshold",
	Compute: func(t *slots.Tuning) []float64 {
		out := make([]float64, t.N)
		for i := range out {
			out[i] = (1 - t.Bias[i]) / t.Gain[i]
		}
		return out
	},
}
