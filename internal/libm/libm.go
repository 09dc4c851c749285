// Package libm has the elementary functions whose values are results: exp, log, sin and their kin, with the same bits on every machine.
//
// Those of package math differ between processors: some are written in assembly, and where there is a fused multiply-add the compiler
// makes one of a*b + c. Here every product is rounded before it is added (mulAdd), so there is one order of operations and one result.
// Special values (NaN, infinities, signed zeros) are those of package math. TestFunctionsElsewhere forbids math's functions in all other
// packages; what IEEE 754 rounds correctly (Sqrt, Floor, …) is the same everywhere and stays math's; FMA is
// here because math's is slow where there is no instruction for it.
//
// Log, Log1p, Expm1, Sin, Cos, Tan, Atan and what is made of them evaluate the approximations of FDLIBM (Sun Microsystems) and Cephes
// (S. Moshier) in the order of package math for amd64 (The Go Authors, BSD licence), and have its bits there. Exp and Pow are table-driven
// after P. T. P. Tang (1989, 1990), with tables written by maketables.
//
// Largest errors of 3,000 to 40,000 random arguments up to 1000 in size against series of 300 bits, in units in the last place (Exp: all
// arguments that have a value): Log2 and Log10 0.50, Pow 0.56, Cbrt 0.67, Log 0.71, Log1p 0.72, Exp and Expm1 0.75, Atan 1.15, Tanh 1.28, Atanh 1.4,
// Cos 1.42, Sin 1.47, Atan2 and Hypot 1.8. As in package math, Asin loses 14 and Acos, π/2 - Asin, whatever its own size lacks near 1, and
// Tan 25 where it is below 1e-7.
package libm

//go:generate go run ./maketables

import "math"

// ln2 in a part with trailing zeros, whose products with exponents are exact, and the rest.
const (
	ln2Hi = 6.93147180369123816490e-01
	ln2Lo = 1.90821492927058770002e-10
)

// mulAdd returns a*b + c, rounded after the product and after the sum.
func mulAdd(a, b, c float64) float64 { return float64(a*b) + c }

// withSign returns |x| with the sign of a number that is negative or not.
func withSign(x float64, negative bool) float64 {
	if negative {
		return -x
	}
	return x
}

// scaled returns x·2^k for a normal x and a normal result.
func scaled(x float64, k int) float64 {
	return math.Float64frombits(math.Float64bits(x) + uint64(k)<<52)
}
