package rng

import (
	"encoding/binary"
	"math/bits"
	"math/rand/v2"
)

// pcg is the state of the generator PCG-DXSM of 128 bits, that of Go's math/rand/v2, which
// cannot jump ahead.
//
// Source: O'Neill (2014), PCG; https://go.dev/src/math/rand/v2/pcg.go.
type pcg struct{ hi, lo uint64 }

// stride is what some draws do to the state: state·mul + inc, modulo 2^128.
type stride struct{ mulHi, mulLo, incHi, incLo uint64 }

// strides[k] is that of 2^k draws.
var strides = func() (out [64]stride) {
	out[0] = stride{2549297995355413924, 4865540595714422341, 6364136223846793005, 1442695040888963407}
	for k := 1; k < len(out); k++ {
		s := out[k-1]
		mul := pcg{s.mulHi, s.mulLo}.after(stride{s.mulHi, s.mulLo, 0, 0})
		inc := pcg{s.incHi, s.incLo}.after(s)
		out[k] = stride{mul.hi, mul.lo, inc.hi, inc.lo}
	}
	return out
}()

// after is the state some draws later.
func (p pcg) after(s stride) pcg {
	hi, lo := bits.Mul64(p.lo, s.mulLo)
	hi += p.hi*s.mulLo + p.lo*s.mulHi
	lo, carry := bits.Add64(lo, s.incLo, 0)
	return pcg{hi + s.incHi + carry, lo}
}

// ahead is the state n draws later.
func (p pcg) ahead(n int) pcg {
	for k := 0; n > 0; k, n = k+1, n>>1 {
		if n&1 != 0 {
			p = p.after(strides[k])
		}
	}
	return p
}

// word is what the state gives.
func (p pcg) word() uint64 {
	hi := p.hi ^ p.hi>>32
	hi *= 0xda942042e4dd58b5
	hi ^= hi >> 48
	return hi * (p.lo | 1)
}

// Uint64 draws a word.
func (p *pcg) Uint64() uint64 {
	*p = p.after(strides[0])
	return p.word()
}

// unit is the number in [0, 1) that a word gives: its upper 53 bits. The quotient is a
// product where the function is inlined, and not fused with what is added to it.
func unit(word uint64) float64 { return float64(float64(word>>11) / (1 << 53)) }

// MarshalBinary writes the state as Go's generator does.
func (p *pcg) MarshalBinary() ([]byte, error) { return rand.NewPCG(p.hi, p.lo).MarshalBinary() }

// UnmarshalBinary reads it.
func (p *pcg) UnmarshalBinary(b []byte) error {
	if err := new(rand.PCG).UnmarshalBinary(b); err != nil {
		return err
	}
	p.hi, p.lo = binary.BigEndian.Uint64(b[4:]), binary.BigEndian.Uint64(b[12:])
	return nil
}
