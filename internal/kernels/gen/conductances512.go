package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// together is how many groups of eight neurons twoCompartments512 takes through their
// substeps at once, since each substep waits for the one before.
const together = 4

// twoCompartments512 is twoCompartments with eight neurons a register.
func twoCompartments512() {
	TEXT("twoCompartmentsAVX512", NOSPLIT, "func(v, d, hold, J, exc, inh *float64, n int, c *float64, substeps int, list *int32) int")
	Pragma("noescape")
	Doc("twoCompartmentsAVX512 is twoCompartmentsAVX2 for n a multiple of 8.")
	s := &cells512{c: numbers{Load(Param("c"), GP64())}, i: GP64(), list: Load(Param("list"), GP64()), substeps: NewParamAddr("substeps", 64)}
	for k, name := range []string{"v", "d", "hold", "J", "exc", "inh"} {
		s.arrays[k] = Load(Param(name), GP64())
	}
	n, many := NewParamAddr("n", 48), GP64()
	MOVQ(n, many)
	SUBQ(U8(8*(together-1)), many) // below it, all groups are whole
	XORQ(s.i, s.i)
	s.numbers = countedFrom(s.i)
	loopFrom("twocompartments512_many", s.i, many, 8*together, func() { s.groups("many", together) })
	loopFrom("twocompartments512_one", s.i, n, 8, func() { s.groups("one", 1) })
	count(s.list)
}

// cells512 is what twoCompartments512 works on.
type cells512 struct {
	c        numbers
	i, list  Register
	substeps Op
	arrays   [6]Register // v, d, hold, J, exc, inh
	numbers  *counted
}

// cell512 are eight neurons on their way through a step.
type cell512 struct {
	v, d, held, keep, arrives, into VecVirtual
	spiked                          OpmaskVirtual
}

// groups takes some groups of eight from i on through a step.
func (s *cells512) groups(name string, count int) {
	var cells []*cell512
	for k := range count {
		cells = append(cells, s.load(64*k))
	}
	left, loop := GP64(), "twocompartments512_substeps_"+name
	MOVQ(s.substeps, left)
	Label(loop)
	for _, x := range cells {
		x.substep(s.c)
	}
	DECQ(left)
	JNZ(LabelRef(loop))
	for k, x := range cells {
		VMULPD_BCST(s.c.at(twoH), x.held, x.held)
		for a, value := range []VecVirtual{x.v, x.d, x.held} {
			VMOVUPD(value, s.at(a, 64*k))
		}
		s.numbers.write(x.spiked, s.list)
	}
}

// at is where an array has the eight that begin some bytes after the one at i.
func (s *cells512) at(array, disp int) Mem { return eight(s.arrays[array], s.i).Offset(disp) }

// load makes eight neurons, and what stays the same in all substeps.
func (s *cells512) load(disp int) *cell512 {
	c := s.c
	x := &cell512{ZMM(), ZMM(), ZMM(), ZMM(), ZMM(), ZMM(), K()}
	KXORB(x.spiked, x.spiked, x.spiked)
	for a, value := range []VecVirtual{x.v, x.d, x.held, x.into, x.arrives} {
		VMOVUPD(s.at(a, disp), value)
	}
	h, inh := ZMM(), ZMM()
	VBROADCASTSD(c.at(twoH), h)
	VDIVPD(h, x.held, x.held)
	VRNDSCALEPD(U8(8), x.held, x.held)
	VMOVUPD(s.at(5, disp), inh)
	VADDPD_BCST(c.at(twoLeaks), x.arrives, h)
	VADDPD(inh, h, h)
	VMULPD_BCST(c.at(twoPerDendrite), h, h)
	VBROADCASTSD(c.at(twoOne), x.keep)
	VSUBPD(h, x.keep, x.keep)
	VMULPD_BCST(c.at(twoExcitatory), x.arrives, x.arrives)
	VADDPD_BCST(c.at(twoDendriteRest), x.arrives, x.arrives)
	VMULPD_BCST(c.at(twoInhibitory), inh, inh)
	VADDPD(inh, x.arrives, x.arrives)
	VMULPD_BCST(c.at(twoPerDendrite), x.arrives, x.arrives)
	VMULPD_BCST(c.at(twoRheobase), x.into, x.into)
	VADDPD_BCST(c.at(twoSomaRest), x.into, x.into)
	VMULPD_BCST(c.at(twoPerSoma), x.into, x.into)
	return x
}

// substep advances eight neurons.
func (x *cell512) substep(c numbers) {
	soma, t, silent, free, fires := ZMM(), ZMM(), K(), K(), K()
	VMULPD_BCST(c.at(twoKeepSoma), x.v, soma)
	VMULPD_BCST(c.at(twoCouplesSoma), x.d, t)
	VADDPD(t, soma, soma)
	VADDPD(x.into, soma, soma)
	VMULPD(x.keep, x.d, x.d)
	VMULPD_BCST(c.at(twoCouplesDendrite), x.v, t)
	VADDPD(t, x.d, x.d)
	VADDPD(x.arrives, x.d, x.d)
	VXORPD(t, t, t)
	VCMPPD(U8(0x1e), t, x.held, silent) // held for some substeps
	KNOTB(silent, free)
	VMOVAPD(soma, x.v)
	VCMPPD_BCST(U8(0x1e), c.at(twoThreshold), soma, free, fires)
	KORB(fires, x.spiked, x.spiked)
	VSUBPD_BCST(c.at(twoOne), x.held, silent, x.held)
	VBROADCASTSD(c.at(twoReset), silent, x.v)
	VCMPPD_BCST(U8(0x1e), c.at(twoRefractory), x.held, silent, silent)
	VBROADCASTSD(c.at(twoHold), fires, x.held)
	KORB(silent, fires, fires)
	VBROADCASTSD(c.at(twoSpike), fires, x.v)
}

// lifCond512 is lifCond with eight neurons a register. Powers of two that are near to 1
// come from registers: conductances that change a voltage by little in a step need no others.
func lifCond512() {
	TEXT("lifCondAVX512", NOSPLIT, "func(v, ref, J, exc, inh *float64, n int, c, powers *float64, near *float64, list *int32) int")
	Pragma("noescape")
	Doc("lifCondAVX512 is lifCondAVX2 for n a multiple of 8; near are nearPowers.")
	v, ref, J := Load(Param("v"), GP64()), Load(Param("ref"), GP64()), Load(Param("J"), GP64())
	exc, inh := Load(Param("exc"), GP64()), Load(Param("inh"), GP64())
	n, c, powers := NewParamAddr("n", 40), numbers{Load(Param("c"), GP64())}, Load(Param("powers"), GP64())
	near, list, i := Load(Param("near"), GP64()), Load(Param("list"), GP64()), GP64()
	x := exponential512{c: c, powers: powers}
	for k := range x.near {
		x.near[k] = ZMM()
		VMOVUPD(Mem{Base: near, Disp: 64 * k}, x.near[k])
	}
	dt, lowest := ZMM(), ZMM()
	VBROADCASTSD(c.at(condDt), dt)
	VBROADCASTSD(c.at(condLowest), lowest)
	XORQ(i, i)
	numbers := countedFrom(i)
	// begin makes what the end of a step needs of the eight neurons at i: what they move
	// towards, and how far, as an exponent that is reduced.
	begin := func(i Register) begun {
		g, to, a, t, q := ZMM(), ZMM(), ZMM(), ZMM(), ZMM()
		VMOVUPD(eight(exc, i), g)
		VMULPD_BCST(c.at(condExcitatory), g, to)
		VADDPD_BCST(c.at(condLeakRest), to, to)
		VADDPD_BCST(c.at(condLeak), g, g)
		VMOVUPD(eight(inh, i), q)
		VADDPD(q, g, g)
		VMULPD_BCST(c.at(condInhibitory), q, q)
		VADDPD(q, to, to)
		VMOVUPD(eight(J, i), q)
		VMULPD_BCST(c.at(condRheobase), q, q)
		VADDPD(q, to, to)
		VDIVPD(g, to, to)
		VMOVUPD(eight(ref, i), t)
		VSUBPD(dt, t, t)
		VMOVUPD(t, eight(ref, i))
		VSUBPD(t, dt, a)
		VXORPD(t, t, t)
		VMAXPD(t, a, a)
		VMINPD(dt, a, a)
		VMULPD(g, a, a)
		VMULPD_BCST(c.at(condRate), a, a)
		VMAXPD(lowest, a, a)
		shifted, r, far := x.reduce(a)
		return begun{to, shifted, r, far}
	}
	// end moves the voltages of the eight at i.
	end := func(b begun) {
		e := x.finish(b.shifted, b.r, b.far)
		VSUBPD_BCST(c.at(condOne), e, e)
		voltage, step, spiked := ZMM(), ZMM(), K()
		VMOVUPD(eight(v, i), voltage)
		VSUBPD(b.to, voltage, step)
		VMULPD(e, step, step)
		VADDPD(step, voltage, voltage)
		VMOVUPD(voltage, eight(v, i))
		VCMPPD_BCST(U8(0x1e), c.at(condThreshold), voltage, spiked)
		numbers.write(spiked, list)
	}
	// The end of a step waits long for its beginning: those of the next eight come first.
	now, next, last := begin(i), GP64(), GP64()
	MOVQ(n, last)
	SUBQ(U8(8), last)
	loopFrom("lifcond512", i, last, 8, func() {
		LEAQ(Mem{Base: i, Disp: 8}, next)
		then := begin(next)
		end(now)
		VMOVAPD(then.to, now.to)
		VMOVAPD(then.shifted, now.shifted)
		VMOVAPD(then.r, now.r)
		KMOVB(then.far, now.far)
	})
	end(now)
	count(list)
}

// begun is what lifCond512 knows of eight neurons in the middle of a step.
type begun struct {
	to, shifted, r VecVirtual
	far            OpmaskVirtual
}

// nearPowers is how many powers lie in registers: from 2^((1-nearPowers)/128) to 1.
const nearPowers = 32

// exponential512 is exponential with eight numbers a register.
type exponential512 struct {
	c      numbers
	powers Register
	near   [2 * nearPowers / 8]VecVirtual // heads, then tails, in the order of the last bits of k
	calls  int
}

// reduce makes of numbers from -700 to 0 the whole number of steps, in the last bits, and what
// is left; far tells of those whose powers are not in registers.
func (x *exponential512) reduce(a VecVirtual) (shifted, r VecVirtual, far OpmaskVirtual) {
	c, k, t := x.c, ZMM(), ZMM()
	shifted, r, far = ZMM(), ZMM(), K()
	VMULPD_BCST(c.at(condSteps), a, shifted)
	VADDPD_BCST(c.at(condRounder), shifted, shifted)
	VSUBPD_BCST(c.at(condRounder), shifted, k)
	VMULPD_BCST(c.at(condLn2Hi), k, t)
	VSUBPD(t, a, r)
	VMULPD_BCST(c.at(condLn2Lo), k, t)
	VSUBPD(t, r, r)
	VCMPPD_BCST(U8(0x19), c.at(condNearest), k, far) // not at or above
	return shifted, r, far
}

// finish is the exponential of what was reduced.
func (x *exponential512) finish(shifted, r VecVirtual, far OpmaskVirtual) VecVirtual {
	c, head, tail, t := x.c, ZMM(), ZMM(), ZMM()
	x.calls++
	name := fmt.Sprintf("exponential%d", x.calls)
	KORTESTB(far, far)
	JNE(LabelRef(name + "_far"))
	x.lookup(0, shifted, head)
	x.lookup(len(x.near)/2, shifted, tail)
	JMP(LabelRef(name + "_found"))
	Label(name + "_far")
	x.gather(shifted, t, head, tail)
	Label(name + "_found")
	square, p, q := ZMM(), ZMM(), ZMM()
	VMULPD(r, r, square)
	VMULPD_BCST(c.at(condSixth), r, p)
	VADDPD_BCST(c.at(condHalf), p, p)
	VMULPD(p, square, p)
	VADDPD(r, tail, tail)
	VADDPD(tail, p, p)
	VMULPD(square, square, square)
	VMULPD_BCST(c.at(condHundredTwentieth), r, q)
	VADDPD_BCST(c.at(condTwentyFourth), q, q)
	VMULPD(q, square, square)
	VADDPD(square, p, p)
	VMULPD(p, head, p)
	VADDPD(p, head, head)
	return head
}

// lookup takes what belongs to each of eight numbers from registers, by the last five bits.
func (x *exponential512) lookup(first int, bits, out VecVirtual) {
	other, upper, of := ZMM(), K(), x.near[first:first+4]
	VPTESTMQ_BCST(x.c.at(condSixteen), bits, upper)
	VMOVAPD(bits, out)
	VMOVAPD(bits, other)
	VPERMI2PD(of[1], of[0], out)
	VPERMI2PD(of[3], of[2], other)
	VMOVAPD(other, upper, out)
}

// gather takes it from memory.
func (x *exponential512) gather(bits, index, head, tail VecVirtual) {
	all, also := K(), K()
	VPANDQ_BCST(x.c.at(condIndex), bits, index)
	VPADDQ(index, index, index)
	KXNORB(all, all, all)
	KXNORB(also, also, also)
	VGATHERQPD(Mem{Base: x.powers, Index: index, Scale: 8}, all, head)
	VGATHERQPD(Mem{Base: x.powers, Index: index, Scale: 8, Disp: 8}, also, tail)
	VPSRLQ(U8(7), bits, index)
	VPSLLQ(U8(52), index, index)
	VPADDQ(index, head, head) // times the power of two
}
