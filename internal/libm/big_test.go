package libm

import (
	"math"
	"math/big"
)

// Functions of 300 bits by their series, to compare with.

const precision = 300

func number(x float64) *big.Float         { return new(big.Float).SetPrec(precision).SetFloat64(x) }
func sum(a, b *big.Float) *big.Float      { return new(big.Float).SetPrec(precision).Add(a, b) }
func less(a, b *big.Float) *big.Float     { return new(big.Float).SetPrec(precision).Sub(a, b) }
func product(a, b *big.Float) *big.Float  { return new(big.Float).SetPrec(precision).Mul(a, b) }
func quotient(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Quo(a, b) }
func root(a *big.Float) *big.Float        { return new(big.Float).SetPrec(precision).Sqrt(a) }
func near(a *big.Float) float64           { x, _ := a.Float64(); return x }

// timesPower returns a·2^k.
func timesPower(a *big.Float, k int) *big.Float { return new(big.Float).SetMantExp(a, k) }

// series adds terms, each the one before times factor(k), k = 1, 2, …, until they vanish.
func series(first *big.Float, factor func(k int) *big.Float) *big.Float {
	total := number(0)
	for k, term := 1, first; term.Sign() != 0 && (total.Sign() == 0 || term.MantExp(nil) > total.MantExp(nil)-precision); k++ {
		total = sum(total, term)
		term = product(term, factor(k))
	}
	return total
}

// ofInverse returns Σ (±1)^k / ((2k+1)·n^(2k+1)): atan(1/n) with sign -1, atanh(1/n) with 1.
func ofInverse(n, sign float64) *big.Float {
	power, total := quotient(number(1), number(n)), number(0)
	for k := 0.0; power.MantExp(nil) > -precision-10; k++ {
		total = sum(total, quotient(power, number(2*k+1)))
		power = quotient(power, number(sign*n*n))
	}
	return total
}

var (
	bigPi  = timesPower(less(timesPower(ofInverse(5, -1), 2), ofInverse(239, -1)), 2) // Machin
	bigLn2 = timesPower(ofInverse(3, 1), 1)
)

func bigExp(x *big.Float) *big.Float {
	k := int(math.Round(near(x) / math.Ln2))
	r := timesPower(less(x, product(number(float64(k)), bigLn2)), -16)
	y := series(number(1), func(k int) *big.Float { return quotient(r, number(float64(k))) })
	for range 16 {
		y = product(y, y)
	}
	return timesPower(y, k)
}

func bigExpm1(x *big.Float) *big.Float { return less(bigExp(x), number(1)) }

// bigLog is Halley's method for the inverse of exp.
func bigLog(x *big.Float) *big.Float {
	mantissa := new(big.Float).SetPrec(precision)
	exponent := x.MantExp(mantissa)
	y := number(math.Log(near(mantissa)))
	for range 3 {
		e := bigExp(y)
		y = sum(y, timesPower(quotient(less(mantissa, e), sum(mantissa, e)), 1))
	}
	return sum(y, product(number(float64(exponent)), bigLn2))
}

func bigLog1p(x *big.Float) *big.Float { return bigLog(sum(number(1), x)) }
func bigLog2(x *big.Float) *big.Float  { return quotient(bigLog(x), bigLn2) }
func bigLog10(x *big.Float) *big.Float { return quotient(bigLog(x), bigLog(number(10))) }

func bigSin(x *big.Float) *big.Float {
	turns, _ := quotient(x, bigPi).Float64()
	k := math.Round(turns)
	r := less(x, product(number(k), bigPi))
	square := product(r, r)
	y := series(r, func(k int) *big.Float { return quotient(square, number(float64(-2*k*(2*k+1)))) })
	if math.Mod(k, 2) != 0 {
		y.Neg(y)
	}
	return y
}

func bigCos(x *big.Float) *big.Float { return bigSin(sum(x, timesPower(bigPi, -1))) }
func bigTan(x *big.Float) *big.Float { return quotient(bigSin(x), bigCos(x)) }

// bigAtan corrects math's value y by atan((x - tan y)/(1 + x·tan y)), whose series ends early.
func bigAtan(x *big.Float) *big.Float {
	y := number(math.Atan(near(x)))
	tan := bigTan(y)
	d := quotient(less(x, tan), sum(number(1), product(x, tan)))
	cube := product(product(d, d), d)
	fifth := product(product(cube, d), d)
	return sum(y, sum(less(d, quotient(cube, number(3))), quotient(fifth, number(5))))
}

func bigAsin(x *big.Float) *big.Float {
	return bigAtan(quotient(x, root(less(number(1), product(x, x)))))
}

func bigAcos(x *big.Float) *big.Float { return less(timesPower(bigPi, -1), bigAsin(x)) }

func bigTanh(x *big.Float) *big.Float {
	e := bigExpm1(timesPower(x, 1))
	return quotient(e, sum(e, number(2)))
}

func bigAtanh(x *big.Float) *big.Float {
	return timesPower(bigLog(quotient(sum(number(1), x), less(number(1), x))), -1)
}

func bigCbrt(x *big.Float) *big.Float {
	y := number(math.Cbrt(near(x)))
	for range 4 {
		y = less(y, quotient(less(y, quotient(x, product(y, y))), number(3)))
	}
	return y
}

func bigPow(x, y *big.Float) *big.Float { return bigExp(product(y, bigLog(x))) }
func bigAtan2(y, x *big.Float) *big.Float {
	angle := bigAtan(quotient(y, x))
	if x.Sign() > 0 {
		return angle
	}
	if y.Sign() < 0 {
		return less(angle, bigPi)
	}
	return sum(angle, bigPi)
}
func bigHypot(x, y *big.Float) *big.Float { return root(sum(product(x, x), product(y, y))) }
