package libm

import "math"

// Tanh returns the hyperbolic tangent of x (Cephes).
func Tanh(x float64) float64 {
	size := math.Abs(x)
	switch {
	case x == 0 || math.IsNaN(x):
		return x
	case size > 44: // 1 − tanh is less than half a unit in the last place of 1
		return math.Copysign(1, x)
	case size >= 0.625:
		return math.Copysign(1-2/(Exp(2*size)+1), x)
	}
	s := float64(x * x)
	p := mulAdd(mulAdd(-9.64399179425052238628e-1, s, -9.92877231001918586564e1), s, -1.61468768441708447952e3)
	q := mulAdd(mulAdd(s+1.12811678491632931402e2, s, 2.23548839060100448583e3), s, 4.84406305325125486048e3)
	return x + float64(float64(x*s)*p)/q
}

// Atanh returns the number whose hyperbolic tangent is x; NaN beyond [−1, 1].
func Atanh(x float64) float64 {
	size := math.Abs(x)
	switch {
	case !(size <= 1):
		return math.NaN()
	case size == 1:
		return math.Inf(int(x))
	case size < 0x1p-28:
		return x
	case size < 0.5:
		twice := size + size
		return math.Copysign(0.5*Log1p(twice+float64(twice*size)/(1-size)), x)
	}
	return math.Copysign(0.5*Log1p((size+size)/(1-size)), x)
}
