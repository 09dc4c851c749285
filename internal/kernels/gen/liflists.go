package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// Masks of neurons stand in lanes of 64 bytes for 512 neurons each: those outside their
// refractory period, those that leave it in this step, and those that spike.
const (
	lane       = 64
	lanes      = 3
	activeLane = 0 * lane
	leavesLane = 1 * lane
	spikesLane = 2 * lane
)

// lifLists emits the step of a population whose coefficients stand in lists, those of
// each step after the other: of the neurons that leave their refractory period they are
// spread to their places, of those that spike they are gathered.
func lifLists(d int, arrives bool) {
	k := named(d, arrives, "ListsAVX512")
	TEXT(k.name, NOSPLIT, "func(c **float64)")
	Pragma("noescape")
	Doc(k.name + " is LIF.Step where coefficients stand in lists; c is the first field of its lifCall.")
	k.call = Load(Param("c"), GP64())
	k.free, k.low, k.one = ZMM(), ZMM(), broadConstant(1)
	ones := broadPattern(math.MaxUint64)
	VBROADCASTSD(k.field("free"), k.free)
	VBROADCASTSD(k.field("low"), k.low)
	g := &listed{lifKernel: k, masks: k.load("masks"), now: k.load("now"), old: k.load("old")}
	k.v, k.list, k.i = k.load("v"), k.load("list"), GP64()
	k.current(d, arrives, ZMM)
	XORQ(k.i, k.i)
	g.numbers = countedFrom(k.i)
	Label(k.name + "_block")
	g.block(ones)
	loopFrom(k.name, k.i, k.field("limit"), 8, func() { g.advance(masked{}) })
	CMPQ(k.i, k.field("to"))
	JGE(LabelRef(k.name + "_advanced"))
	CMPQ(k.i, k.field("block"))
	JNE(LabelRef(k.name + "_rest"))
	ADDQ(U32((lanes-1)*lane), g.masks)
	JMP(LabelRef(k.name + "_block"))
	Label(k.name + "_rest")
	left, low, high := GP64(), K(), K()
	MOVQ(k.field("to"), left)
	SUBQ(k.i, left)
	rowsLeft(left, low, high)
	g.advance(masked{low})
	Label(k.name + "_advanced")
	g.decode()
	k.counted()
	VZEROUPPER()
	RET()
}

// listed is a lifKernel with what lists need.
type listed struct {
	*lifKernel
	masks, now, old Register
	numbers         *counted
}

// block begins 512 neurons: those that were silent for a step leave their refractory
// period, and those that spiked in the step before are silent.
func (g *listed) block(ones VecVirtual) {
	m, end := ZMM(), GP64()
	VMOVDQU64(Mem{Base: g.masks, Disp: activeLane}, m)
	VPANDNQ(ones, m, m)
	VMOVDQU64(m, Mem{Base: g.masks, Disp: leavesLane})
	VMOVDQU64(Mem{Base: g.masks, Disp: spikesLane}, m)
	VPANDNQ(ones, m, m)
	VMOVDQU64(m, Mem{Base: g.masks, Disp: activeLane})
	LEAQ(Mem{Base: g.i, Disp: 8 * lane}, end)
	MOVQ(end, g.field("block"))
	CMPQ(end, g.field("eights"))
	CMOVQGT(g.field("eights"), end)
	MOVQ(end, g.field("limit"))
}

// advance emits a group of eight neurons.
func (g *listed) advance(m masked) {
	J, x, c, p := g.J.eight(g.at, m), ZMM(), ZMM(), ZMM()
	is, left, spiked, silent, bits := K(), K(), K(), K(), GP32()
	m.load(g.at(g.v), x)
	VSUBPD(x, J, p)
	KMOVB(Mem{Base: g.masks, Disp: activeLane}, is)
	KMOVB(Mem{Base: g.masks, Disp: leavesLane}, left)
	MOVBLZX(Mem{Base: g.masks, Disp: leavesLane}, bits)
	VMOVAPD_Z(g.free, is, c)
	VEXPANDPD(Mem{Base: g.old}, left, c)
	POPCNTL(bits, bits)
	LEAQ(Mem{Base: g.old, Index: bits.As64(), Scale: 8}, g.old)
	VMULPD(c, p, p)
	VADDPD(p, x, x)
	VMAXPD(x, g.low, x) // low where x is below it; x if it is no number
	m.above(g.one, x, spiked)
	VSUBPD(g.one, x, p)
	VSUBPD(g.one, J, J)
	VDIVPD(J, p, c)
	KNOTB(spiked, silent)
	VMOVAPD_Z(x, silent, x)
	m.store(x, g.at(g.v))
	VCOMPRESSPD_Z(c, spiked, c)
	VMOVUPD(c, Mem{Base: g.now})
	n := YMM()
	VPCOMPRESSD_Z(g.numbers.at, spiked, n)
	VMOVDQU(n, Mem{Base: g.list})
	VPADDD(g.numbers.eight, g.numbers.at, g.numbers.at)
	count := GP32()
	KMOVB(spiked, count)
	MOVB(count.As8(), Mem{Base: g.masks, Disp: spikesLane})
	POPCNTL(count, count)
	LEAQ(Mem{Base: g.list, Index: count.As64(), Scale: 4}, g.list)
	LEAQ(Mem{Base: g.now, Index: count.As64(), Scale: 8}, g.now)
	INCQ(g.masks)
}

// decode adds up the decoders of the neurons that spiked.
func (g *listed) decode() {
	decoders, spiked, sum, i := g.load("decoders"), g.load("list"), XMM(), GP64()
	VXORPD(sum, sum, sum)
	CMPQ(spiked, g.list)
	JGE(LabelRef(g.name + "_decoded"))
	Label(g.name + "_decode")
	MOVLQSX(Mem{Base: spiked}, i)
	VADDSD(Mem{Base: decoders, Index: i, Scale: 8}, sum, sum)
	ADDQ(U8(4), spiked)
	CMPQ(spiked, g.list)
	JLT(LabelRef(g.name + "_decode"))
	Label(g.name + "_decoded")
	VMOVSD(sum, g.field("sum"))
}
