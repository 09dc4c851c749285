package code

import "math"

// Bounds are numbers between which an expression lies while its one input lies between lo
// and hi. They hold for the numbers as they are computed, not only in mathematics: an
// operation that never decreases does not when its result is rounded, and around functions
// of which that is not known there is a margin. What it cannot bound lies anywhere.
func (e *Expr) Bounds(lo, hi float64) (low, high float64) {
	low, high = e.bounds(lo, hi)
	if !(low <= high) { // not a number somewhere
		return math.Inf(-1), math.Inf(1)
	}
	return low, high
}

func (e *Expr) bounds(lo, hi float64) (low, high float64) {
	switch e.Kind {
	case Const:
		return e.Num, e.Num
	case Input:
		return lo, hi
	case Unary:
		if e.Op == "-" {
			a, b := e.Args[0].Bounds(lo, hi)
			return -b, -a
		}
	case Binary:
		return e.boundsOfBinary(lo, hi)
	case Select:
		a, b := e.Args[1].Bounds(lo, hi)
		c, d := e.Args[2].Bounds(lo, hi)
		return min(a, c), max(b, d)
	case Call:
		return e.boundsOfCall(lo, hi)
	}
	return math.Inf(-1), math.Inf(1)
}

// boundsOfBinary are those of sums, products and quotients.
func (e *Expr) boundsOfBinary(lo, hi float64) (low, high float64) {
	a, b := e.Args[0].Bounds(lo, hi)
	c, d := a, b
	if e.Args[1] != e.Args[0] {
		c, d = e.Args[1].Bounds(lo, hi)
	}
	switch {
	case e.Op == "+":
		return a + c, b + d
	case e.Op == "-":
		return a - d, b - c
	case e.Op == "*" && e.Args[0] == e.Args[1]: // a square, as `^2` is
		return square(a, b)
	case e.Op == "*":
		return among(a*c, a*d, b*c, b*d)
	case e.Op == "/" && !(c <= 0 && d >= 0):
		return among(a/c, a/d, b/c, b/d)
	}
	return math.Inf(-1), math.Inf(1)
}

func square(a, b float64) (low, high float64) {
	low, high = among(a*a, b*b, b*b, a*a)
	if a < 0 && b > 0 {
		low = 0
	}
	return low, high
}

func among(a, b, c, d float64) (low, high float64) {
	return min(a, b, c, d), max(a, b, c, d)
}

// margin is how much more than rounding a function may go down where it should go up.
const margin = 1e-12

// boundsOfCall are those of functions that only increase, of magnitudes, and of the smaller
// and the larger of two.
func (e *Expr) boundsOfCall(lo, hi float64) (low, high float64) {
	a, b := e.Args[0].Bounds(lo, hi)
	switch e.Fn.Name {
	case "abs":
		if low, high = among(math.Abs(a), math.Abs(b), math.Abs(a), math.Abs(b)); a < 0 && b > 0 {
			low = 0
		}
		return low, high
	case "sqrt", "floor", "ceil", "round":
		return e.Fn.F1(a), e.Fn.F1(b)
	case "exp", "tanh":
		low, high = e.Fn.F1(a), e.Fn.F1(b)
		return low - float64(margin*math.Abs(low)), high + float64(margin*math.Abs(high))
	case "min", "max":
		c, d := e.Args[1].Bounds(lo, hi)
		return e.Fn.F2(a, c), e.Fn.F2(b, d)
	}
	return math.Inf(-1), math.Inf(1)
}
