// Package kernels holds the dense loops of a simulation step. Each function's
// comment is its loop. Sums run in the order written, products are rounded
// before they are added (no fused multiply-add), so results do not depend on
// the machine.
package kernels

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

// Encode is
//
//	for i := range y {
//		y[i] = b[i]
//		for j := range x {
//			y[i] += A[i*len(x)+j]*x[j]
//		}
//	}
func Encode(y, b, A, x []float64) {
	b = b[:len(y)]
	for i, v := range b {
		y[i] = v + Dot(A[i*len(x):(i+1)*len(x)], x)
	}
}

// DotAdd is
//
//	for i := range y {
//		for j := range x {
//			y[i] += A[i*len(x)+j]*x[j]
//		}
//	}
//
// with the sum over j taken first.
func DotAdd(y, A, x []float64) {
	for i := range y {
		y[i] += Dot(A[i*len(x):(i+1)*len(x)], x)
	}
}

// Filter advances a state-space system for each element of a vector:
//
//	D = 0:  s = A·s + B·x,  y = C·s
//	D ≠ 0:  y = C·s + D·x,  s = A·s + B·x
//
// state holds len(B) numbers for each element, tmp room for len(B).
func Filter(y, state, A, B, C []float64, D float64, x, tmp []float64) {
	n := len(B)
	for i, u := range x[:len(y)] {
		s := state[i*n : (i+1)*n]
		if D != 0 {
			y[i] = Dot(C, s) + float64(D*u)
		}
		for r := range n {
			tmp[r] = Dot(A[r*n:(r+1)*n], s) + float64(B[r]*u)
		}
		copy(s, tmp[:n])
		if D == 0 {
			y[i] = Dot(C, s)
		}
	}
}

// FIR is a finite impulse response for each element of a vector:
//
//	for i, u := range x {
//		y[i] = taps[0]*u
//		for k := 1; k < len(taps); k++ {
//			y[i] += taps[k]*state[i][k-1]
//		}
//	}
//
// state holds the len(taps)-1 inputs before this one, the latest first, for
// each element.
func FIR(y, state, taps, x []float64) {
	n := len(taps) - 1
	for i, u := range x[:len(y)] {
		past := state[i*n : (i+1)*n]
		y[i] = float64(taps[0]*u) + Dot(taps[1:], past)
		if n > 0 {
			copy(past[1:], past)
			past[0] = u
		}
	}
}

// Delay makes y what x will have been when y is read, in the next step. ring
// holds the place to write and then the inputs of as many steps as the delay:
//
//	ring[at] = x;  at = (at+1) mod steps;  y = ring[at]
func Delay(y, ring, x []float64) {
	n := len(y)
	past := ring[1:]
	at := int(ring[0])
	copy(past[at*n:(at+1)*n], x)
	if at++; at*n == len(past) {
		at = 0
	}
	ring[0] = float64(at)
	copy(y, past[at*n:(at+1)*n])
}

// SparseAdd is
//
//	for j, v := range x {
//		for k := first[j]; k < first[j+1]; k++ {
//			y[row[k]] += val[k]*v
//		}
//	}
//
// that is y += S·x, S stored by columns. Columns of zeros in x are skipped.
func SparseAdd(y []float64, first, row []int32, val, x []float64) {
	for j, v := range x {
		if v == 0 {
			continue
		}
		for k := first[j]; k < first[j+1]; k++ {
			y[row[k]] += float64(val[k] * v)
		}
	}
}
