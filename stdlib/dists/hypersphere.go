package dists

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/mathext"

	"github.com/nefc/nefc/stdlib/rng"
)

// ScatteredHypersphere spreads points evenly over the unit ball, or over its
// surface: a quasi-random sequence is mapped to spherical coordinates by the
// inverse of their distribution functions and rotated at random. It is Nengo's
// default for encoders (surface) and evaluation points (ball).
//
// Source: Fang & Wang (1994), Number-theoretic methods in statistics; the
// sequence is Roberts' R_d (2018).
type ScatteredHypersphere struct{ Surface bool }

// Bounds are those of the unit ball.
func (ScatteredHypersphere) Bounds() (lo, hi float64) { return -1, 1 }

// String writes sphere or ball.
func (s ScatteredHypersphere) String() string {
	if s.Surface {
		return "sphere"
	}
	return "ball"
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
	u := quasirandom(r, n, coords)
	out := make([]float64, n*d)
	for i := range n {
		p := out[i*d : (i+1)*d]
		sphericalCoordinates(u[i*coords:i*coords+d-1], p)
		if !s.Surface {
			radius := math.Pow(u[i*coords+d-1], 1/float64(d))
			for j := range p {
				p[j] *= radius
			}
		}
	}
	return rotate(r, out, n, d)
}

// line is the one-dimensional case: half of the points on either side.
func (s ScatteredHypersphere) line(r *rng.Rand, n int) []float64 {
	u := quasirandom(r, n, 1)
	if s.Surface {
		for i, v := range u {
			u[i] = 1
			if v < 0.5 {
				u[i] = -1
			}
		}
		return u
	}
	for i := range n / 2 {
		u[i] = -u[i]
	}
	r.Shuffle(n, func(i, j int) { u[i], u[j] = u[j], u[i] })
	return u
}

// quasirandom returns n points of Roberts' sequence in [0, 1)^d, from a random
// offset, in random order:
//
//	x_i = offset + i·(φ^-1, φ^-2, …) mod 1,   φ^(d+1) = φ + 1
func quasirandom(r *rng.Rand, n, d int) []float64 {
	phi := 2.0
	for range 60 { // a contraction; 60 rounds reach the last bit
		phi = math.Pow(1+phi, 1/float64(d+1))
	}
	offset := each(Uniform{0, 1}, r, d)
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

// sphericalCoordinates maps u in [0,1)^(d-1) to the surface of the unit ball.
// Angle j has density sin^(d-2-j); its cosine c obeys P(c² < s) = I_s(1/2, k/2)
// with k = d-1-j, so c = ±√(I⁻¹). The last angle is uniform on the circle.
func sphericalCoordinates(u, p []float64) {
	d := len(p)
	rest := 1.0 // length that is left for the remaining coordinates
	for j := range d - 2 {
		side := 2*u[j] - 1
		c := math.Sqrt(mathext.InvRegIncBeta(0.5, float64(d-1-j)/2, math.Abs(side)))
		p[j] = math.Copysign(c, side) * rest
		rest *= math.Sqrt(max(0, 1-c*c))
	}
	sin, cos := math.Sincos(2 * math.Pi * u[d-2])
	p[d-2], p[d-1] = rest*cos, rest*sin
}

// rotate multiplies n points by one random rotation: the Q of a QR
// decomposition of a matrix of normals, signs fixed by R's diagonal.
func rotate(r *rng.Rand, points []float64, n, d int) []float64 {
	g := mat.NewDense(d, d, each(Normal{0, 1}, r, d*d))
	var qr mat.QR
	qr.Factorize(g)
	var q, tri mat.Dense
	qr.QTo(&q)
	qr.RTo(&tri)
	for j := range d {
		if tri.At(j, j) < 0 {
			for i := range d {
				q.Set(i, j, -q.At(i, j))
			}
		}
	}
	var out mat.Dense
	out.Mul(mat.NewDense(n, d, points), &q)
	return out.RawMatrix().Data
}
