package main

import (
	"fmt"
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// spikes emits body for two halves of eight neurons, and for a last half if there
// is one. body sets a bit of out, one for each half, where a neuron spiked; their
// numbers are written to list, whose new length is returned. Eight are
// written whenever some are, so list needs room beyond the last.
func spikes(name string, i, n, list Register, body func(out ...Register)) {
	table := GP64()
	LEAQ(bitTable(), table)
	bits, high := GP32(), GP32()
	write := func() {
		base, number := YMM(), YMM()
		VMOVQ(i, base.AsX())
		VPBROADCASTD(base.AsX(), base)
		VPMOVZXBD(Mem{Base: table, Index: bits.As64(), Scale: 8}, number)
		VPADDD(base, number, number)
		VMOVDQU(number, Mem{Base: list})
		POPCNTL(bits, bits)
		LEAQ(Mem{Base: list, Index: bits.As64(), Scale: 4}, list)
	}
	ANDQ(I8(-8), n)
	loop(name, i, n, 8, func() {
		body(bits, high)
		SHLL(U8(4), high)
		ORL(high, bits)
		write()
	})
	Load(Param("n"), n)
	CMPQ(i, n)
	JGE(LabelRef(name + "_end"))
	body(bits)
	write()
	Label(name + "_end")
	VZEROUPPER()
	SUBQ(Load(Param("list"), GP64()), list)
	SHRQ(U8(2), list)
	Store(list, ReturnIndex(0))
	RET()
}

var table Mem

// bitTable holds the numbers of the bits that are set in every byte.
func bitTable() Mem {
	if table.Base != nil {
		return table
	}
	table = GLOBL("bitNumbers", RODATA|NOPTR)
	for b := range 256 {
		word := uint64(0)
		for k, at := 0, 0; k < 8; k++ {
			if b>>k&1 == 1 {
				word |= uint64(k) << (8 * at)
				at++
			}
		}
		DATA(8*b, U64(word))
	}
	return table
}

// lif emits the first loop of LIF for currents that are given (d = 0), or encoded of
// one dimension (d = 1) or several; to them comes what arrives at the neurons, if
// there is such.
func lif(d int, arrives bool) {
	function := []string{"lif", "lifScalar", "lifVector"}[d] + map[bool]string{true: "Plus"}[arrives] + "AVX2"
	TEXT(function, NOSPLIT, "func(v, K *float64, n int, bias, E, x, plus *float64, d, stride int, s *float64, list *int32) int")
	Pragma("noescape")
	Doc(function + " is the first loop of LIF, which returns the length of list, for encoders of " + []string{"no dimension", "one dimension", "d dimensions"}[d] + map[bool]string{true: ", plus what arrives"}[arrives] + ", s its free and low; n is a multiple of 4.")
	v, K, bias, n := Load(Param("v"), GP64()), Load(Param("K"), GP64()), Load(Param("bias"), GP64()), Load(Param("n"), GP64())
	list, s, i := Load(Param("list"), GP64()), Load(Param("s"), GP64()), GP64()
	free, low, one := YMM(), YMM(), constant(1)
	VBROADCASTSD(Mem{Base: s}, free)
	VBROADCASTSD(Mem{Base: s, Disp: 8}, low)
	current := encoding(function, d, bias)
	if arrives {
		current = adding(current, Load(Param("plus"), GP64()))
	}
	spikes(function, i, n, list, each(i, current, func(at place, J VecVirtual) Register {
		m, x := YMM(), YMM()
		VMOVUPD(at(v), x)
		VSUBPD(x, J, J)
		VMULPD(at(K), J, J)
		VADDPD(J, x, x)
		VMAXPD(x, low, x)           // low where x is below it; x if it is no number
		VCMPPD(U8(0x1e), one, x, m) // greater than, quiet
		VMOVUPD(free, at(K))
		VMOVUPD(x, at(v))
		return m
	}))
}

// place is where an array has the elements of a half.
type place func(base Register) Mem

// each is a body for halves that take turns, after their currents were made; the
// signs of what it returns say which neurons spiked.
func each(i Register, currents func(at []place) []VecVirtual, body func(at place, J VecVirtual) Register) func(out ...Register) {
	return func(out ...Register) {
		var at []place
		for half := range out {
			at = append(at, func(base Register) Mem { return Mem{Base: base, Index: i, Scale: 8, Disp: 32 * half} })
		}
		for half, J := range currents(at) {
			VMOVMSKPD(body(at[half], J), out[half].(GPVirtual))
		}
	}
}

// given emits the loading of currents.
func given(J Register) func(at []place) []VecVirtual {
	return func(at []place) (out []VecVirtual) {
		for _, at := range at {
			v := YMM()
			VMOVUPD(at(J), v)
			out = append(out, v)
		}
		return out
	}
}

// adding emits the addition of what arrives at the neurons.
func adding(currents func(at []place) []VecVirtual, plus Register) func(at []place) []VecVirtual {
	return func(at []place) []VecVirtual {
		J := currents(at)
		for h, at := range at {
			VADDPD(at(plus), J[h], J[h])
		}
		return J
	}
}

// unmade are currents that the body loads itself, when a register is free.
func unmade(at []place) (J []VecVirtual) {
	for range at {
		J = append(J, YMM())
	}
	return J
}

// encoding returns what emits the currents of some neurons.
func encoding(name string, d int, bias Register) func(at []place) []VecVirtual {
	if d == 0 {
		return given(bias)
	}
	E, x := Load(Param("E"), GP64()), Load(Param("x"), GP64())
	if d == 1 {
		first := YMM()
		VBROADCASTSD(Mem{Base: x}, first)
		return func(at []place) (J []VecVirtual) {
			for h, at := range at {
				J = append(J, YMM())
				VMULPD(at(E), first, J[h])
				VADDPD(at(bias), J[h], J[h])
			}
			return J
		}
	}
	stride := Load(Param("stride"), GP64())
	dims, err := Param("d").Resolve()
	if err != nil {
		panic(err)
	}
	return func(at []place) []VecVirtual {
		J, column, j, v := given(bias)(at), GP64(), GP64(), YMM()
		label := fmt.Sprintf("%s_column%d", name, len(at))
		MOVQ(E, column)
		XORQ(j, j)
		Label(label)
		VBROADCASTSD(Mem{Base: x, Index: j, Scale: 8}, v)
		for h, at := range at {
			p := YMM()
			VMULPD(at(column), v, p)
			VADDPD(p, J[h], J[h])
		}
		LEAQ(Mem{Base: column, Index: stride, Scale: 8}, column)
		INCQ(j)
		CMPQ(j, dims.Addr)
		JLT(LabelRef(label))
		return J
	}
}

func izhikevich() {
	TEXT("izhikevichAVX2", NOSPLIT, "func(v, u, J *float64, n int, dt, a, b, c, d float64, list *int32) int")
	Pragma("noescape")
	Doc("izhikevichAVX2 is the loop of Izhikevich and returns the length of list; n is a multiple of 4.")
	v, u, J := Load(Param("v"), GP64()), Load(Param("u"), GP64()), Load(Param("J"), GP64())
	n, list, i := Load(Param("n"), GP64()), Load(Param("list"), GP64()), GP64()
	dt, a, b, c, d := broadcast("dt", 32), broadcast("a", 40), broadcast("b", 48), broadcast("c", 56), broadcast("d", 64)
	small, five, rest, thousand, top, bottom := constant(0.04), constant(5), constant(140), constant(1000), constant(30), constant(-30)
	spikes("izhikevich", i, n, list, each(i, unmade, func(at place, t VecVirtual) Register {
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
		j, t, k, c, s, u := YMM(), YMM(), YMM(), YMM(), YMM(), YMM()
		VMOVUPD(Mem{Base: J, Index: i, Scale: 8}, j)
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
		odd, p, w := YMM(), YMM(), YMM()
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
		VMOVUPD(p, Mem{Base: a, Index: i, Scale: 8})
	})
	VZEROUPPER()
	RET()
}
