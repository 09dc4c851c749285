package kernels

import (
	"math"
	"math/bits"
)

// Assembly reports that there is some for this processor, and that it is used.
func Assembly() bool { return assembly }

// Lanes are how many states of a generator Draws goes on with at a time.
const Lanes = 8

// Draws writes numbers in [0, 1), a multiple of Lanes, of the generator PCG-DXSM of 128
// bits. Lane k holds the state of number k, and goes on by a stride of Lanes draws: with
// state = hi·2^64 + lo, and mul and inc likewise,
//
//	x = (hi ^ hi>>32)·0xda942042e4dd58b5
//	u[k] = ((x ^ x>>48)·(lo | 1) >> 11)/2^53
//	state = state·mul + inc
//
// stride is mulHi, mulLo, incHi, incLo.
func Draws(u []float64, hi, lo *[Lanes]uint64, stride *[4]uint64) {
	if wide && len(u) > 0 {
		drawsAVX512(&u[0], len(u), &hi[0], &lo[0], &stride[0])
		return
	}
	for ; len(u) >= Lanes; u = u[Lanes:] {
		for k := range hi {
			h, l := hi[k], lo[k]
			x := (h ^ h>>32) * 0xda942042e4dd58b5
			u[k] = float64((x^x>>48)*(l|1)>>11) / (1 << 53)
			top, low := bits.Mul64(l, stride[1])
			low, carry := bits.Add64(low, stride[3], 0)
			hi[k], lo[k] = top+h*stride[1]+l*stride[0]+stride[2]+carry, low
		}
	}
}

// Window is how many numbers Lasts multiplies.
const Window = 8

// Lasts counts for how long products stay above a limit that is not below 0:
//
//	out[i] = how many of u[i], u[i]·u[i+1], …, u[i]·…·u[i+Window-1] are above it
//
// for numbers from 0 to 1. u has Window - 1 numbers more than out, at least.
func Lasts(out []int64, u []float64, limit float64) {
	i := 0
	switch {
	case len(out) == 0:
	case wide:
		i = len(out) &^ 7
		lastsAVX512(&out[0], &u[0], i, limit)
	case assembly:
		i = len(out) &^ 3
		lastsAVX2(&out[0], &u[0], i, limit)
	}
	least := math.Float64bits(limit)
	for ; i < len(out); i++ {
		p, n := 1.0, uint64(0)
		for _, v := range u[i : i+Window] {
			p *= v
			n += (least - math.Float64bits(p)) >> 63 // 1 if p is larger: bits of numbers above 0 are in their order
		}
		out[i] = int64(n)
	}
}
