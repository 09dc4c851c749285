package libm

import "math"

// Sin returns the sine of x radians.
func Sin(x float64) float64 {
	switch {
	case x == 0 || math.IsNaN(x):
		return x
	case math.IsInf(x, 0):
		return math.NaN()
	}
	octant, z := reduce(math.Abs(x))
	y := 0.0
	if octant&3 == 2 {
		y = cosNearZero(z)
	} else {
		y = sinNearZero(z)
	}
	return withSign(y, (x < 0) != (octant > 3))
}

// Cos returns the cosine of x radians.
func Cos(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return math.NaN()
	}
	octant, z := reduce(math.Abs(x))
	y := 0.0
	if octant&3 == 2 {
		y = sinNearZero(z)
	} else {
		y = cosNearZero(z)
	}
	return withSign(y, octant == 2 || octant == 4)
}

// Sincos returns Sin(x) and Cos(x).
func Sincos(x float64) (sin, cos float64) { return Sin(x), Cos(x) }

// sinNearZero returns sin z for |z| ≤ π/4 (Cephes).
func sinNearZero(z float64) float64 {
	zz := float64(z * z)
	p := mulAdd(mulAdd(1.58962301576546568060e-10, zz, -2.50507477628578072866e-8), zz, 2.75573136213857245213e-6)
	p = mulAdd(mulAdd(mulAdd(p, zz, -1.98412698295895385996e-4), zz, 8.33333333332211858878e-3), zz, -1.66666666666666307295e-1)
	return mulAdd(float64(z*zz), p, z)
}

// cosNearZero returns cos z for |z| ≤ π/4 (Cephes).
func cosNearZero(z float64) float64 {
	zz := float64(z * z)
	p := mulAdd(mulAdd(-1.13585365213876817300e-11, zz, 2.08757008419747316778e-9), zz, -2.75573141792967388112e-7)
	p = mulAdd(mulAdd(mulAdd(p, zz, 2.48015872888517045348e-5), zz, -1.38888888888730564116e-3), zz, 4.16666666666665929218e-2)
	return mulAdd(float64(zz*zz), p, 1-float64(0.5*zz))
}

// Tan returns the tangent of x radians (Cephes).
func Tan(x float64) float64 {
	switch {
	case x == 0 || math.IsNaN(x):
		return x
	case math.IsInf(x, 0):
		return math.NaN()
	}
	octant, z := reduce(math.Abs(x))
	y := z
	if zz := float64(z * z); zz > 1e-14 {
		p := mulAdd(mulAdd(-1.30936939181383777646e4, zz, 1.15351664838587416140e6), zz, -1.79565251976484877988e7)
		q := mulAdd(mulAdd(zz+1.36812963470692954678e4, zz, -1.32089234440210967447e6), zz, 2.50083801823357915839e7)
		y = mulAdd(z, float64(zz*p)/mulAdd(q, zz, -5.38695755929454629881e7), z)
	}
	if octant&2 != 0 {
		y = -1 / y
	}
	return withSign(y, x < 0)
}
