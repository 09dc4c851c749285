package libm

import "math"

const (
	expBits  = 7 // exp is reduced to 2^(i/128)
	expSteps = 1 << expBits

	stepsPerLn2 = expSteps / math.Ln2
	ln2StepHi   = 0x1.62e42fefa0000p-8 // ln 2 / 128, without its last 19 bits
	ln2StepLo   = 0x1.cf79abc9e3b3ap-47
	rounder     = 0x1.8p52 // adding it leaves a number rounded to an integer in the last bits

	expOverflow  = 709.782712893384  // exp of more is infinite
	expUnderflow = -745.133219101942 // exp of less is zero
)

// Exp returns e^x.
//
// x = k·ln2/128 + r, so e^x = 2^(k/128)·(1 + expm1(r)) with |r| ≤ ln2/256, where five terms of the series suffice.
func Exp(x float64) float64 {
	switch {
	case math.IsNaN(x) || x > math.MaxFloat64:
		return x
	case x > expOverflow:
		return math.Inf(1)
	case x < expUnderflow:
		return 0
	case math.Abs(x) < 0x1p-54:
		return 1 + x
	}
	return expOfSum(x, 0)
}

// expOfSum returns e^(x+rest), rounded once, for a rest below half a unit in the last place of x.
func expOfSum(x, rest float64) float64 {
	shifted := mulAdd(x, stepsPerLn2, rounder)
	k := shifted - rounder
	r := x - float64(k*ln2StepHi) - float64(k*ln2StepLo) + rest
	n := int32(math.Float64bits(shifted)) // the last bits are the integer
	power := &powersOf2[n&(expSteps-1)]
	square := float64(r * r)
	p := mulAdd(square, mulAdd(r, 1.0/6, 0.5), power.tail+r)
	p = mulAdd(float64(square*square), mulAdd(r, 1.0/120, 1.0/24), p)
	exponent := int(n >> expBits)
	if exponent < -1021 || exponent > 1022 {
		return expAtTheEdge(power.head, p, exponent)
	}
	s := scaled(power.head, exponent)
	return mulAdd(s, p, s)
}

// expAtTheEdge returns (s + s·p)·2^exponent where that may be subnormal or infinite.
func expAtTheEdge(s, p float64, exponent int) float64 {
	if exponent > 0 {
		s = scaled(s, exponent-1)
		return 2 * mulAdd(s, p, s)
	}
	// The sum is made where 1 is the least normal number, and rounded to units of the last place of 1, once.
	s = scaled(s, exponent+1022)
	add := float64(s * p)
	y := s + add
	if y < 1 {
		rest := s - y + add
		whole := 1 + y
		y = whole + (1 - whole + y + rest) - 1
	}
	return float64(y * 0x1p-1022)
}

// Reduction says how Exp reduces x to k/Steps·ln 2 + r, for those who compute many
// exponentials at once: adding Rounder to x·PerLn2 rounds to a whole number, k in the last
// bits, and k·(High + Low) is k·ln2/Steps.
var Reduction = struct{ Steps, PerLn2, Rounder, High, Low float64 }{expSteps, stepsPerLn2, rounder, ln2StepHi, ln2StepLo}

// Powers are 2^(i/Steps) = head·(1 + tail), as head and tail in turn.
func Powers() *float64 { return &powersOf2[0].head }

// Power returns 2^(k/Steps) = head·(1 + tail) for k above -Steps and up to 0.
func Power(k int) (head, tail float64) {
	if k == 0 {
		return powersOf2[0].head, powersOf2[0].tail
	}
	power := &powersOf2[expSteps+k]
	return power.head / 2, power.tail
}
