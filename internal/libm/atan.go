package libm

import "math"

// Atan returns the angle whose tangent is x, in radians (Cephes).
func Atan(x float64) float64 {
	if x == 0 {
		return x
	}
	return withSign(atanOfSize(math.Abs(x)), x < 0)
}

// atanOfSize returns atan x for x ≥ 0, reduced to [−0.42, 0.66].
func atanOfSize(x float64) float64 {
	const (
		rest     = 6.123233995736765886130e-17 // what π/2 as a float64 lacks
		tan3Pi8  = 2.41421356237309504880
		straight = 0.66
	)
	switch {
	case x <= straight:
		return atanNearZero(x)
	case x > tan3Pi8:
		return math.Pi/2 - atanNearZero(1/x) + rest
	}
	return math.Pi/4 + atanNearZero((x-1)/(x+1)) + 0.5*rest
}

// atanNearZero returns atan x for |x| ≤ 0.66.
func atanNearZero(x float64) float64 {
	z := float64(x * x)
	p := mulAdd(mulAdd(-8.750608600031904122785e-01, z, -1.615753718733365076637e+01), z, -7.500855792314704667340e+01)
	p = mulAdd(mulAdd(p, z, -1.228866684490136173410e+02), z, -6.485021904942025371773e+01)
	q := mulAdd(mulAdd(z+2.485846490142306297962e+01, z, 1.650270098316988542046e+02), z, 4.328810604912902668951e+02)
	q = mulAdd(mulAdd(q, z, 4.853903996359136964868e+02), z, 1.945506571482613964425e+02)
	return mulAdd(x, float64(z*p)/q, x)
}

// Asin returns the angle whose sine is x, in radians; NaN beyond [−1, 1].
func Asin(x float64) float64 {
	size := math.Abs(x)
	switch {
	case x == 0:
		return x
	case !(size <= 1):
		return math.NaN()
	}
	other := math.Sqrt(1 - float64(x*x))
	if size > 0.7 {
		return withSign(math.Pi/2-atanOfSize(other/size), x < 0)
	}
	return withSign(atanOfSize(size/other), x < 0)
}

// Acos returns the angle whose cosine is x, in radians; NaN beyond [−1, 1].
func Acos(x float64) float64 { return math.Pi/2 - Asin(x) }

// Atan2 returns the angle of the point (x, y), in (−π, π].
func Atan2(y, x float64) float64 {
	switch {
	case math.IsNaN(x) || math.IsNaN(y):
		return math.NaN()
	case math.IsInf(x, 0) && math.IsInf(y, 0):
		return atan2OfSigns(y, x, math.Pi/4)
	case y == 0 || math.IsInf(x, 0):
		return atan2OfSigns(y, x, 0)
	case x == 0 || math.IsInf(y, 0):
		return math.Copysign(math.Pi/2, y)
	}
	angle := Atan(y / x)
	switch {
	case x >= 0:
		return angle
	case angle <= 0:
		return angle + math.Pi
	}
	return angle - math.Pi
}

// atan2OfSigns returns an angle to the positive x axis, seen from the side of x, on the side of y.
func atan2OfSigns(y, x, angle float64) float64 {
	if math.Signbit(x) {
		angle = math.Pi - angle
	}
	return math.Copysign(angle, y)
}
