package main

import (
	"fmt"
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
	XORQ(i, i)
	numbers := countedFrom(i)
	loopFrom("izhikevich512", i, n, 8, func() {
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
		KORTESTB(reset, reset) // most eights have no spike
		JEQ(LabelRef("izhikevich512_silent"))
		numbers.list(reset, list)
		Label("izhikevich512_silent")
		numbers.next()
	})
	count(list)
}

// counted are the numbers of eight neurons, and how many are in a group.
type counted struct{ at, eight VecVirtual }

// countedFrom are those from i on.
func countedFrom(i Register) *counted {
	c := &counted{YMM(), YMM()}
	VMOVQ(i, c.at.AsX())
	VPBROADCASTD(c.at.AsX(), c.at)
	VPADDD(firstNumbers(), c.at, c.at)
	eights := GP32()
	MOVL(U32(8), eights)
	VPBROADCASTD(eights, c.eight)
	return c
}

var first Mem

// firstNumbers are those from 0 to 7.
func firstNumbers() Mem {
	if first.Base == nil {
		first = GLOBL("firstNumbers", RODATA|NOPTR)
		for k := range 8 {
			DATA(4*k, U32(k))
		}
	}
	return first
}

// write appends the numbers of a mask to a list, and goes on to the next eight.
func (c *counted) write(mask, list Register) {
	c.list(mask, list)
	c.next()
}

// list appends the numbers of a mask to a list.
func (c *counted) list(mask, list Register) {
	some, bits := YMM(), GP32()
	VPCOMPRESSD_Z(c.at, mask, some)
	KMOVB(mask, bits)
	VMOVDQU32(some, Mem{Base: list})
	POPCNTL(bits, bits)
	LEAQ(Mem{Base: list, Index: bits.As64(), Scale: 4}, list)
}

// next goes on to the next eight.
func (c *counted) next() { VPADDD(c.eight, c.at, c.at) }

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

// lifRates512 makes rates of currents above threshold, in place, four groups at a time:
// the logarithm of one is a chain of some hundred cycles, and the processor does not look
// far enough ahead to keep busy with one after the other.
func lifRates512(a, n Register, one VecVirtual) {
	r := &rates512{a: a, i: GP64(), series: Load(Param("series"), GP64()), one: one, half: broadPattern(1<<51 - 1), ln2: broadConstant(-math.Ln2),
		rc: NewParamAddr("tauRC", 24), ref: NewParamAddr("tauRef", 32), amplitude: broad("amplitude", 40)}
	fours := GP64()
	MOVQ(n, fours)
	ANDQ(I8(-32), fours)
	XORQ(r.i, r.i)
	loopFrom("lifrate512_fours", r.i, fours, 32, func() { r.groups(4) })
	loopFrom("lifrate512", r.i, n, 8, func() { r.groups(1) })
}

// rates512 is what groups of LIFRate have in common.
type rates512 struct {
	a, J, i, series Register
	one, half, ln2  VecVirtual
	rc, ref         Mem
	amplitude       VecVirtual
}

// rate512 is a group on its way from J to its rate.
type rate512 struct{ j, t, k, s, u, odd, p Register }

// groups emits some groups of eight neurons, in turns.
func (r *rates512) groups(count int) {
	all := make([]rate512, count)
	each := func(f func(g *rate512, disp int)) {
		for k := range all {
			f(&all[k], 64*k)
		}
	}
	at := func(disp int) Mem { return Mem{Base: r.a, Index: r.i, Scale: 8, Disp: disp} }
	each(func(g *rate512, disp int) {
		g.j, g.t, g.k = ZMM(), ZMM(), ZMM()
		VMOVUPD(at(disp), g.j)
		VSUBPD(r.one, g.j, g.t)
		VPSUBQ(g.j, g.t, g.k)
		VPADDQ(r.half, g.k, g.k)
	})
	each(func(g *rate512, _ int) {
		near := K()
		VPSRAQ(U8(52), g.k, g.k) // the power of two, negative
		VPTESTNMQ(g.k, g.k, near)
		g.u, g.s = ZMM(), ZMM()
		VCVTQQ2PD(g.k, g.k)
		VSCALEFPD(g.k, g.j, g.u)
		VSUBPD(g.t, g.u, g.s)
		VADDPD(g.t, g.u, g.u)
		VMOVAPD(r.one, near, g.s)
	})
	each(func(g *rate512, _ int) { VDIVPD(g.u, g.s, g.s) })
	each(func(g *rate512, _ int) { VMULPD(g.s, g.s, g.u) })
	r.sum(all)
	each(func(g *rate512, _ int) { VMULPD(g.u, g.odd, g.odd) })
	each(func(g *rate512, _ int) { VADDPD(g.odd, g.p, g.p) })
	each(func(g *rate512, _ int) { VMULPD(g.s, g.p, g.p) })
	each(func(g *rate512, _ int) { VMULPD(r.ln2, g.k, g.k) })
	each(func(g *rate512, _ int) { VADDPD(g.k, g.p, g.p) })
	each(func(g *rate512, _ int) { VMULPD_BCST(r.rc, g.p, g.p) })
	each(func(g *rate512, _ int) { VADDPD_BCST(r.ref, g.p, g.p) })
	each(func(g *rate512, disp int) {
		VDIVPD(g.p, r.amplitude, g.p)
		VMOVUPD(g.p, at(disp))
	})
}

// sum emits the two sums of the series.
func (r *rates512) sum(all []rate512) {
	term := func(m int) Mem { return Mem{Base: r.series, Disp: 8 * m} }
	var w []VecVirtual
	for k := range all {
		g := &all[k]
		g.odd, g.p = ZMM(), ZMM()
		w = append(w, ZMM())
		VMULPD(g.u, g.u, w[k])
		VMULPD_BCST(term(0), w[k], g.odd)
		VMULPD_BCST(term(1), w[k], g.p)
	}
	for m := 2; m < seriesTerms; m += 2 {
		for k := range all {
			VADDPD_BCST(term(m), all[k].odd, all[k].odd)
			VADDPD_BCST(term(m+1), all[k].p, all[k].p)
		}
		if m+2 == seriesTerms {
			return
		}
		for k := range all {
			VMULPD(w[k], all[k].odd, all[k].odd)
			VMULPD(w[k], all[k].p, all[k].p)
		}
	}
}

// columns512 is columns with up to 192 rows in registers: what it reads of a column at
// a time is long enough for the processor to fetch ahead.
func columns512() {
	TEXT("columnsAVX512", NOSPLIT, "func(y, A *float64, n int, spikes *int32, count int, height float64)")
	Pragma("noescape")
	Doc("columnsAVX512 is columnsAVX2.")
	y, A, n := Load(Param("y"), GP64()), Load(Param("A"), GP64()), Load(Param("n"), GP64())
	spikes, count := Load(Param("spikes"), GP64()), Load(Param("count"), GP64())
	row, stride, k, left, at := GP64(), GP64(), GP64(), GP64(), GP64()
	height := broad("height", 40)
	MOVQ(n, stride)
	SHLQ(U8(3), stride)
	XORQ(row, row)
	column := func(name string, add func()) { // of each spike
		loop(name, k, count, 1, func() {
			MOVLQSX(Mem{Base: spikes, Index: k, Scale: 4}, at)
			IMULQ(stride, at)
			ADDQ(A, at)
			add()
		})
	}
	names := []string{"columns512_192", "columns512_64", "columns512_16", "columns512_rows"}
	for b, width := range []int{192, 64, 16} {
		Label(names[b])
		MOVQ(n, left)
		SUBQ(row, left)
		CMPQ(left, U32(width))
		JLT(LabelRef(names[b+1]))
		sum := clearedVectors(width / 8)
		column(names[b]+"_spikes", func() {
			for g := range sum {
				VADDPD(Mem{Base: at, Index: row, Scale: 8, Disp: 64 * g}, sum[g], sum[g])
			}
		})
		for g := range sum {
			VMULPD(height, sum[g], sum[g])
			VMOVUPD(sum[g], Mem{Base: y, Index: row, Scale: 8, Disp: 64 * g})
		}
		ADDQ(U32(width), row)
		JMP(LabelRef(names[b]))
	}
	Label("columns512_rows")
	MOVQ(n, left)
	SUBQ(row, left)
	JLE(LabelRef("columns512_end"))
	low, high := K(), K()
	rowsLeft(left, low, high)
	sum := clearedVectors(2)
	column("columns512_spikes", func() {
		VADDPD(Mem{Base: at, Index: row, Scale: 8}, sum[0], low, sum[0])
		VADDPD(Mem{Base: at, Index: row, Scale: 8, Disp: 64}, sum[1], high, sum[1])
	})
	for g, mask := range []Register{low, high} {
		VMULPD(height, sum[g], sum[g])
		VMOVUPD(sum[g], mask, Mem{Base: y, Index: row, Scale: 8, Disp: 64 * g})
	}
	Label("columns512_end")
	VZEROUPPER()
	RET()
}

// rowsLeft makes masks of the first of sixteen, in two halves.
func rowsLeft(count, low, high Register) {
	ones, bits := GP64(), GP64()
	MOVQ(I32(-1), ones)
	SHLXQ(count, ones, bits)
	NOTQ(bits)
	KMOVW(bits.As32(), low)
	SHRQ(U8(8), bits)
	KMOVW(bits.As32(), high)
}

// clearedVectors are sums of zero.
func clearedVectors(n int) (sum []VecVirtual) {
	zero := broadPattern(0)
	for range n {
		v := ZMM()
		VMOVAPD(zero, v)
		sum = append(sum, v)
	}
	return sum
}

// learn512 is learn with 64 rows in registers, or what it is where nothing decays: eight
// chains of a product, a difference, a product and a sum keep the processor busy. The last
// rows are read and written under a mask.
func learn512(name, doc string, decays bool) {
	TEXT(name, NOSPLIT, "func(y, L, D, k *float64, n, steps, stride int)")
	Pragma("noescape")
	Doc(name + doc)
	y, L, D, k := Load(Param("y"), GP64()), Load(Param("L"), GP64()), NewParamAddr("D", 16), Load(Param("k"), GP64())
	n, steps, stride := NewParamAddr("n", 32), Load(Param("steps"), GP64()), Load(Param("stride"), GP64())
	i, whole := GP64(), GP64()
	SHLQ(U8(3), stride)
	XORQ(i, i)
	for _, width := range []int{64, 32, 16, 8} {
		MOVQ(n, whole)
		ANDQ(I8(-width), whole)
		block := fmt.Sprintf("%s_%d", name, width)
		loopFrom(block, i, whole, uint64(width), func() {
			learnBlock512(block+"_steps", width/8, y, L, D, k, i, steps, stride, decays, nil)
		})
	}
	MOVQ(n, whole)
	SUBQ(i, whole)
	JE(LabelRef(name + "_end"))
	learnBlock512(name+"_rest_steps", 1, y, L, D, k, i, steps, stride, decays, lowest(whole))
	Label(name + "_end")
	VZEROUPPER()
	RET()
}

// lowest is a mask of so many elements, the first ones.
func lowest(count Register) Register {
	bits, mask := GP64(), K()
	MOVQ(I32(-1), bits)
	BZHIQ(count, bits, bits)
	KMOVW(bits.As32(), mask)
	return mask
}

// learnBlock512 adds the changes of all steps to some groups of eight rows; of one group
// under a mask, if there is one.
func learnBlock512(name string, groups int, y, L Register, D Mem, k, i, steps, stride Register, decays bool, mask Register) {
	at := func(base Register, g int) Mem { return Mem{Base: base, Index: i, Scale: 8, Disp: 64 * g} }
	l, d, t := GP64(), GP64(), GP64()
	MOVQ(L, l)
	if decays {
		MOVQ(D, d)
	}
	var v []VecVirtual
	for g := range groups {
		v = append(v, ZMM())
		read512(at(y, g), v[g], mask)
	}
	loop(name, t, steps, 1, func() {
		a := ZMM()
		VBROADCASTSD(Mem{Base: k, Index: t, Scale: 8}, a)
		for g := range v {
			p, q := ZMM(), ZMM()
			if decays {
				read512(at(d, g), p, mask)
				VMULPD(p, v[g], p)
				VSUBPD(p, v[g], v[g])
			}
			read512(at(l, g), q, mask)
			VMULPD(q, a, q)
			VADDPD(q, v[g], v[g])
		}
		ADDQ(stride, l)
		if decays {
			ADDQ(stride, d)
		}
	})
	for g := range v {
		if mask == nil {
			VMOVUPD(v[g], at(y, g))
		} else {
			VMOVUPD(v[g], mask, at(y, g))
		}
	}
}

// read512 reads eight numbers, or those of a mask and zeros.
func read512(from Mem, to VecVirtual, mask Register) {
	if mask == nil {
		VMOVUPD(from, to)
	} else {
		VMOVUPD_Z(from, mask, to)
	}
}
