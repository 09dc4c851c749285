package analyses

import (
	"maps"
	"math"
	"slices"
)

// trains are the spikes of each neuron that has any, in the order of the neurons: the
// steps since the look at them began, so that intervals are whole and have no rounding.
func trains(w Window, v Value) [][]float64 {
	of := map[float64][]float64{}
	for k, neuron := range v.Data {
		of[neuron] = append(of[neuron], math.Round((v.T[k]-w.From)/w.Dt))
	}
	var out [][]float64
	for _, neuron := range slices.Sorted(maps.Keys(of)) {
		out = append(out, of[neuron])
	}
	return out
}

// counts are spikes in bins, of the neurons that have some there.
type counts struct {
	n      float64   // whole bins; what is behind the last is left out
	total  []float64 // spikes in each, of all neurons
	sum    []float64 // of each neuron: Σc over the bins
	spread []float64 // of each neuron: n²·variance = n·Σc² - (Σc)²
}

// inBins counts spikes in bins of a width in s from the beginning of the look on. The bins
// are open below and closed above, as steps are: a spike at t belongs to the step up to t.
func inBins(w Window, v Value, width float64) (*counts, *Problem) {
	n := math.Floor((w.End - w.From + float64(w.Dt/2)) / width)
	if !(n >= 2) {
		return nil, undefined("%.4g s hold fewer than two bins of %.4g s", max(0, w.End-w.From), width)
	}
	c := &counts{n: n, total: make([]float64, int(n))}
	for _, train := range trains(w, v) {
		sum, squares, own, last := 0.0, 0.0, 0.0, -1.0 // own are those in the last bin: a train is in order
		for _, step := range train {
			bin := math.Floor(float64((step-0.5)*w.Dt) / width)
			if bin < 0 || bin >= n {
				continue
			}
			if bin != last {
				own, last = 0, bin
			}
			squares += float64(2*own) + 1 // (own + 1)² - own²
			own++
			c.total[int(bin)]++
			sum++
		}
		if sum > 0 {
			c.sum, c.spread = append(c.sum, sum), append(c.spread, spread(n, sum, squares))
		}
	}
	return c, nil
}

// spread is n²·variance of n counts, of their sum and the sum of their squares: whole
// numbers, which are exact.
func spread(n, sum, squares float64) float64 { return float64(n*squares) - float64(sum*sum) }
