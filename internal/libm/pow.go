package libm

import "math"

// Pow returns x^y: e^(y·log x), with a logarithm of 68 bits. Squares and square roots are those of the processor.
func Pow(x, y float64) float64 {
	switch {
	case y == 0 || x == 1:
		return 1
	case y == 1:
		return x
	case math.IsNaN(x) || math.IsNaN(y):
		return math.NaN()
	case x == 0 || math.IsInf(x, 0) || math.IsInf(y, 0):
		return powOfLimits(x, y)
	case y == 2:
		return float64(x * x)
	case y == 0.5:
		return math.Sqrt(x)
	case x < 0 && y != math.Trunc(y):
		return math.NaN()
	}
	return withSign(powOfSize(math.Abs(x), y), x < 0 && isOdd(y))
}

// powOfSize returns x^y for finite positive x other than 1 … and finite y.
func powOfSize(x, y float64) float64 {
	if x == 1 || math.Abs(y) < 0x1p-65 {
		return 1
	}
	hi, lo := logInParts(x)
	product := float64(y * hi)
	switch {
	case product > expOverflow+1:
		return math.Inf(1)
	case product < expUnderflow-1:
		return 0
	}
	// The product's rest: both factors are cut, so that products of their first parts are exact.
	y1, h1 := firstHalf(y), firstHalf(hi)
	rest := float64(y1*h1) - product + float64(y1*(hi-h1)) + float64((y-y1)*h1) + float64((y-y1)*(hi-h1)) + float64(y*lo)
	switch {
	case product > expOverflow || product == expOverflow && rest > 0:
		return math.Inf(1)
	case product < expUnderflow:
		return 0
	}
	return expOfSum(product, rest)
}

// powOfLimits returns x^y where x is 0 or infinite or y is infinite.
func powOfLimits(x, y float64) float64 {
	size, negative := math.Abs(x), math.Signbit(x) && isOdd(y)
	switch {
	case size == 1:
		return 1
	case (size > 1) == (y > 0):
		return withSign(math.Inf(1), negative)
	}
	return withSign(0, negative)
}

// isOdd reports whether x is an odd integer.
func isOdd(x float64) bool { return math.Abs(x) < 1<<53 && x == math.Trunc(x) && int64(x)&1 == 1 }

// firstHalf returns x without its last 27 bits.
func firstHalf(x float64) float64 { return math.Float64frombits(math.Float64bits(x) &^ (1<<27 - 1)) }

// Log2 returns the binary logarithm of x.
func Log2(x float64) float64 { return logOfBase(x, 0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56) }

// Log10 returns the decimal logarithm of x.
func Log10(x float64) float64 { return logOfBase(x, 0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57) }

// logOfBase returns log x · (factor + rest), rounded once.
func logOfBase(x, factor, rest float64) float64 {
	if !(x > 0 && x <= math.MaxFloat64) || x == 1 {
		return Log(x)
	}
	hi, lo := logInParts(x)
	f1, h1 := firstHalf(factor), firstHalf(hi)
	low := float64(h1*(factor-f1)) + float64((hi-h1)*f1) + float64((hi-h1)*(factor-f1)) + float64(hi*rest) + float64(lo*factor)
	return float64(h1*f1) + low
}

// logStart is where the intervals of logInParts begin: 1 lies within one of them.
const logStart = 0x3fe6955500000000

// logInParts returns log x as a sum of two, to about 68 bits, for finite x > 0.
//
// x = 2^k·z, and the table has 1/c for a c near z, with few bits: log x = k·ln2 + log c + log(1+r), r = z/c − 1.
func logInParts(x float64) (hi, lo float64) {
	bits, shift := math.Float64bits(x), int64(0)
	if x < 0x1p-1022 {
		bits, shift = math.Float64bits(x*0x1p52), 52
	}
	offset := bits - logStart
	near := &logarithms[offset>>(52-logBits)&(1<<logBits-1)]
	k := float64(int64(offset)>>52 - shift)
	bits -= offset &^ (1<<52 - 1)
	z := math.Float64frombits(bits)
	first := math.Float64frombits((bits + 1<<31) &^ (1<<32 - 1)) // of z, 21 bits: its product with 1/c is exact
	r1 := float64(first*near.inverse) - 1
	r2 := float64((z - first) * near.inverse)
	r := r1 + r2

	const ln2First, ln2Rest = 0x1.62e42fefa3800p-1, 0x1.ef35793c76730p-45
	whole := mulAdd(k, ln2First, near.log)
	sum := whole + r
	lost := float64(k*ln2Rest) + near.tail + (whole - sum + r)

	half := float64(-0.5 * float64(r1*r1)) // exact
	hi = sum + half
	lost += float64(r2*(-0.5*(r+r1))) + (sum - hi + half) + logSeries(r)
	return hi + lost, hi - (hi + lost) + lost
}

// logSeries returns log(1+r) − r + r²/2 for |r| < 2^-7.
func logSeries(r float64) float64 {
	p := mulAdd(mulAdd(mulAdd(r, -1.0/10, 1.0/9), r, -1.0/8), r, 1.0/7)
	p = mulAdd(mulAdd(mulAdd(mulAdd(p, r, -1.0/6), r, 1.0/5), r, -1.0/4), r, 1.0/3)
	return float64(float64(float64(r*r)*r) * p)
}
