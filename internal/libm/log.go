package libm

import "math"

// Coefficients of log((1+s)/(1−s)) = 2s + s·R(s²), the Remez approximation of FDLIBM.
const (
	l1 = 6.666666666666735130e-01
	l2 = 3.999999999940941908e-01
	l3 = 2.857142874366239149e-01
	l4 = 2.222219843214978396e-01
	l5 = 1.818357216161805012e-01
	l6 = 1.531383769920937332e-01
	l7 = 1.479819860511658591e-01
)

// Log returns the natural logarithm of x.
//
// x = 2^k·(1+f) with √½ < 1+f ≤ √2, and log(1+f) = f − (f²/2 − s·(f²/2 + R)) with s = f/(2+f).
func Log(x float64) float64 {
	switch {
	case math.IsNaN(x) || x > math.MaxFloat64:
		return x
	case x < 0:
		return math.NaN()
	case x == 0:
		return math.Inf(-1)
	}
	k := -1022
	if x < 0x1p-1022 {
		x *= 0x1p54
		k -= 54
	}
	bits := math.Float64bits(x)
	k += int(bits >> 52)
	f := math.Float64frombits(bits&(1<<52-1) | 0x3fe<<52) // 0.5 ≤ f < 1
	if f < math.Sqrt2/2 {
		f *= 2
		k--
	}
	f--
	s := f / (2 + f)
	s2 := float64(s * s)
	s4 := float64(s2 * s2)
	odd := float64(s2 * mulAdd(s4, mulAdd(s4, mulAdd(s4, l7, l5), l3), l1))
	even := float64(s4 * mulAdd(s4, mulAdd(s4, l6, l4), l2))
	half := float64(0.5 * f * f)
	exponent := float64(k)
	return float64(exponent*ln2Hi) - ((half - (float64(s*(half+(odd+even))) + float64(exponent*ln2Lo))) - f)
}

// Log1p returns log(1+x), accurate for small x.
//
// 1+x = 2^k·(1+f) as in Log; c is what rounding 1+x lost, relative to it.
func Log1p(x float64) float64 {
	size := math.Abs(x)
	switch {
	case x < -1 || math.IsNaN(x):
		return math.NaN()
	case x == -1:
		return math.Inf(-1)
	case x > math.MaxFloat64 || size < 0x1p-54:
		return x
	case size < 0x1p-29:
		return x - float64(float64(x*x)*0.5)
	case math.Sqrt2/2-1 < x && x < math.Sqrt2-1:
		return logOfSum(x, 0, 0)
	}
	u, c := x, 0.0
	if size < 0x1p53 {
		u = 1 + x
		if u >= 2 {
			c = 1 - (u - x)
		} else {
			c = x - (u - 1)
		}
		c /= u
	}
	bits := math.Float64bits(u)
	k := int(bits>>52) - 1023
	u = math.Float64frombits(bits&(1<<52-1) | 0x3ff<<52)
	if bits&(1<<52-1) >= 0x6a09e667f3bcd { // √2
		u /= 2
		k++
	}
	return logOfSum(u-1, c, k)
}

// logOfSum returns k·ln2 + log(1 + f) + c.
func logOfSum(f, c float64, k int) float64 {
	exponent := float64(k)
	half := float64(float64(0.5*f) * f)
	if f == 0 {
		return mulAdd(exponent, ln2Hi, c+float64(exponent*ln2Lo))
	}
	if k != 0 && math.Abs(f) < 0x1p-20 {
		return shortLog(f, c, half, exponent)
	}
	s := f / (2 + f)
	z := float64(s * s)
	R := mulAdd(z, mulAdd(z, mulAdd(z, mulAdd(z, mulAdd(z, mulAdd(z, l7, l6), l5), l4), l3), l2), l1)
	R = float64(s * (half + float64(z*R)))
	if k == 0 {
		return f - (half - R)
	}
	return float64(exponent*ln2Hi) - ((half - (R + (float64(exponent*ln2Lo) + c))) - f)
}

// shortLog is logOfSum where two terms of the series suffice.
func shortLog(f, c, half, exponent float64) float64 {
	R := float64(half * (1 - float64(0.66666666666666666*f)))
	return float64(exponent*ln2Hi) - ((R - (float64(exponent*ln2Lo) + c)) - f)
}
