// Package fourier is the discrete Fourier transform of real numbers, with the same bits on every machine: every product is rounded
// before it is added.
package fourier

import (
	"math"

	"github.com/nefc/nefc/internal/libm"
)

// Coefficients returns c[k] = Σ x[j]·e^(-2πi·jk/n) for k from 0 to n/2.
func Coefficients(x []float64) []complex128 {
	n := len(x)
	in := make([]complex128, n)
	for j, v := range x {
		in[j] = complex(v, 0)
	}
	c := newTransform(n).of(in)[:n/2+1]
	for k, v := range c {
		c[k] = conjugate(v)
	}
	return c
}

// Sequence returns the n numbers x[j] = Σ c[k]·e^(2πi·jk/n), summed over all k from 0 to n-1 with c[n-k] the conjugate of c[k]: what
// Coefficients takes apart, times n. c[0], and c[n/2] of an even n, count as real.
func Sequence(c []complex128, n int) []float64 {
	t := newTransform(n)
	at := func(k int) complex128 {
		switch {
		case k == 0 || 2*k == n:
			return complex(real(c[k]), 0)
		case 2*k > n:
			return conjugate(c[n-k])
		}
		return c[k]
	}
	x := make([]float64, n)
	if n%2 == 1 {
		all := make([]complex128, n)
		for k := range all {
			all[k] = at(k)
		}
		for j, v := range t.of(all) {
			x[j] = real(v)
		}
		return x
	}
	// Numbers of even places are the real parts of a transform of half the length, those of odd places the imaginary parts.
	half := make([]complex128, n/2)
	for k := range half {
		a, b := at(k), at(k+n/2)
		odd := times(a-b, t.roots[k])
		half[k] = a + b + complex(-imag(odd), real(odd))
	}
	for j, v := range t.of(half) {
		x[2*j], x[2*j+1] = real(v), imag(v)
	}
	return x
}

func conjugate(v complex128) complex128 { return complex(real(v), -imag(v)) }

// times is a·b; the compiler's may be fused.
func times(a, b complex128) complex128 {
	return complex(float64(real(a)*real(b))-float64(imag(a)*imag(b)), float64(real(a)*imag(b))+float64(imag(a)*real(b)))
}

// transform is that of n numbers, and of a divisor of n.
type transform struct {
	roots []complex128 // e^(2πi·k/n)
}

func newTransform(n int) *transform {
	t := &transform{make([]complex128, n)}
	for k := range t.roots {
		t.roots[k] = root(k, n)
	}
	return t
}

// root returns e^(2πi·k/n), with those of the four quarters alike to the last bit.
func root(k, n int) complex128 {
	quarter, rest := 4*k/n, 4*k%n
	sin, cos := libm.Sin(math.Pi/2*float64(rest)/float64(n)), libm.Sin(math.Pi/2*float64(n-rest)/float64(n))
	switch quarter {
	case 1:
		return complex(-sin, cos)
	case 2:
		return complex(-cos, -sin)
	case 3:
		return complex(sin, -cos)
	}
	return complex(cos, sin)
}

// of returns Σ in[k]·e^(2πi·jk/m), with m the length of in, a divisor of n.
func (t *transform) of(in []complex128) []complex128 {
	out := make([]complex128, len(in))
	t.into(out, in, 1)
	return out
}

// into transforms every stride-th number of in: as many parts as the length's least prime factor, and then these together.
//
// Source: Cooley & Tukey (1965).
func (t *transform) into(out, in []complex128, stride int) {
	n := len(out)
	if n == 1 {
		out[0] = in[0]
		return
	}
	parts := leastFactor(n)
	size := n / parts
	for p := range parts {
		t.into(out[p*size:(p+1)*size], in[p*stride:], parts*stride)
	}
	step := len(t.roots) / n
	turned := make([]complex128, parts)
	for k := range size {
		for p := range parts {
			turned[p] = times(out[p*size+k], t.roots[p*k*step])
		}
		for q := range parts {
			sum := turned[0]
			for p := 1; p < parts; p++ {
				sum += times(turned[p], t.roots[p*q%parts*size*step])
			}
			out[q*size+k] = sum
		}
	}
}

func leastFactor(n int) int {
	for p := 2; p*p <= n; p++ {
		if n%p == 0 {
			return p
		}
	}
	return n
}
