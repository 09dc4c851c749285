package kernels

// Lowpass is
//
//	for i := range y {
//		y[i] = a*y[i] + (1-a)*x[i]
//	}
func Lowpass(y []float64, a float64, x []float64) {
	x = x[:len(y)]
	b := 1 - a
	n := groups(len(y))
	if n > 0 {
		lowpassAVX2(&y[0], a, b, &x[0], n)
	}
	for i := n; i < len(y); i++ {
		y[i] = float64(a*y[i]) + float64(b*x[i])
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
