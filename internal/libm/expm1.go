package libm

import "math"

// Coefficients of x·coth(x/2), FDLIBM's approximation.
const (
	q1 = -3.33333333333331316428e-02
	q2 = 1.58730158725481460165e-03
	q3 = -7.93650757867487942473e-05
	q4 = 4.00821782732936239552e-06
	q5 = -2.01099218183624371326e-07
)

// Expm1 returns e^x − 1, accurate for small x.
//
// x = k·ln2 + r, and e^r − 1 is made of a rational function of r²; c is what rounding r lost.
func Expm1(x float64) float64 {
	const mostBits = 56 * math.Ln2 // below its negative e^x is lost in 1
	switch {
	case math.IsNaN(x) || x > expOverflow:
		return x + math.Inf(1)
	case x <= -mostBits:
		return -1
	case math.Abs(x) < 0x1p-54:
		return x
	}
	r, c, k := reduceByLn2(x)
	half := float64(0.5 * r)
	square := float64(r * half)
	r1 := mulAdd(square, mulAdd(square, mulAdd(square, mulAdd(square, mulAdd(square, q5, q4), q3), q2), q1), 1)
	t := 3 - float64(r1*half)
	e := float64(square * ((r1 - t) / (6 - float64(r*t))))
	if k == 0 {
		return r - (float64(r*e) - square)
	}
	return expm1OfParts(r, float64(r*(e-c))-c-square, k)
}

// reduceByLn2 returns r + c and k with x = k·ln2 + r + c.
func reduceByLn2(x float64) (r, c float64, k int) {
	size := math.Abs(x)
	switch {
	case size <= math.Ln2/2:
		return x, 0, 0
	case size < 1.5*math.Ln2:
		k = 1
		if x < 0 {
			k = -1
		}
	default:
		k = int(mulAdd(1/math.Ln2, x, math.Copysign(0.5, x)))
	}
	hi := x - float64(float64(k)*ln2Hi)
	lo := float64(float64(k) * ln2Lo)
	r = hi - lo
	return r, (hi - r) - lo, k
}

// expm1OfParts returns 2^k·(1 + x − e) − 1 in the order of operations that loses least.
func expm1OfParts(x, e float64, k int) float64 {
	switch {
	case k == -1:
		return float64(0.5*(x-e)) - 0.5
	case k == 1 && x < -0.25:
		return float64(-2 * (e - (x + 0.5)))
	case k == 1:
		return mulAdd(2, x-e, 1)
	case k == 1024:
		return float64(2 * scaled(1-(e-x), k-1))
	case k <= -2 || k > 56:
		return scaled(1-(e-x), k) - 1
	case k < 20:
		return scaled((1-scaled(1, -k))-(e-x), k)
	}
	return scaled(x-(e+scaled(1, -k))+1, k)
}
