package libm

import "math"

// Cbrt returns the cube root of x (FDLIBM): 5 bits from the exponent, 23 from a rational function, 53 from a step of Newton's.
func Cbrt(x float64) float64 {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return x
	}
	size := math.Abs(x)
	t := math.Float64frombits(math.Float64bits(size)/3 + 715094163<<32)
	if size < 0x1p-1022 {
		t = math.Float64frombits(math.Float64bits(size*0x1p54)/3 + 696219795<<32)
	}
	r := float64(t*t) / size
	s := mulAdd(r, t, 19.0/35)
	t *= 5.0/14 + 45.0/28/(s+99.0/70+-864.0/1225/s)
	t = math.Float64frombits(math.Float64bits(t)&^(1<<30-1) + 1<<30) // 22 bits, so that t·t is exact
	r = size / float64(t*t)
	return withSign(mulAdd(t, (r-t)/(t+t+r), t), x < 0)
}

// Hypot returns √(p² + q²), which overflows only if the result does.
func Hypot(p, q float64) float64 {
	p, q = math.Abs(p), math.Abs(q)
	switch {
	case p > math.MaxFloat64 || q > math.MaxFloat64:
		return math.Inf(1)
	case math.IsNaN(p) || math.IsNaN(q):
		return math.NaN()
	}
	if p < q {
		p, q = q, p
	}
	if p == 0 {
		return 0
	}
	q /= p
	return float64(p * math.Sqrt(mulAdd(q, q, 1)))
}
