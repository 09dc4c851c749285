package dists

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Beta has density x^(a-1)·(1-x)^(b-1)/B(a, b) on [0, 1].
type Beta struct{ A, B float64 }

var beta = catalog.Entry[Dist]{
	Name: "beta", Doc: "density x^(a-1)·(1-x)^(b-1)/B(a, b) on [0, 1]",
	Params: []catalog.Param{{Name: "a", Required: true, Check: shape, Doc: "first shape: larger moves towards 1"},
		{Name: "b", Required: true, Check: shape, Doc: "second shape: larger moves towards 0"}},
	New: func(v catalog.Values) (Dist, error) { return Beta{v["a"], v["b"]}, nil },
}

// steepest is the largest shape whose distribution function is inverted: beyond
// it, and below its inverse, no numbers are looked for.
const steepest = 1e10

func shape(v float64) error {
	if !(1/steepest <= v && v <= steepest) {
		return fmt.Errorf("must be from %g to %g", 1/steepest, steepest)
	}
	return nil
}

// Draw inverts the distribution function, the regularised incomplete beta
// function.
func (b Beta) Draw(r *rng.Rand) float64 { return newIncompleteBeta(b.A, b.B).inverse(r.Float64()) }

// Sample draws each coordinate on its own.
func (b Beta) Sample(r *rng.Rand, n, d int) []float64 { return each(b, r, n*d) }

// Bounds are 0 and 1.
func (Beta) Bounds() (lo, hi float64) { return 0, 1 }

// String writes beta(a, b).
func (b Beta) String() string { return fmt.Sprintf("beta(%g, %g)", b.A, b.B) }

// SqrtBeta is the square root of a Beta(m/2, n/2) number: the length of m
// elements of a random unit vector of n+m.
type SqrtBeta struct{ N, M float64 }

var sqrtBeta = catalog.Entry[Dist]{
	Name: "sqrtbeta", Doc: "the length of m elements of a random unit vector of n+m: √Beta(m/2, n/2)", Source: "Gosmann & Eliasmith (2016)",
	Params: []catalog.Param{{Name: "n", Required: true, Check: shape, Doc: "elements that are left out"},
		{Name: "m", Default: 1, Check: shape, Doc: "elements whose length it is"}},
	New: func(v catalog.Values) (Dist, error) { return SqrtBeta{v["n"], v["m"]}, nil },
}

var subvector = catalog.Entry[Dist]{
	Name: "subvector", Doc: "the length of `sub` elements of a random unit vector of `dims`", Source: "Gosmann & Eliasmith (2016)",
	Params: []catalog.Param{{Name: "dims", Required: true, Check: atLeastTwo, Doc: "elements of the vector"},
		{Name: "sub", Default: 1, Check: shape, Doc: "elements whose length it is"}},
	New: func(v catalog.Values) (Dist, error) {
		if v["sub"] >= v["dims"] {
			return nil, fmt.Errorf("`sub` must be below `dims`")
		}
		return SqrtBeta{v["dims"] - v["sub"], v["sub"]}, nil
	},
}

func atLeastTwo(v float64) error {
	if !(v >= 2) {
		return fmt.Errorf("must be at least 2")
	}
	return shape(v)
}

// Draw takes the root of a Beta number.
func (s SqrtBeta) Draw(r *rng.Rand) float64 { return math.Sqrt(Beta{s.M / 2, s.N / 2}.Draw(r)) }

// Sample draws each coordinate on its own.
func (s SqrtBeta) Sample(r *rng.Rand, n, d int) []float64 { return each(s, r, n*d) }

// Bounds are 0 and 1.
func (SqrtBeta) Bounds() (lo, hi float64) { return 0, 1 }

// String writes sqrtbeta(n, m).
func (s SqrtBeta) String() string { return fmt.Sprintf("sqrtbeta(%g, %g)", s.N, s.M) }

// Cosine is the cosine of the angle between two random vectors of Dims
// dimensions.
type Cosine struct{ Dims float64 }

var cosine = catalog.Entry[Dist]{
	Name: "cosine", Doc: "the cosine of the angle between two random vectors of `dims` dimensions", Source: "Gosmann & Eliasmith (2016)",
	Params: []catalog.Param{{Name: "dims", Required: true, Check: atLeastTwo, Doc: "elements of the vectors"}},
	New:    func(v catalog.Values) (Dist, error) { return Cosine{v["dims"]}, nil },
}

// Draw is the length of one element, with a random sign.
func (c Cosine) Draw(r *rng.Rand) float64 {
	length := SqrtBeta{c.Dims - 1, 1}.Draw(r)
	if r.IntN(2) == 0 {
		return -length
	}
	return length
}

// Sample draws each coordinate on its own.
func (c Cosine) Sample(r *rng.Rand, n, d int) []float64 { return each(c, r, n*d) }

// Bounds are -1 and 1.
func (Cosine) Bounds() (lo, hi float64) { return -1, 1 }

// String writes cosine(dims).
func (c Cosine) String() string { return fmt.Sprintf("cosine(%g)", c.Dims) }
