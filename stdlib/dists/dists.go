// Package dists holds the distributions that encoders, rates, intercepts and
// initial states are drawn from.
package dists

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Dist draws samples.
type Dist interface {
	// Sample draws n points of d dimensions, row by row.
	Sample(r *rng.Rand, n, d int) []float64
	// Bounds are the smallest and largest possible value of a coordinate; they
	// may be infinite.
	Bounds() (lo, hi float64)
	// String writes the distribution as in a model.
	String() string
}

// Scalar is a distribution of single numbers; every coordinate is drawn on its
// own.
type Scalar interface {
	Dist
	Draw(r *rng.Rand) float64
}

// Table lists the distributions whose arguments are numbers.
var Table = catalog.Table[Dist]{uniform, normal, exponential, beta, sqrtBeta, subvector, cosine, uniformSphere, uniformBall, quasi, axes}

// Written lists the distributions whose arguments are lists or distributions,
// which the checker reads.
var Written = catalog.Table[Dist]{
	{Name: "sphere", Doc: "evenly scattered points on the surface of the unit ball; base=0..1 makes them independent", Source: "Fang & Wang (1994)",
		Example: "sphere(base=0..1)", New: func(catalog.Values) (Dist, error) { return ScatteredHypersphere{Surface: true}, nil }},
	{Name: "ball", Doc: "evenly scattered points in the unit ball; min_magnitude is their least length", Source: "Fang & Wang (1994)",
		Example: "ball(min_magnitude=0.5)", New: func(catalog.Values) (Dist, error) { return ScatteredHypersphere{}, nil }},
	{Name: "choice", Doc: "one of a list: choice([1, -1]), choice([[1, 0], [0, 1]], weights=[1, 3])", Example: "choice([1, -1])"},
	{Name: "pdf", Doc: "points and their probabilities, straight lines between: pdf([0, 1, 2], [0.2, 0.5, 0.3])", Example: "pdf([0, 1, 2], [0.2, 0.5, 0.3])"},
	{Name: "samples", Doc: "the numbers themselves: samples([0.1, 0.2]) is [0.1, 0.2]", Example: "samples(vector(50, i/50))"},
}

// OfPoints reports a distribution of points, whose coordinates belong together, rather
// than of single numbers.
func OfPoints(e catalog.Entry[Dist]) bool {
	if e.New == nil {
		return false
	}
	d, err := e.Sample()
	_, single := d.(Scalar)
	return err == nil && !single
}

// Uniform is constant on [Lo, Hi); with Whole only on the whole numbers in it.
type Uniform struct {
	Lo, Hi float64
	Whole  bool
}

var uniform = catalog.Entry[Dist]{
	Name: "uniform", Doc: "constant density on [low, high), or on its whole numbers", Example: "uniform(-0.5, 0.5)",
	Params: []catalog.Param{{Name: "low", Required: true, Drawn: true, Doc: "the smallest"}, {Name: "high", Required: true, Drawn: true, Doc: "above the largest"},
		{Name: "integer", Kind: catalog.Flag, Doc: "whole numbers only"}},
	New: func(v catalog.Values) (Dist, error) {
		if v["low"] > v["high"] {
			return nil, fmt.Errorf("the interval runs backwards")
		}
		u := Uniform{v["low"], v["high"], v["integer"] != 0}
		if u.Whole && math.Ceil(u.Lo) >= u.Hi {
			return nil, fmt.Errorf("there is no whole number between %g and %g", u.Lo, u.Hi)
		}
		return u, nil
	},
}

// Draw draws one number.
func (u Uniform) Draw(r *rng.Rand) float64 {
	if u.Whole {
		lo := math.Ceil(u.Lo)
		return lo + float64(r.IntN(int(math.Ceil(u.Hi)-lo)))
	}
	return r.Uniform(u.Lo, u.Hi)
}

// Sample draws each coordinate on its own.
func (u Uniform) Sample(r *rng.Rand, n, d int) []float64 { return each(u, r, n*d) }

// Bounds returns the interval.
func (u Uniform) Bounds() (lo, hi float64) { return u.Lo, u.Hi }

// String writes lo..hi, or uniform(…) of whole numbers.
func (u Uniform) String() string {
	if u.Whole {
		return fmt.Sprintf("uniform(%g, %g, integer=yes)", u.Lo, u.Hi)
	}
	return fmt.Sprintf("%g..%g", u.Lo, u.Hi)
}

// Normal is the normal distribution.
type Normal struct{ Mean, Std float64 }

var normal = catalog.Entry[Dist]{
	Name: "normal", Doc: "normal distribution of mean m and standard deviation s",
	Params: []catalog.Param{{Name: "mean", Required: true, Drawn: true, Doc: "middle"},
		{Name: "std", Required: true, Drawn: true, Check: catalog.NotNegative, Doc: "standard deviation"}},
	New: func(v catalog.Values) (Dist, error) { return Normal{v["mean"], v["std"]}, nil },
}

// Draw draws one number.
func (g Normal) Draw(r *rng.Rand) float64 { return g.Mean + float64(g.Std*r.Normal()) }

// Sample draws each coordinate on its own.
func (g Normal) Sample(r *rng.Rand, n, d int) []float64 { return each(g, r, n*d) }

// Bounds are infinite.
func (g Normal) Bounds() (lo, hi float64) { return math.Inf(-1), math.Inf(1) }

// String writes normal(m, s).
func (g Normal) String() string { return fmt.Sprintf("normal(%g, %g)", g.Mean, g.Std) }

// Exponential has density exp(-(x-Shift)/Scale)/Scale above Shift; samples are
// cut just below High.
type Exponential struct{ Scale, Shift, High float64 }

var exponential = catalog.Entry[Dist]{
	Name: "exponential", Doc: "density exp(-(x-shift)/scale)/scale for x ≥ shift, cut below high",
	Params: []catalog.Param{{Name: "scale", Required: true, Drawn: true, Check: catalog.Positive, Doc: "mean above the shift"},
		{Name: "shift", Drawn: true, Doc: "the smallest"}, {Name: "high", Default: math.Inf(1), Doc: "above the largest", Infinite: true}},
	New: func(v catalog.Values) (Dist, error) {
		return Exponential{v["scale"], v["shift"], v["high"]}, nil
	},
}

// Draw draws one number.
func (e Exponential) Draw(r *rng.Rand) float64 {
	return min(math.Nextafter(e.High, math.Inf(-1)), e.Shift-float64(e.Scale*libm.Log1p(-r.Float64())))
}

// Sample draws each coordinate on its own.
func (e Exponential) Sample(r *rng.Rand, n, d int) []float64 { return each(e, r, n*d) }

// Bounds returns shift and high.
func (e Exponential) Bounds() (lo, hi float64) { return e.Shift, e.High }

// String writes exponential(scale, shift, high).
func (e Exponential) String() string {
	return fmt.Sprintf("exponential(%g, %g, %g)", e.Scale, e.Shift, e.High)
}

func each(d Scalar, r *rng.Rand, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = d.Draw(r)
	}
	return out
}
