package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// spikes emits body for two halves of eight neurons, and for a last half if there
// is one: for i up to eights and to fours, multiples of 8 and 4. The signs of what body
// returns for each half say which neurons spiked; their numbers are written to list,
// which ends up behind the last. Eight are written whenever some are, so list needs
// room beyond.
func spikes(name string, i Register, eights, fours Op, list Register, body func(halves int) []VecVirtual) {
	table := GP64()
	LEAQ(bitTable(), table)
	bits := GP32()
	write := func(low, high VecVirtual) {
		VSHUFPS(U8(0x88), high, low, low) // a half of each number, in the order of bitTable
		VMOVMSKPS(low, bits)
		base, number := YMM(), YMM()
		VMOVQ(i, base.AsX())
		VPBROADCASTD(base.AsX(), base)
		VPMOVZXBD(Mem{Base: table, Index: bits.As64(), Scale: 8}, number)
		VPADDD(base, number, number)
		VMOVDQU(number, Mem{Base: list})
		POPCNTL(bits, bits)
		LEAQ(Mem{Base: list, Index: bits.As64(), Scale: 4}, list)
	}
	loopFrom(name, i, eights, 8, func() {
		spiked := body(2)
		write(spiked[0], spiked[1])
	})
	CMPQ(i, fours)
	JGE(LabelRef(name + "_end"))
	none := YMM()
	VXORPS(none, none, none)
	write(body(1)[0], none)
	Label(name + "_end")
}

// count returns the length of a list that ends at a register.
func count(list Register) {
	VZEROUPPER()
	SUBQ(Load(Param("list"), GP64()), list)
	SHRQ(U8(2), list)
	Store(list, ReturnIndex(0))
	RET()
}

var table Mem

// bitTable holds, for every byte, the numbers of the neurons whose bits are set.
func bitTable() Mem {
	if table.Base != nil {
		return table
	}
	table = GLOBL("bitNumbers", RODATA|NOPTR)
	for b := range 256 {
		word := uint64(0)
		at := 0
		for neuron, bit := range []int{0, 1, 4, 5, 2, 3, 6, 7} {
			if b>>bit&1 == 1 {
				word |= uint64(neuron) << (8 * at)
				at++
			}
		}
		DATA(8*b, U64(word))
	}
	return table
}

// place is where an array has the elements of a half.
type place func(base Register) Mem

// each is a body for halves that take turns, after their currents were made.
func each(i Register, currents func(at []place) []VecVirtual, body func(at place, J VecVirtual) VecVirtual) func(halves int) []VecVirtual {
	return func(halves int) (spiked []VecVirtual) {
		var at []place
		for half := range halves {
			at = append(at, func(base Register) Mem { return Mem{Base: base, Index: i, Scale: 8, Disp: 32 * half} })
		}
		for half, J := range currents(at) {
			spiked = append(spiked, body(at[half], J))
		}
		return spiked
	}
}

// unmade are currents that the body loads itself, when a register is free.
func unmade(at []place) (J []VecVirtual) {
	for range at {
		J = append(J, YMM())
	}
	return J
}

func izhikevich() {
	TEXT("izhikevichAVX2", NOSPLIT, "func(v, u, J *float64, n int, dt, a, b, c, d float64, list *int32) int")
	Pragma("noescape")
	Doc("izhikevichAVX2 is the loop of Izhikevich and returns the length of list; n is a multiple of 4.")
	v, u, J := Load(Param("v"), GP64()), Load(Param("u"), GP64()), Load(Param("J"), GP64())
	n, list, i := NewParamAddr("n", 24), Load(Param("list"), GP64()), GP64()
	XORQ(i, i)
	eights := GP64()
	MOVQ(n, eights)
	ANDQ(I8(-8), eights)
	dt, a, b, c, d := broadcast("dt", 32), broadcast("a", 40), broadcast("b", 48), broadcast("c", 56), broadcast("d", 64)
	small, thousand, top, bottom := constant(0.04), constant(1000), constant(30), constant(-30)
	five, rest := stored("izhikevichFive", 5), stored("izhikevichRest", 140) // registers are short
	spikes("izhikevich", i, eights, n, list, each(i, unmade, func(at place, t VecVirtual) VecVirtual {
		x, s := YMM(), YMM()
		VMOVUPD(at(v), x)
		VMULPD(x, x, s)
		VMULPD(small, s, s)
		VMULPD(five, x, t)
		VADDPD(t, s, s)
		VADDPD(rest, s, s)
		VSUBPD(at(u), s, s)
		VMOVUPD(at(J), t)
		VMAXPD(t, bottom, t)
		VADDPD(t, s, s)
		VMULPD(thousand, s, s)
		VMULPD(dt, s, s)
		VADDPD(s, x, x)
		m := YMM()
		VCMPPD(U8(0x1d), top, x, m) // at or above, quiet
		VBLENDVPD(m, c, x, x)
		VMOVUPD(x, at(v))
		r := YMM()
		VMOVUPD(at(u), r)
		VMULPD(b, x, s)
		VSUBPD(r, s, s)
		VMULPD(a, s, s)
		VMULPD(thousand, s, s)
		VMULPD(dt, s, s)
		VADDPD(s, r, r)
		VADDPD(d, r, t)
		VBLENDVPD(m, t, r, r)
		VMOVUPD(r, at(u))
		return m
	}))
	count(list)
}

func adapt() {
	TEXT("adaptAVX2", NOSPLIT, "func(y, x *float64, n int, rate, k float64)")
	Pragma("noescape")
	Doc("adaptAVX2 is y[i] += rate*(k*x[i] - y[i]); n is a multiple of 4.")
	y, x, n, i := Load(Param("y"), GP64()), Load(Param("x"), GP64()), Load(Param("n"), GP64()), GP64()
	rate, k := broadcast("rate", 24), broadcast("k", 32)
	loop("adapt", i, n, 4, func() {
		a, p := YMM(), YMM()
		VMOVUPD(Mem{Base: y, Index: i, Scale: 8}, a)
		VMULPD(Mem{Base: x, Index: i, Scale: 8}, k, p)
		VSUBPD(a, p, p)
		VMULPD(rate, p, p)
		VADDPD(p, a, a)
		VMOVUPD(a, Mem{Base: y, Index: i, Scale: 8})
	})
	VZEROUPPER()
	RET()
}

// seriesTerms is the length of atanhSeries.
const seriesTerms = 12

func lifRate() {
	TEXT("lifRateAVX2", NOSPLIT, "func(a, J *float64, n int, tauRC, tauRef, amplitude float64, series *float64)")
	Pragma("noescape")
	Doc("lifRateAVX2 is the loop of LIFRate, with the coefficients of series; n is a multiple of 4.")
	a, J, n, i := Load(Param("a"), GP64()), Load(Param("J"), GP64()), Load(Param("n"), GP64()), GP64()
	series := Load(Param("series"), GP64())
	rc, ref, amplitude := broadcast("tauRC", 24), broadcast("tauRef", 32), broadcast("amplitude", 40)
	one, half := constant(1), pattern(1<<51)
	two52, ln2 := constant(1<<52), constant(math.Ln2)
	loop("lifrate", i, n, 4, func() {
		j, t, k, c, s, u, p := YMM(), YMM(), YMM(), YMM(), YMM(), YMM(), YMM()
		VMOVUPD(Mem{Base: J, Index: i, Scale: 8}, j)
		VCMPPD(U8(0x1e), one, j, p) // greater than, quiet
		VPTEST(p, p)
		JZ(LabelRef("lifrate_silent")) // all four
		VSUBPD(one, j, t)
		VPSUBQ(t, j, k)
		VPADDQ(half, k, k)
		VPSRLQ(U8(52), k, k) // the power of two
		VPSLLQ(U8(52), k, c)
		VPSUBQ(c, one, c) // 2^-k
		VMULPD(c, j, u)
		VPOR(two52, k, k)
		VSUBPD(two52, k, k) // as a number
		VSUBPD(t, u, s)
		VADDPD(t, u, u)
		VXORPD(c, c, c)
		VCMPPD(U8(0), c, k, c)
		VBLENDVPD(c, one, s, s)
		VDIVPD(u, s, s)
		VMULPD(s, s, u)
		odd, w := YMM(), YMM()
		VMULPD(u, u, w)
		VBROADCASTSD(Mem{Base: series}, odd)
		VBROADCASTSD(Mem{Base: series, Disp: 8}, p)
		for m := 2; m < seriesTerms; m += 2 {
			c := YMM()
			VMULPD(w, odd, odd)
			VMULPD(w, p, p)
			VBROADCASTSD(Mem{Base: series, Disp: 8 * m}, c)
			VADDPD(c, odd, odd)
			VBROADCASTSD(Mem{Base: series, Disp: 8*m + 8}, c)
			VADDPD(c, p, p)
		}
		VMULPD(u, odd, odd)
		VADDPD(odd, p, p)
		VMULPD(s, p, p)
		VMULPD(ln2, k, k)
		VADDPD(k, p, p)
		VMULPD(rc, p, p)
		VADDPD(ref, p, p)
		VDIVPD(p, amplitude, p)
		VCMPPD(U8(0x1e), one, j, j) // greater than, quiet
		VANDPD(j, p, p)
		Label("lifrate_silent")
		VMOVUPD(p, Mem{Base: a, Index: i, Scale: 8})
	})
	VZEROUPPER()
	RET()
}
