package kernels

import "math"

// Scale is
//
//	for i := range y {
//		y[i] *= k
//	}
func Scale(y []float64, k float64) {
	for i := range y {
		y[i] *= k
	}
}

// Add is
//
//	for i := range y {
//		y[i] += x[i]
//	}
func Add(y, x []float64) {
	x = x[:len(y)]
	n := groups(len(y))
	if n > 0 {
		addAVX2(&y[0], &x[0], n)
	}
	for i := n; i < len(y); i++ {
		y[i] += x[i]
	}
}

// Axpy is
//
//	for i := range y {
//		y[i] += k*x[i]
//	}
func Axpy(y []float64, k float64, x []float64) {
	x = x[:len(y)]
	n := groups(len(y))
	if n > 0 {
		axpyAVX2(&y[0], k, &x[0], n)
	}
	for i := n; i < len(y); i++ {
		y[i] += float64(k * x[i])
	}
}

// MulAdd is
//
//	for i := range y {
//		y[i] += a[i]*x[i]
//	}
func MulAdd(y, a, x []float64) {
	a, x = a[:len(y)], x[:len(y)]
	for i, v := range x {
		y[i] += float64(a[i] * v)
	}
}

// Multiply is
//
//	for i := range y {
//		y[i] = 0 + a[i]*k // never -0
//	}
func Multiply(y, a []float64, k float64) {
	a = a[:len(y)]
	n := groups(len(y))
	if n > 0 {
		multiplyAVX2(&y[0], &a[0], k, n)
	}
	for i := n; i < len(y); i++ {
		y[i] = 0 + float64(a[i]*k)
	}
}

// Decay is
//
//	for i := range y {
//		y[i] -= k[i]*y[i]
//	}
func Decay(y, k []float64) {
	k = k[:len(y)]
	n := groups(len(y))
	if n > 0 {
		decayAVX2(&y[0], &k[0], n)
	}
	for i := n; i < len(y); i++ {
		y[i] -= float64(k[i] * y[i])
	}
}

// Subtract is
//
//	for i := range y {
//		y[i] = a[i] - b[i]
//	}
func Subtract(y, a, b []float64) {
	a, b = a[:len(y)], b[:len(y)]
	n := groups(len(y))
	if n > 0 {
		subtractAVX2(&y[0], &a[0], &b[0], n)
	}
	for i := n; i < len(y); i++ {
		y[i] = a[i] - b[i]
	}
}

// Floor returns the least, or 0, and is
//
//	for i := range y {
//		if x[i] < 0 { // what is not a number stays
//			y[i] = 0
//		} else {
//			y[i] = x[i]
//		}
//	}
func Floor(y, x []float64) (least float64) {
	x = x[:len(y)]
	n := groups(len(y))
	if n > 0 {
		least = floorAVX2(&y[0], &x[0], n)
	}
	for i := n; i < len(y); i++ {
		v := x[i]
		if v < 0 {
			least, v = min(least, v), 0
		}
		y[i] = v
	}
	return least
}

// LargestSum is the greatest of a[i] + b[i] that are numbers, or -Inf.
func LargestSum(a, b []float64) float64 {
	b = b[:len(a)]
	n, most := groups(len(a)), math.Inf(-1)
	if n > 0 {
		most = largestSumAVX2(&a[0], &b[0], n)
	}
	for i := n; i < len(a); i++ {
		if sum := a[i] + b[i]; sum > most {
			most = sum
		}
	}
	return most
}

// AddBounded is
//
//	for i := range y {
//		y[i] = Bounded(y[i] + x[i]*k, lo, hi)
//	}
func AddBounded(y, x []float64, k, lo, hi float64) {
	x = x[:len(y)]
	n := groups(len(y))
	if n > 0 {
		boundAVX2(&y[0], &x[0], k, lo, hi, n)
	}
	for i := n; i < len(y); i++ {
		y[i] = Bounded(y[i]+float64(x[i]*k), lo, hi)
	}
}

// Bounded is x, or the bound it lies beyond; not a number stays so.
func Bounded(x, lo, hi float64) float64 {
	if x < lo {
		x = lo
	}
	if x > hi {
		x = hi
	}
	return x
}

// Dot is
//
//	for i := range a {
//		sum += a[i]*b[i]
//	}
//
// The first elements, as many as whole groups of 16, are summed in 16 parts s,
// each of every sixteenth, and these as
//
//	t[k] = (s[k] + s[4+k]) + (s[8+k] + s[12+k])
//	sum  = (t[0] + t[2]) + (t[1] + t[3])
func Dot(a, b []float64) float64 {
	b = b[:len(a)]
	n, sum := len(a)&^15, 0.0
	if n > 0 && assembly {
		sum = dotAVX2(&a[0], &b[0], n)
	} else if n > 0 {
		var s [16]float64
		for i := range n {
			s[i%16] += float64(a[i] * b[i])
		}
		t := func(k int) float64 { return (s[k] + s[4+k]) + (s[8+k] + s[12+k]) }
		sum = (t(0) + t(2)) + (t(1) + t(3))
	}
	for i := n; i < len(a); i++ {
		sum += float64(a[i] * b[i])
	}
	return sum
}

// Highest is
//
//	top := 0.0
//	for _, v := range x {
//		if v > top {
//			top = v
//		}
//	}
//
// the highest number above 0, or 0.
func Highest(x []float64) float64 {
	n, top := groups(len(x)), 0.0
	if n > 0 {
		top = highestAVX2(&x[0], n)
	}
	for _, v := range x[n:] {
		if v > top {
			top = v
		}
	}
	return top
}
