package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// broad makes a wide vector of a parameter, off bytes into the frame.
func broad(name string, off int) VecVirtual {
	x := ZMM()
	VBROADCASTSD(NewParamAddr(name, off), x)
	return x
}

// broadConstant makes a wide vector of a number.
func broadConstant(v float64) VecVirtual { return broadPattern(math.Float64bits(v)) }

// broadPattern makes a wide vector of 64 bits.
func broadPattern(v uint64) VecVirtual {
	bits, y := GP64(), ZMM()
	MOVQ(U64(v), bits)
	VPBROADCASTQ(bits, y)
	return y
}

// eight is the group of eight at i.
func eight(base, i Register) Mem { return Mem{Base: base, Index: i, Scale: 8} }

// izhikevich512 is izhikevich with eight neurons a register.
func izhikevich512() {
	TEXT("izhikevichAVX512", NOSPLIT, "func(v, u, J *float64, n int, dt, a, b, c, d float64, list *int32) int")
	Pragma("noescape")
	Doc("izhikevichAVX512 is izhikevichAVX2 for n a multiple of 8.")
	v, u, J := Load(Param("v"), GP64()), Load(Param("u"), GP64()), Load(Param("J"), GP64())
	n, list, i := Load(Param("n"), GP64()), Load(Param("list"), GP64()), GP64()
	dt, a, b, c, d := broad("dt", 32), broad("a", 40), broad("b", 48), broad("c", 56), broad("d", 64)
	small, thousand, top, bottom := broadConstant(0.04), broadConstant(1000), broadConstant(30), broadConstant(-30)
	five, rest := broadConstant(5), broadConstant(140)
	numbers := countedFrom0()
	loop("izhikevich512", i, n, 8, func() {
		x, s, t, r, reset := ZMM(), ZMM(), ZMM(), ZMM(), K()
		VMOVUPD(eight(v, i), x)
		VMOVUPD(eight(u, i), r)
		VMULPD(x, x, s)
		VMULPD(small, s, s)
		VMULPD(five, x, t)
		VADDPD(t, s, s)
		VADDPD(rest, s, s)
		VSUBPD(r, s, s)
		VMOVUPD(eight(J, i), t)
		VMAXPD(t, bottom, t)
		VADDPD(t, s, s)
		VMULPD(thousand, s, s)
		VMULPD(dt, s, s)
		VADDPD(s, x, x)
		VCMPPD(U8(0x1d), top, x, reset) // at or above, quiet
		VMOVAPD(c, reset, x)
		VMOVUPD(x, eight(v, i))
		VMULPD(b, x, s)
		VSUBPD(r, s, s)
		VMULPD(a, s, s)
		VMULPD(thousand, s, s)
		VMULPD(dt, s, s)
		VADDPD(s, r, r)
		VADDPD(d, r, reset, r)
		VMOVUPD(r, eight(u, i))
		numbers.write(reset, list)
	})
	count(list)
}

// counted are the numbers of eight neurons, and how many are in a group.
type counted struct{ at, eight VecVirtual }

// countedFrom0 are those from 0 to 7.
func countedFrom0() *counted {
	c := &counted{YMM(), YMM()}
	first := GLOBL("firstNumbers", RODATA|NOPTR)
	for k := range 8 {
		DATA(4*k, U32(k))
	}
	VMOVDQU(first, c.at)
	eights := GP32()
	MOVL(U32(8), eights)
	VPBROADCASTD(eights, c.eight)
	return c
}

// write appends the numbers of a mask to a list, and goes on to the next eight.
func (c *counted) write(mask, list Register) {
	some, bits := YMM(), GP32()
	VPCOMPRESSD_Z(c.at, mask, some)
	KMOVB(mask, bits)
	VMOVDQU(some, Mem{Base: list})
	POPCNTL(bits, bits)
	LEAQ(Mem{Base: list, Index: bits.As64(), Scale: 4}, list)
	VPADDD(c.eight, c.at, c.at)
}

// lifRate512 gathers the currents above threshold at the beginning of a, computes
// their rates there, and spreads them from the last to the first.
func lifRate512() {
	TEXT("lifRateAVX512", NOSPLIT, "func(a, J *float64, n int, tauRC, tauRef, amplitude float64, series *float64)")
	Pragma("noescape")
	Doc("lifRateAVX512 is lifRateAVX2 for n a multiple of 8; a is not J.")
	a, J, n, i := Load(Param("a"), GP64()), Load(Param("J"), GP64()), Load(Param("n"), GP64()), GP64()
	one, above, above2, bits, active := broadConstant(1), K(), K(), GP32(), GP64()
	XORQ(active, active)
	loop("lifrate512_gather", i, n, 8, func() {
		j := ZMM()
		VMOVUPD(eight(J, i), j)
		VCMPPD(U8(0x1e), one, j, above) // greater than, quiet
		VCOMPRESSPD_Z(j, above, j)
		KMOVB(above, bits)
		VMOVUPD(j, eight(a, active))
		POPCNTL(bits, bits)
		ADDQ(bits.As64(), active)
	})
	lifRates512(a, active, one)
	CMPQ(n, U8(0))
	JE(LabelRef("lifrate512_spread_done"))
	Label("lifrate512_spread")
	SUBQ(U8(8), n)
	j, r := ZMM(), ZMM()
	VCMPPD(U8(0x11), eight(J, n), one, above2) // less than, quiet
	KMOVB(above2, bits)
	POPCNTL(bits, bits)
	SUBQ(bits.As64(), active)
	VMOVUPD(eight(a, active), j)
	VEXPANDPD_Z(j, above2, r)
	VMOVUPD(r, eight(a, n))
	TESTQ(n, n)
	JNE(LabelRef("lifrate512_spread"))
	Label("lifrate512_spread_done")
	VZEROUPPER()
	RET()
}

// lifRates512 makes rates of currents above threshold, in place.
func lifRates512(a, n Register, one VecVirtual) {
	series, i := Load(Param("series"), GP64()), GP64()
	rc, ref, amplitude := broad("tauRC", 24), broad("tauRef", 32), broad("amplitude", 40)
	half, two52, ln2 := broadPattern(1<<51), broadConstant(1<<52), broadConstant(math.Ln2)
	var terms [seriesTerms]VecVirtual
	for m := range terms {
		terms[m] = ZMM()
		VBROADCASTSD(Mem{Base: series, Disp: 8 * m}, terms[m])
	}
	loop("lifrate512", i, n, 8, func() {
		j, t, k, c, s, u, near := ZMM(), ZMM(), ZMM(), ZMM(), ZMM(), ZMM(), K()
		VMOVUPD(eight(a, i), j)
		VSUBPD(one, j, t)
		VPSUBQ(t, j, k)
		VPADDQ(half, k, k)
		VPSRLQ(U8(52), k, k) // the power of two
		VPTESTNMQ(k, k, near)
		VPSLLQ(U8(52), k, c)
		VPSUBQ(c, one, c) // 2^-k
		VMULPD(c, j, u)
		VPORQ(two52, k, k)
		VSUBPD(two52, k, k) // as a number
		VSUBPD(t, u, s)
		VADDPD(t, u, u)
		VMOVAPD(one, near, s)
		VDIVPD(u, s, s)
		VMULPD(s, s, u)
		odd, p, w := ZMM(), ZMM(), ZMM()
		VMULPD(u, u, w)
		VMULPD(w, terms[0], odd)
		VMULPD(w, terms[1], p)
		for m := 2; m < seriesTerms; m += 2 {
			VADDPD(terms[m], odd, odd)
			VADDPD(terms[m+1], p, p)
			if m+2 < seriesTerms {
				VMULPD(w, odd, odd)
				VMULPD(w, p, p)
			}
		}
		VMULPD(u, odd, odd)
		VADDPD(odd, p, p)
		VMULPD(s, p, p)
		VMULPD(ln2, k, k)
		VADDPD(k, p, p)
		VMULPD(rc, p, p)
		VADDPD(ref, p, p)
		VDIVPD(p, amplitude, p)
		VMOVUPD(p, eight(a, i))
	})
}
