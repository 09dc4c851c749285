// Package libm has the elementary functions whose values are results: exp, log, sin and their kin, with the same bits on every machine.
//
// Those of package math differ between processors: some are written in assembly, and where there is a fused multiply-add the compiler
// makes one of a*b + c. Here every product is rounded before it is added (mulAdd), so there is one order of operations and one result.
// Special values (NaN, infinities, signed zeros) are those of package math. TestFunctionsElsewhere forbids math's functions in all other
// packages; what IEEE 754 rounds correctly (Sqrt, Floor, FMA, …) is the same everywhere and stays math's.
//
// Log, Log1p, Expm1, Sin, Cos, Tan, Atan and what is made of them evaluate the approximations of FDLIBM (Sun Microsystems) and Cephes
// (S. Moshier) in the order of package math for amd64 (The Go Authors, BSD licence), and have its bits there. Exp and Pow are table-driven
// after P. T. P. Tang (1989, 1990), with tables written by maketables.
//
// Largest errors that the tests find, in units in the last place: Exp 0.51, Pow 0.52, Log10 and Log2 0.51, all others below 1 but Tan, Asin,
// Acos and Atanh, which have math's errors, below 2.
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
