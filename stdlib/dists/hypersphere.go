package dists

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/internal/linalg"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// ScatteredHypersphere spreads points evenly over the unit ball, or over its
// surface: a quasi-random sequence is mapped to spherical coordinates by the
// inverse of their distribution functions and rotated at random. It is Nengo's
// default for encoders (surface) and evaluation points (ball).
//
// Source: Fang & Wang (1994), Number-theoretic methods in statistics; the
// sequence is Roberts' R_d (2018).
//
// Points of the ball have a length of at least MinMagnitude. Base, if not nil,
// replaces the sequence by a distribution on [0, 1).
type ScatteredHypersphere struct {
	Surface      bool
	MinMagnitude float64
	Base         Scalar
}

// Bounds are those of the unit ball.
func (ScatteredHypersphere) Bounds() (lo, hi float64) { return -1, 1 }

// String writes sphere or ball.
func (s ScatteredHypersphere) String() string {
	name := "ball"
	if s.Surface {
		name = "sphere"
	}
	switch {
	case s.Base != nil:
		return fmt.Sprintf("%s(min_magnitude=%g, base=%s)", name, s.MinMagnitude, s.Base)
	case s.MinMagnitude != 0:
		return fmt.Sprintf("%s(min_magnitude=%g)", name, s.MinMagnitude)
	}
	return name
}

// cube draws n points of the unit cube.
func (s ScatteredHypersphere) cube(r *rng.Rand, n, d int) []float64 {
	if s.Base != nil {
		return s.Base.Sample(r, n, d)
	}
	return roberts(r, n, d)
}

// length maps a number of [0, 1) to the length of a point of the ball: the
// share of the ball below it.
func length(u, least float64, d int) float64 {
	if least == 0 {
		return libm.Pow(u, 1/float64(d))
	}
	low := libm.Pow(least, float64(d))
	return libm.Pow(low+float64(u*(1-low)), 1/float64(d))
}

// Sample draws n points of d dimensions.
func (s ScatteredHypersphere) Sample(r *rng.Rand, n, d int) []float64 {
	if d == 1 {
		return s.line(r, n)
	}
	coords := d - 1
	if !s.Surface {
		coords = d
	}
	u, squares := s.cube(r, n, coords), squaresOfCosines(d)
	out := make([]float64, n*d)
	for i := range n {
		p := out[i*d : (i+1)*d]
		sphericalCoordinates(squares, u[i*coords:i*coords+d-1], p)
		if !s.Surface {
			radius := length(u[i*coords+d-1], s.MinMagnitude, d)
			for j := range p {
				p[j] *= radius
			}
		}
	}
	return rotate(r, out, n, d)
}

// line is the one-dimensional case: half of the points on either side.
func (s ScatteredHypersphere) line(r *rng.Rand, n int) []float64 {
	u := s.cube(r, n, 1)
	if s.Surface {
		for i, v := range u {
			u[i] = 1
			if v < 0.5 {
				u[i] = -1
			}
		}
		return u
	}
	for i := range u {
		u[i] = length(u[i], s.MinMagnitude, 1)
		if i < n/2 {
			u[i] = -u[i]
		}
	}
	r.Shuffle(n, func(i, j int) { u[i], u[j] = u[j], u[i] })
	return u
}

// Quasirandom fills the unit cube [0, 1)^d more evenly than chance, in random
// order: by Roberts' sequence, or, in one dimension, by n points at equal
// distances from a random offset,
//
//	x_i = offset + i/n mod 1
type Quasirandom struct{}

var quasi = catalog.Entry[Dist]{
	Name: "quasirandom", Doc: "fills the unit cube more evenly than chance", Source: "Roberts (2018)",
	New: func(catalog.Values) (Dist, error) { return Quasirandom{}, nil },
}

// Bounds are those of the unit cube.
func (Quasirandom) Bounds() (lo, hi float64) { return 0, 1 }

// String writes quasirandom.
func (Quasirandom) String() string { return "quasirandom" }

// Sample draws n points of d dimensions.
func (Quasirandom) Sample(r *rng.Rand, n, d int) []float64 {
	if d > 1 {
		return roberts(r, n, d)
	}
	offset := r.Float64()
	out := make([]float64, n)
	for i, to := range r.Perm(n) {
		_, out[to] = math.Modf(offset + float64(i)/float64(n))
	}
	return out
}

// roberts is Roberts' sequence from a random offset, in random order:
//
//	x_i = offset + i·(φ^-1, φ^-2, …) mod 1,   φ^(d+1) = φ + 1
//
// Source: Roberts (2018), The unreasonable effectiveness of quasirandom
// sequences.
func roberts(r *rng.Rand, n, d int) []float64 {
	phi := 2.0
	for range 60 { // a contraction; 60 rounds reach the last bit
		phi = libm.Pow(1+phi, 1/float64(d+1))
	}
	offset := each(Uniform{Lo: 0, Hi: 1}, r, d)
	perm := r.Perm(n)
	out := make([]float64, n*d)
	for i, to := range perm {
		alpha := 1.0
		for j := range d {
			alpha /= phi
			_, frac := math.Modf(offset[j] + float64(float64(i+1)*alpha))
			out[to*d+j] = frac
		}
	}
	return out
}

// squaresOfCosines are the distribution functions of the squares of the cosines of all angles but the last two. Angle j has density
// sin^(d-2-j); its cosine c obeys P(c² < s) = I_s(1/2, k/2) with k = d-1-j.
func squaresOfCosines(d int) []incompleteBeta {
	var all []incompleteBeta
	for k := d - 1; k > 2; k-- {
		all = append(all, newIncompleteBeta(0.5, float64(k)/2))
	}
	return all
}

// sphericalCoordinates maps u in [0,1)^(d-1) to the surface of the unit ball. The last cosine but one is uniform in [-1, 1], the last
// angle on the circle.
func sphericalCoordinates(squares []incompleteBeta, u, p []float64) {
	d := len(p)
	rest := 1.0 // length that is left for the remaining coordinates
	for j := range d - 2 {
		side := 2*u[j] - 1
		c := math.Abs(side)
		if j < len(squares) {
			c = math.Sqrt(squares[j].inverse(c))
		}
		p[j] = math.Copysign(c, side) * rest
		rest *= math.Sqrt(max(0, 1-float64(c*c)))
	}
	sin, cos := libm.Sincos(2 * math.Pi * u[d-2])
	p[d-2], p[d-1] = rest*cos, rest*sin
}

// rotate multiplies n points by one random rotation: the Q of a QR
// decomposition of a matrix of normals, signs fixed by R's diagonal.
func rotate(r *rng.Rand, points []float64, n, d int) []float64 {
	normals := mat.NewDense(d, d, each(Normal{0, 1}, r, d*d))
	linalg.NewQR(normals).Rotate(mat.NewDense(n, d, points))
	return points
}
