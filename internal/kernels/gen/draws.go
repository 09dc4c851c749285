package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// draws512 is Draws: eight states of the generator a register, each eight draws behind
// what it will be.
func draws512() {
	TEXT("drawsAVX512", NOSPLIT, "func(u *float64, n int, hi, lo, stride *uint64)")
	Pragma("noescape")
	Doc("drawsAVX512 is Draws; n is a multiple of 8.")
	u, n, i := Load(Param("u"), GP64()), Load(Param("n"), GP64()), GP64()
	hiAt, loAt, stride := Load(Param("hi"), GP64()), Load(Param("lo"), GP64()), Load(Param("stride"), GP64())
	hi, lo := ZMM(), ZMM()
	VMOVDQU64(Mem{Base: hiAt}, hi)
	VMOVDQU64(Mem{Base: loAt}, lo)
	var s [4]VecVirtual // mulHi, mulLo, incHi, incLo
	for k := range s {
		s[k] = ZMM()
		VPBROADCASTQ(Mem{Base: stride, Disp: 8 * k}, s[k])
	}
	upper := ZMM() // of mulLo
	VPSRLQ(U8(32), s[1], upper)
	cheap, one, share, low := broadPattern(0xda942042e4dd58b5), broadPattern(1), broadConstant(1.0/(1<<53)), broadPattern(1<<32-1)
	loop("draws512", i, n, 8, func() {
		x, t := ZMM(), ZMM()
		VPSRLQ(U8(32), hi, x)
		VPXORQ(hi, x, x)
		VPMULLQ(cheap, x, x)
		VPSRLQ(U8(48), x, t)
		VPXORQ(t, x, x)
		VPORQ(one, lo, t)
		VPMULLQ(t, x, x)
		VPSRLQ(U8(11), x, x)
		VCVTUQQ2PD(x, x)
		VMULPD(share, x, x)
		VMOVUPD(x, eight(u, i))
		above, below, left, right, carry := ZMM(), ZMM(), ZMM(), ZMM(), K()
		VPSRLQ(U8(32), lo, above)
		VPMULUDQ(s[1], lo, below)
		VPMULUDQ(upper, lo, left)
		VPMULUDQ(s[1], above, right)
		VPMULUDQ(upper, above, above)
		VPSRLQ(U8(32), below, below)
		VPADDQ(below, right, right)
		VPANDQ(low, right, below)
		VPADDQ(below, left, left)
		VPSRLQ(U8(32), left, left)
		VPSRLQ(U8(32), right, right)
		VPADDQ(left, above, above)
		VPADDQ(right, above, above) // the upper half of lo·mulLo
		VPMULLQ(s[1], hi, hi)
		VPMULLQ(s[0], lo, t)
		VPADDQ(t, hi, hi)
		VPADDQ(above, hi, hi)
		VPADDQ(s[2], hi, hi)
		VPMULLQ(s[1], lo, lo)
		VPADDQ(s[3], lo, lo)
		VPCMPUQ(U8(1), s[3], lo, carry) // lo is less than what was added to it
		VPADDQ(one, hi, carry, hi)
	})
	VMOVDQU64(hi, Mem{Base: hiAt})
	VMOVDQU64(lo, Mem{Base: loAt})
	VZEROUPPER()
	RET()
}

// lasts is Lasts, eight or four places a register.
func lasts() {
	TEXT("lastsAVX512", NOSPLIT, "func(out *int64, u *float64, n int, limit float64)")
	Pragma("noescape")
	Doc("lastsAVX512 is Lasts; n is a multiple of 8.")
	out, u, n, i := Load(Param("out"), GP64()), Load(Param("u"), GP64()), Load(Param("n"), GP64()), GP64()
	limit, one := broad("limit", 24), broadPattern(1)
	loop("lasts512", i, n, 8, func() {
		p, sum, more := ZMM(), ZMM(), K()
		VPXORQ(sum, sum, sum)
		for k := range 8 {
			if at := (Mem{Base: u, Index: i, Scale: 8, Disp: 8 * k}); k == 0 {
				VMOVUPD(at, p)
			} else {
				VMULPD(at, p, p)
			}
			VCMPPD(U8(0x1e), limit, p, more) // greater than, quiet
			VPADDQ(one, sum, more, sum)
		}
		VMOVDQU64(sum, eight(out, i))
	})
	VZEROUPPER()
	RET()

	TEXT("lastsAVX2", NOSPLIT, "func(out *int64, u *float64, n int, limit float64)")
	Pragma("noescape")
	Doc("lastsAVX2 is Lasts; n is a multiple of 4.")
	out, u, n, i = Load(Param("out"), GP64()), Load(Param("u"), GP64()), Load(Param("n"), GP64()), GP64()
	narrow := broadcast("limit", 24)
	loop("lasts", i, n, 4, func() {
		p, sum, more := YMM(), YMM(), YMM()
		VPXOR(sum, sum, sum)
		for k := range 8 {
			if at := (Mem{Base: u, Index: i, Scale: 8, Disp: 8 * k}); k == 0 {
				VMOVUPD(at, p)
			} else {
				VMULPD(at, p, p)
			}
			VCMPPD(U8(0x1e), narrow, p, more)
			VPSUBQ(more, sum, sum) // all bits are -1
		}
		VMOVDQU(sum, Mem{Base: out, Index: i, Scale: 8})
	})
	VZEROUPPER()
	RET()
}
