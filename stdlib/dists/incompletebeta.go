package dists

import (
	"math"

	"github.com/nefc/nefc/internal/libm"
)

// incompleteBeta is the distribution function of a Beta number, the regularised incomplete
// beta function
//
//	I(x) = ∫₀ˣ t^(a-1)·(1-t)^(b-1) dt / B(a, b)
//
// Everything is measured from the mean a/(a+b), where the weight
//
//	w(x) = x^a·(1-x)^b / B(a, b) = x·(1-x)·density(x)
//
// is neither tiny nor a difference of large logarithms, however large a and b are.
type incompleteBeta struct {
	a, b       float64
	mean, rest float64 // a/(a+b), b/(a+b)
	peak       float64 // w at the mean
}

func newIncompleteBeta(a, b float64) incompleteBeta {
	sum := a + b
	// Γ(z) = √(2π/z)·(z/e)^z·e^μ(z), so that the powers cancel at the mean.
	peak := math.Sqrt(a/sum*b/(2*math.Pi)) * libm.Exp(binet(sum)-binet(a)-binet(b))
	return incompleteBeta{a, b, a / sum, b / sum, peak}
}

// other is the function of 1 - x: its I is 1 - I(x).
func (f incompleteBeta) other() incompleteBeta {
	return incompleteBeta{f.b, f.a, f.rest, f.mean, f.peak}
}

// inverse returns the x with I(x) = p.
func (f incompleteBeta) inverse(p float64) float64 {
	switch {
	case p <= 0:
		return 0
	case p >= 1:
		return 1
	}
	_, share := f.at(0)
	if share*f.peak < p {
		f = f.other()
		return min(1, max(0, f.rest-float64(f.mean*libm.Expm1(f.below(1-p)))))
	}
	return min(1, f.mean*libm.Exp(f.below(p)))
}

// enough is a change of log x or log I after which the next one of Newton's, its square, is lost in rounding.
const enough = 1e-8

// below returns s = log(x/mean) for an x below the mean with I(x) = p, by Newton's method for log I as a function of s.
// That curve is convex (b < 1) or concave (b > 1) there, so that after the first step all others go the same way.
func (f incompleteBeta) below(p float64) float64 {
	s, goal := 0.0, libm.Log(p)
	for range 64 {
		logWeight, share := f.at(s)
		miss := logWeight + libm.Log(share*f.peak) - goal
		step := float64(miss * share * (1 - float64(f.mean*libm.Exp(s)))) // dI/ds = w/(1-x)
		s -= step
		if math.Abs(step) <= enough && math.Abs(miss) <= enough || math.Abs(miss) <= 0x1p-52 {
			break
		}
	}
	return s
}

// at returns log(w(x)/w(mean)) and I(x)/w(x) where log(x/mean) = s.
func (f incompleteBeta) at(s float64) (logWeight, share float64) {
	u := libm.Expm1(s)
	x := f.mean * libm.Exp(s)
	v := -f.mean * u / f.rest
	y := f.rest * (1 + v)
	logWeight = -(float64(f.a*lessLog(u, s)) + float64(f.b*lessLog(v, libm.Log1p(v))))
	if x*(f.a+f.b+2) <= f.a+1 {
		return logWeight, fraction(f.a, f.b, x, y) / f.a
	}
	// The fraction converges fast on the other side, where I is not small.
	return logWeight, 1/(f.peak*libm.Exp(logWeight)) - fraction(f.b, f.a, y, x)/f.b
}

// fraction is the continued fraction
//
//	1/(1 + d₁/(1 + d₂/(1 + …))),  d_2m = m(b-m)x/((a+2m-1)(a+2m)),  d_2m+1 = -(a+m)(a+b+m)x/((a+2m)(a+2m+1))
//
// which is a·I(x)/w(x), by Lentz's method; y = 1-x.
//
// Source: NIST Digital Library of Mathematical Functions, 8.17.22; Thompson & Barnett (1986).
func fraction(a, b, x, y float64) float64 {
	const tiny = 1e-300
	c, d := 1.0, (a+1)/away(float64(a*y)+1-float64(b*x), tiny) // 1 + d₁
	value := d
	for m := 1.0; m <= mostTerms; m++ {
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / away(1+float64(even*d), tiny)
		c = away(1+even/c, tiny)
		value *= d * c
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / away(1+float64(odd*d), tiny)
		c = away(1+odd/c, tiny)
		value *= d * c
		if !(math.Abs(float64(d*c)-1) > 0x1p-52) {
			break
		}
	}
	return value
}

// mostTerms are enough for all a and b that can be given: about 5·√max(a, b) matter.
const mostTerms = 1e6

// away is x, or something tiny for 0.
func away(x, tiny float64) float64 {
	if x == 0 {
		return tiny
	}
	return x
}

// lessLog returns u - log(1+u), given both, accurate for small u, for which w = u/(2+u) makes it
// u·w - 2w·(w²/3 + w⁴/5 + …).
func lessLog(u, log float64) float64 {
	if math.Abs(u) > 0.5 {
		return u - log
	}
	w := u / (2 + u)
	return float64(u*w) - float64(2*w*atanhRest(w))
}

// atanhRest returns atanh(w)/w - 1 = w²/3 + w⁴/5 + … for |w| ≤ 1/3.
func atanhRest(w float64) float64 {
	square := float64(w * w)
	sum, power := 0.0, square
	for k := 3.0; power > sum*0x1p-54; k += 2 {
		sum += power / k
		power *= square
	}
	return sum
}

// binet returns μ(z) = log Γ(z) - (z - ½)·log z + z - ½·log 2π.
//
// Source: Abramowitz & Stegun (1964), 6.1.41; below 10, μ(z) = μ(z+1) + (z + ½)·log(1 + 1/z) - 1.
func binet(z float64) float64 {
	sum := 0.0
	for ; z < 1; z++ {
		sum += float64((z+0.5)*libm.Log1p(1/z)) - 1
	}
	for ; z < 10; z++ {
		sum += atanhRest(1 / (2*z + 1))
	}
	square := float64(z * z)
	series := 0.0
	for _, c := range []float64{1.0 / 156, -691.0 / 360360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12} {
		series = c + series/square
	}
	return sum + series/z
}
