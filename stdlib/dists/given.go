package dists

import (
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/internal/rng"
)

// Choice draws one of its rows, with the probabilities Weights; nil for equal
// ones.
type Choice struct {
	Rows    [][]float64
	Weights []float64
}

// Sample draws n rows; rows of one number fill all d dimensions.
func (c Choice) Sample(r *rng.Rand, n, d int) []float64 {
	total := 0.0
	for _, w := range c.Weights {
		total += w
	}
	out := make([]float64, 0, n*d)
	for range n {
		row := c.Rows[c.pick(r, total)]
		for j := range d {
			out = append(out, row[j%len(row)])
		}
	}
	return out
}

func (c Choice) pick(r *rng.Rand, total float64) int {
	if c.Weights == nil {
		return r.IntN(len(c.Rows))
	}
	u, sum := total*r.Float64(), 0.0
	for i, w := range c.Weights {
		if sum += w; u < sum {
			return i
		}
	}
	return len(c.Rows) - 1
}

// Bounds returns the smallest and largest element.
func (c Choice) Bounds() (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, row := range c.Rows {
		lo, hi = min(lo, slices.Min(row)), max(hi, slices.Max(row))
	}
	return lo, hi
}

// String writes choice([…]).
func (c Choice) String() string {
	if c.Weights != nil {
		return fmt.Sprintf("choice(%v, weights=%v)", c.Rows, c.Weights)
	}
	return fmt.Sprintf("choice(%v)", c.Rows)
}

// PDF is a density given as probabilities P of points X; between the points
// its distribution function is straight:
//
//	x = interp(u, cumsum(P), X),  u uniform on [0, 1)
type PDF struct{ X, P []float64 }

// NewPDF checks that there is a probability for each point and that they make
// 1.
func NewPDF(x, p []float64) (PDF, error) {
	sum := 0.0
	for _, v := range p {
		if v < 0 {
			return PDF{}, fmt.Errorf("the probability %g is negative", v)
		}
		sum += v
	}
	switch {
	case len(x) != len(p) || len(x) == 0:
		return PDF{}, fmt.Errorf("there are %d points and %d probabilities", len(x), len(p))
	case !(math.Abs(sum-1) <= 1e-8):
		return PDF{}, fmt.Errorf("the probabilities sum to %g, not to 1", sum)
	case !slices.IsSorted(x):
		return PDF{}, fmt.Errorf("the points must increase")
	}
	return PDF{x, p}, nil
}

// Draw inverts the distribution function.
func (p PDF) Draw(r *rng.Rand) float64 {
	u, before := r.Float64(), 0.0
	for i, w := range p.P {
		if u < before+w {
			if i == 0 {
				return p.X[0]
			}
			return p.X[i-1] + float64((p.X[i]-p.X[i-1])*((u-before)/w))
		}
		before += w
	}
	return p.X[len(p.X)-1]
}

// Sample draws each coordinate on its own.
func (p PDF) Sample(r *rng.Rand, n, d int) []float64 { return each(p, r, n*d) }

// Bounds are the first and the last point.
func (p PDF) Bounds() (lo, hi float64) { return p.X[0], p.X[len(p.X)-1] }

// String writes pdf(x, p).
func (p PDF) String() string { return fmt.Sprintf("pdf(%v, %v)", p.X, p.P) }
