// Package stats reduces numbers to what is drawn of them: curves of several seeds to one with a band, values to counts.
package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/nefc/nefc/stdlib/plots"
)

// Summary is a curve made of those of several seeds.
type Summary struct {
	Middle    []float64 // the mean; the median for plots.Quartiles. NaN where no seed has a value
	Low, High []float64 // the band; nil for none
	N         int       // how many seeds have values
}

// Summarise makes one curve of n points of those of seeds. Where a single seed has a value, there is no band.
func Summarise(runs [][]float64, n int, band plots.Band) Summary {
	s := Summary{Middle: make([]float64, n)}
	for _, r := range runs {
		if slices.ContainsFunc(r, func(v float64) bool { return !math.IsNaN(v) }) {
			s.N++
		}
	}
	if s.N > 1 && band != plots.NoBand && band != plots.EachLine {
		s.Low, s.High = make([]float64, n), make([]float64, n)
	}
	values := make([]float64, 0, len(runs))
	for i := range n {
		values = values[:0]
		for _, r := range runs {
			if i < len(r) && !math.IsNaN(r[i]) {
				values = append(values, r[i])
			}
		}
		middle, low, high := spreadOf(values, band)
		s.Middle[i] = middle
		if s.Low != nil {
			s.Low[i], s.High[i] = low, high
		}
	}
	return s
}

// spreadOf is the middle of values and the ends of their band; NaN for what they do not have.
func spreadOf(values []float64, band plots.Band) (middle, low, high float64) {
	nan := math.NaN()
	n := float64(len(values))
	if n == 0 {
		return nan, nan, nan
	}
	mean := 0.0
	for _, v := range values {
		mean += v / n
	}
	if band == plots.Quartiles {
		slices.Sort(values)
		mean = quantile(values, 0.5)
	}
	if n < 2 {
		return mean, nan, nan
	}
	if band == plots.Quartiles {
		return mean, quantile(values, 0.25), quantile(values, 0.75)
	}
	square := 0.0
	for _, v := range values {
		square += (v - mean) * (v - mean) / (n - 1)
	}
	half := math.Sqrt(square)
	switch band {
	case plots.SEM:
		half /= math.Sqrt(n)
	case plots.CI95:
		half *= distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(0.975) / math.Sqrt(n)
	case plots.SD:
	default:
		return mean, slices.Min(values), slices.Max(values)
	}
	return mean, mean - half, mean + half
}

// quantile of sorted values, linear between them (definition 7 of Hyndman & Fan 1996).
func quantile(v []float64, share float64) float64 {
	at := share * float64(len(v)-1)
	i := min(int(at), len(v)-2)
	if i < 0 {
		return v[0]
	}
	return v[i] + (at-float64(i))*(v[i+1]-v[i])
}
