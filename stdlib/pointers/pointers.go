// Package pointers holds the algebra of semantic pointers: vectors bound by
// circular convolution.
//
// Source: Plate (2003), Holographic Reduced Representation; Eliasmith (2013),
// How to Build a Brain.
package pointers

import (
	"math"

	"github.com/nefc/nefc/internal/fourier"
	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/internal/rng"
)

// attempts is how many vectors Random draws before it takes the best of them.
const attempts = 100

// Random draws a vector of length 1, or what shape makes of one if that is not nil,
// whose cosine with each of the others is at most `most` in size; if none of 100 is so
// far away, the one nearest to it. Its largest cosine is returned beside it.
func Random(r *rng.Rand, dims int, others [][]float64, most float64, shape func([]float64) []float64) (best []float64, nearest float64) {
	nearest = math.Inf(1)
	for range attempts {
		v := make([]float64, dims)
		for i := range v {
			v[i] = r.Normal()
		}
		if v = Normalized(v); shape != nil {
			v = shape(v)
		}
		if worst := mostAlike(v, others, nearest); worst < nearest {
			best, nearest = v, worst
		}
		if nearest <= most {
			break
		}
	}
	return best, nearest
}

// mostAlike is the largest cosine in size of a vector with others, all of length 1; or,
// once it is not below enough, one that is not. Four sums at a time take as long as one.
func mostAlike(v []float64, others [][]float64, enough float64) float64 {
	worst := 0.0
	for ; len(others) >= 4 && worst < enough; others = others[4:] {
		p, q, r, s := others[0][:len(v)], others[1][:len(v)], others[2][:len(v)], others[3][:len(v)]
		var a, b, c, d float64
		for i, x := range v {
			a += float64(x * p[i])
			b += float64(x * q[i])
			c += float64(x * r[i])
			d += float64(x * s[i])
		}
		worst = max(worst, math.Abs(a), math.Abs(b), math.Abs(c), math.Abs(d))
	}
	for _, o := range others {
		if worst >= enough {
			break
		}
		worst = max(worst, math.Abs(Dot(v, o)))
	}
	return worst
}

// Functions lists those of one pointer.
var Functions = map[string]func([]float64) []float64{"inverse": Inverse, "unitary": Unitary, "normalized": Normalized}

// Bind is the circular convolution, c[k] = Σ a[i]·b[(k-i) mod d].
func Bind(a, b []float64) []float64 {
	d := len(a)
	out := make([]float64, d)
	for k := range out {
		for i, v := range a {
			out[k] += float64(v * b[(k-i+d)%d])
		}
	}
	return out
}

// Inverse is the approximate inverse, which undoes a binding: a'[i] = a[-i mod d].
func Inverse(a []float64) []float64 {
	out := make([]float64, len(a))
	for i, v := range a {
		out[(len(a)-i)%len(a)] = v
	}
	return out
}

// Unitary gives every frequency of a vector the same size, so that binding by
// it keeps lengths and Inverse undoes it exactly.
func Unitary(a []float64) []float64 {
	c := fourier.Coefficients(a)
	for i, v := range c {
		if size := libm.Hypot(real(v), imag(v)); size > 0 {
			c[i] = complex(real(v)/size, imag(v)/size)
		} else {
			c[i] = 1
		}
	}
	return Scaled(fourier.Sequence(c, len(a)), 1/float64(len(a)))
}

// Power is a bound k times by itself: every frequency to the power of k. That of a
// negative k is the power of the inverse, that of 0 binds nothing, and that of a fraction
// is between its neighbours; false where a frequency without a phase, the first or the
// last of an even number of dimensions, is negative and k no whole number.
func Power(a []float64, k float64) ([]float64, bool) {
	if k < 0 {
		a, k = Inverse(a), -k
	}
	c := fourier.Coefficients(a)
	whole := k == math.Trunc(k)
	if !whole && (real(c[0]) < 0 || len(a)%2 == 0 && real(c[len(c)-1]) < 0) {
		return nil, false
	}
	for i, v := range c {
		size, phase := libm.Pow(libm.Hypot(real(v), imag(v)), k), k*libm.Atan2(imag(v), real(v))
		c[i] = complex(size*libm.Cos(phase), size*libm.Sin(phase))
	}
	return Scaled(fourier.Sequence(c, len(a)), 1/float64(len(a))), true
}

// Orthogonal is the direction of what a vector has beside those of a basis, which have
// length 1 and are at right angles to each other.
func Orthogonal(a []float64, basis [][]float64) []float64 {
	for range 2 { // the second time removes what rounding left
		for _, b := range basis {
			a = Sum(a, Scaled(b, -Dot(a, b)))
		}
	}
	return Normalized(a)
}

// Normalized has length 1; a zero vector stays.
func Normalized(a []float64) []float64 {
	if size := math.Sqrt(Dot(a, a)); size > 0 {
		return Scaled(a, 1/size)
	}
	return a
}

// Sum adds element by element.
func Sum(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for i, v := range a {
		out[i] = v + b[i]
	}
	return out
}

// Scaled is k·a.
func Scaled(a []float64, k float64) []float64 {
	out := make([]float64, len(a))
	for i, v := range a {
		out[i] = k * v
	}
	return out
}

// Dot is the scalar product.
func Dot(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += float64(v * b[i])
	}
	return sum
}
