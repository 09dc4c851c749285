package stats

import (
	"math"
	"slices"

	"github.com/nefc/nefc/internal/libm"
)

// How many bars a histogram has.
const (
	fewBins  = 10
	manyBins = 60
)

// Finite leaves out what is no number, and sorts the rest.
func Finite(values []float64) (out []float64) {
	for _, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			out = append(out, v)
		}
	}
	slices.Sort(out)
	return out
}

// Bins counts sorted values: where the first bin begins, how wide each is, how many values each has. Few whole
// numbers have a bin each; else bins are as wide as Freedman & Diaconis (1981) advise.
func Bins(v []float64) (low, width float64, counts []float64) {
	if len(v) == 0 {
		return 0, 1, nil
	}
	low, high := v[0], v[len(v)-1]
	whole := high-low < manyBins && !slices.ContainsFunc(v, func(x float64) bool { return x != math.Trunc(x) })
	switch {
	case whole:
		low, width = low-0.5, 1
		counts = make([]float64, int(high-low+0.5))
	case high == low:
		width = math.Max(math.Abs(low)/10, math.SmallestNonzeroFloat64*1e10)
		low -= width / 2
		counts = make([]float64, 1)
	default:
		wanted := 2 * (quantile(v, 0.75) - quantile(v, 0.25)) / libm.Cbrt(float64(len(v)))
		n := fewBins
		if ratio := (high/2 - low/2) / (wanted / 2); ratio > fewBins {
			n = int(math.Min(manyBins, math.Ceil(ratio)))
		}
		width = 2 * ((high/2 - low/2) / float64(n))
		counts = make([]float64, n)
	}
	for _, x := range v {
		k := int((x/2 - low/2) / (width / 2))
		counts[max(0, min(len(counts)-1, k))]++
	}
	return low, width, counts
}
