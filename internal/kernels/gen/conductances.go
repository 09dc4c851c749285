package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// numbers are constants in memory, each there four times, in the order of a table that the
// caller fills.
type numbers struct{ base Register }

func (c numbers) at(k int) Mem { return Mem{Base: c.base, Disp: 32 * k} }

// The constants of twoCompartmentsAVX2; those of TwoCompartments.constants.
const (
	twoH = iota
	twoPerSoma
	twoPerDendrite
	twoKeepSoma
	twoCouplesSoma
	twoCouplesDendrite
	twoLeaks
	twoSomaRest
	twoDendriteRest
	twoExcitatory
	twoInhibitory
	twoRheobase
	twoThreshold
	twoReset
	twoSpike
	twoHold
	twoRefractory
	twoOne
)

func twoCompartments() {
	TEXT("twoCompartmentsAVX2", NOSPLIT, "func(v, d, hold, J, exc, inh *float64, n int, c *float64, substeps int, list *int32) int")
	Pragma("noescape")
	Doc("twoCompartmentsAVX2 is the loop of TwoCompartments.Step and returns the length of list; n is a multiple of 4.")
	v, d, hold := Load(Param("v"), GP64()), Load(Param("d"), GP64()), Load(Param("hold"), GP64())
	J, exc, inh := Load(Param("J"), GP64()), Load(Param("exc"), GP64()), Load(Param("inh"), GP64())
	n, c, list, i := NewParamAddr("n", 48), numbers{Load(Param("c"), GP64())}, Load(Param("list"), GP64()), GP64()
	substeps := NewParamAddr("substeps", 64)
	rest := AllocLocal(2 * 3 * 32) // keep, arrives and into of two halves
	XORQ(i, i)
	eights := GP64()
	MOVQ(n, eights)
	ANDQ(I8(-8), eights)
	loops := 0
	spikes("twocompartments", i, eights, n, list, func(halves int) []VecVirtual {
		var cells []*cell
		for half := range halves {
			disp := 32 * half
			at := func(base Register) Mem { return Mem{Base: base, Index: i, Scale: 8, Disp: disp} }
			cells = append(cells, newCell(c, at, v, d, hold, J, exc, inh, rest, half))
		}
		loops++
		name := "twocompartments_substep" + string(rune('0'+loops))
		left := GP64()
		MOVQ(substeps, left)
		Label(name)
		for _, x := range cells {
			x.substep(c)
		}
		DECQ(left)
		JNZ(LabelRef(name))
		var spiked []VecVirtual
		for half, x := range cells {
			at := func(base Register) Mem { return Mem{Base: base, Index: i, Scale: 8, Disp: 32 * half} }
			VMOVUPD(x.v, at(v))
			VMOVUPD(x.d, at(d))
			VMULPD(c.at(twoH), x.held, x.held)
			VMOVUPD(x.held, at(hold))
			spiked = append(spiked, x.spiked)
		}
		return spiked
	})
	count(list)
}

// cell is four neurons on their way through a step.
type cell struct {
	v, d, held, spiked  VecVirtual
	keep, arrives, into Mem
}

// newCell loads four neurons, and what stays the same in all substeps.
func newCell(c numbers, at func(Register) Mem, v, d, hold, J, exc, inh Register, rest Mem, half int) *cell {
	local := func(k int) Mem { return rest.Offset(32 * (3*half + k)) }
	x := &cell{v: YMM(), d: YMM(), held: YMM(), spiked: YMM(), keep: local(0), arrives: local(1), into: local(2)}
	VXORPS(x.spiked, x.spiked, x.spiked)
	VMOVUPD(at(v), x.v)
	VMOVUPD(at(d), x.d)
	VMOVUPD(at(hold), x.held)
	VDIVPD(c.at(twoH), x.held, x.held)
	VROUNDPD(U8(8), x.held, x.held)
	e, q, s, t := YMM(), YMM(), YMM(), YMM()
	VMOVUPD(at(exc), e)
	VMOVUPD(at(inh), q)
	VADDPD(c.at(twoLeaks), e, s)
	VADDPD(q, s, s)
	VMULPD(c.at(twoPerDendrite), s, s)
	VMOVUPD(c.at(twoOne), t)
	VSUBPD(s, t, t)
	VMOVUPD(t, x.keep)
	VMULPD(c.at(twoExcitatory), e, e)
	VADDPD(c.at(twoDendriteRest), e, e)
	VMULPD(c.at(twoInhibitory), q, q)
	VADDPD(q, e, e)
	VMULPD(c.at(twoPerDendrite), e, e)
	VMOVUPD(e, x.arrives)
	VMOVUPD(at(J), s)
	VMULPD(c.at(twoRheobase), s, s)
	VADDPD(c.at(twoSomaRest), s, s)
	VMULPD(c.at(twoPerSoma), s, s)
	VMOVUPD(s, x.into)
	return x
}

// substep advances four neurons.
func (x *cell) substep(c numbers) {
	soma, t, m, h := YMM(), YMM(), YMM(), YMM()
	VMULPD(c.at(twoKeepSoma), x.v, soma)
	VMULPD(c.at(twoCouplesSoma), x.d, t)
	VADDPD(t, soma, soma)
	VADDPD(x.into, soma, soma)
	VMULPD(x.keep, x.d, x.d)
	VMULPD(c.at(twoCouplesDendrite), x.v, t)
	VADDPD(t, x.d, x.d)
	VADDPD(x.arrives, x.d, x.d)
	VXORPS(t, t, t)
	VCMPPD(U8(0x1e), t, x.held, m) // held for some substeps
	VSUBPD(c.at(twoOne), x.held, h)
	VCMPPD(U8(0x1e), c.at(twoThreshold), soma, t)
	VANDNPD(t, m, t) // those that spike
	VORPD(t, x.spiked, x.spiked)
	VBLENDVPD(t, c.at(twoSpike), soma, soma)
	VBLENDVPD(t, c.at(twoHold), x.held, x.held)
	VBLENDVPD(m, h, x.held, x.held)
	VCMPPD(U8(0x1e), c.at(twoRefractory), h, h)
	VMOVUPD(c.at(twoReset), t)
	VBLENDVPD(h, c.at(twoSpike), t, t)
	VBLENDVPD(m, t, soma, x.v)
}

// The constants of lifCondAVX2; those of LIFCond.constants.
const (
	condDt = iota
	condLeak
	condLeakRest
	condExcitatory
	condInhibitory
	condRheobase
	condRate
	condLowest
	condThreshold
	condSteps
	condRounder
	condLn2Hi
	condLn2Lo
	condIndex
	condSixth
	condHalf
	condHundredTwentieth
	condTwentyFourth
	condOne
	condNearest
	condSixteen
)

func lifCond() {
	TEXT("lifCondAVX2", NOSPLIT, "func(v, ref, J, exc, inh *float64, n int, c, powers *float64, list *int32) int")
	Pragma("noescape")
	Doc("lifCondAVX2 is the loop of LIFCond.Step without what a spike does, and returns the length of list; n is a multiple of 4.")
	v, ref, J := Load(Param("v"), GP64()), Load(Param("ref"), GP64()), Load(Param("J"), GP64())
	exc, inh := Load(Param("exc"), GP64()), Load(Param("inh"), GP64())
	n, c, powers, list, i := NewParamAddr("n", 40), numbers{Load(Param("c"), GP64())}, Load(Param("powers"), GP64()), Load(Param("list"), GP64()), GP64()
	XORQ(i, i)
	eights := GP64()
	MOVQ(n, eights)
	ANDQ(I8(-8), eights)
	spikes("lifcond", i, eights, n, list, each(i, unmade, func(at place, _ VecVirtual) VecVirtual {
		g, to, a, t := YMM(), YMM(), YMM(), YMM()
		VMOVUPD(at(exc), g)
		VMULPD(c.at(condExcitatory), g, to)
		VADDPD(c.at(condLeakRest), to, to)
		VADDPD(c.at(condLeak), g, g)
		VMOVUPD(at(inh), t)
		VADDPD(t, g, g)
		VMULPD(c.at(condInhibitory), t, t)
		VADDPD(t, to, to)
		VMOVUPD(at(J), t)
		VMULPD(c.at(condRheobase), t, t)
		VADDPD(t, to, to)
		VDIVPD(g, to, to)
		VMOVUPD(at(ref), t)
		VSUBPD(c.at(condDt), t, t)
		VMOVUPD(t, at(ref))
		VMOVUPD(c.at(condDt), a)
		VSUBPD(t, a, a)
		VXORPS(t, t, t)
		VMAXPD(t, a, a)
		VMINPD(c.at(condDt), a, a)
		VMULPD(g, a, a)
		VMULPD(c.at(condRate), a, a)
		VMAXPD(c.at(condLowest), a, a)
		e := exponential(c, powers, a)
		VSUBPD(c.at(condOne), e, e)
		x := YMM()
		VMOVUPD(at(v), x)
		VSUBPD(to, x, to)
		VMULPD(e, to, to)
		VADDPD(to, x, x)
		VMOVUPD(x, at(v))
		VCMPPD(U8(0x1e), c.at(condThreshold), x, t)
		return t
	}))
	count(list)
}

// exponential is libm.Exp of numbers from -700 to 0, by the same operations.
func exponential(c numbers, powers Register, a VecVirtual) VecVirtual {
	shifted, k, r, t := YMM(), YMM(), YMM(), YMM()
	VMULPD(c.at(condSteps), a, shifted)
	VADDPD(c.at(condRounder), shifted, shifted)
	VSUBPD(c.at(condRounder), shifted, k)
	VMULPD(c.at(condLn2Hi), k, t)
	VSUBPD(t, a, r)
	VMULPD(c.at(condLn2Lo), k, t)
	VSUBPD(t, r, r)
	head, tail := entries(c, powers, shifted)
	VMOVUPD(c.at(condIndex), t)
	VPANDN(shifted, t, t)
	VPSLLQ(U8(45), t, t)
	VPADDQ(t, head, head) // times the power of two
	square, p, q := YMM(), YMM(), YMM()
	VMULPD(r, r, square)
	VMULPD(c.at(condSixth), r, p)
	VADDPD(c.at(condHalf), p, p)
	VMULPD(p, square, p)
	VADDPD(r, tail, tail)
	VADDPD(tail, p, p)
	VMULPD(square, square, square)
	VMULPD(c.at(condHundredTwentieth), r, q)
	VADDPD(c.at(condTwentyFourth), q, q)
	VMULPD(q, square, square)
	VADDPD(square, p, p)
	VMULPD(p, head, p)
	VADDPD(p, head, head)
	return head
}

// entries are heads and tails of the table of powers, which lie together: whole entries are
// loaded and sorted, which takes a quarter of the time that two gathers take.
func entries(c numbers, powers Register, shifted VecVirtual) (head, tail VecVirtual) {
	index, upper := YMM(), XMM()
	VPAND(c.at(condIndex), shifted, index)
	VPSLLQ(U8(4), index, index) // bytes
	VEXTRACTI128(U8(1), index, upper)
	even, odd := YMM(), YMM()
	at := GP64()
	VMOVQ(index.AsX(), at)
	VMOVUPD(Mem{Base: powers, Index: at, Scale: 1}, even.AsX())
	VPEXTRQ(U8(1), index.AsX(), at)
	VMOVUPD(Mem{Base: powers, Index: at, Scale: 1}, odd.AsX())
	VMOVQ(upper, at)
	VINSERTF128(U8(1), Mem{Base: powers, Index: at, Scale: 1}, even, even)
	VPEXTRQ(U8(1), upper, at)
	VINSERTF128(U8(1), Mem{Base: powers, Index: at, Scale: 1}, odd, odd)
	head, tail = YMM(), YMM()
	VUNPCKLPD(odd, even, head)
	VUNPCKHPD(odd, even, tail)
	return head, tail
}
