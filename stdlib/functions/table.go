package functions

import (
	"math"
	"sort"
)

// Interpolated is the function whose graph is straight lines between points
// (x, y), x increasing; outside it holds the first and the last value.
func Interpolated(name string, x, y []float64) *Func {
	return &Func{Name: name, Doc: "straight lines between the points of a table", X: x, Y: y, F1: func(v float64) float64 {
		k := sort.SearchFloat64s(x, v)
		switch {
		case math.IsNaN(v):
			return v
		case k == 0:
			return y[0]
		case k == len(x):
			return y[k-1]
		}
		f := (v - x[k-1]) / (x[k] - x[k-1])
		return y[k-1] + float64(f*(y[k]-y[k-1]))
	}}
}
