// Command gen writes the AVX2 versions of the kernels whose plain Go stands in
// the package: `go generate ./runtime/kernels`. They do the same operations on
// each element in the same order, products rounded before they are added, so
// they give the same bits.
package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/ir"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

func main() {
	ConstraintExpr("amd64")
	add()
	axpy()
	decay()
	lowpass()
	addScaled()
	dot()
	encode()
	columns()
	bound()
	lif()
	izhikevich()
	adapt()
	subtract()
	lifRate()
	gram()
	Generate()
}

// loop emits body for i = 0, step, … below n. It begins at a cache line: a short
// loop that lies across two takes a third longer.
func loop(name string, i, n Register, step uint64, body func()) {
	XORQ(i, i)
	CMPQ(i, n)
	JGE(LabelRef(name + "_done"))
	Instruction(&ir.Instruction{Opcode: "PCALIGN", Operands: []Op{Imm(64)}})
	Label(name)
	body()
	ADDQ(U32(step), i)
	CMPQ(i, n)
	JLT(LabelRef(name))
	Label(name + "_done")
}

func add() {
	TEXT("addAVX2", NOSPLIT, "func(y, x *float64, n int)")
	Pragma("noescape")
	Doc("addAVX2 is y[i] += x[i]; n is a multiple of 4.")
	y, x, n, i := Load(Param("y"), GP64()), Load(Param("x"), GP64()), Load(Param("n"), GP64()), GP64()
	loop("add", i, n, 4, func() {
		a := YMM()
		VMOVUPD(Mem{Base: y, Index: i, Scale: 8}, a)
		VADDPD(Mem{Base: x, Index: i, Scale: 8}, a, a)
		VMOVUPD(a, Mem{Base: y, Index: i, Scale: 8})
	})
	VZEROUPPER()
	RET()
}

func axpy() {
	TEXT("axpyAVX2", NOSPLIT, "func(y *float64, k float64, x *float64, n int)")
	Pragma("noescape")
	Doc("axpyAVX2 is y[i] += k*x[i]; n is a multiple of 4.")
	y, x, n, i := Load(Param("y"), GP64()), Load(Param("x"), GP64()), Load(Param("n"), GP64()), GP64()
	k := broadcast("k", 8)
	loop("axpy", i, n, 4, func() {
		a := YMM()
		VMULPD(Mem{Base: x, Index: i, Scale: 8}, k, a)
		VADDPD(Mem{Base: y, Index: i, Scale: 8}, a, a)
		VMOVUPD(a, Mem{Base: y, Index: i, Scale: 8})
	})
	VZEROUPPER()
	RET()
}

func decay() {
	TEXT("decayAVX2", NOSPLIT, "func(y, k *float64, n int)")
	Pragma("noescape")
	Doc("decayAVX2 is y[i] -= k[i]*y[i]; n is a multiple of 4.")
	y, k, n, i := Load(Param("y"), GP64()), Load(Param("k"), GP64()), Load(Param("n"), GP64()), GP64()
	loop("decay", i, n, 4, func() {
		a, p := YMM(), YMM()
		VMOVUPD(Mem{Base: y, Index: i, Scale: 8}, a)
		VMULPD(Mem{Base: k, Index: i, Scale: 8}, a, p)
		VSUBPD(p, a, a)
		VMOVUPD(a, Mem{Base: y, Index: i, Scale: 8})
	})
	VZEROUPPER()
	RET()
}

func lowpass() {
	TEXT("lowpassAVX2", NOSPLIT, "func(y *float64, a, b float64, x *float64, n int)")
	Pragma("noescape")
	Doc("lowpassAVX2 is y[i] = a*y[i] + b*x[i]; n is a multiple of 4.")
	y, x, n, i := Load(Param("y"), GP64()), Load(Param("x"), GP64()), Load(Param("n"), GP64()), GP64()
	a, b := broadcast("a", 8), broadcast("b", 16)
	loop("lowpass", i, n, 4, func() {
		p, q := YMM(), YMM()
		VMULPD(Mem{Base: y, Index: i, Scale: 8}, a, p)
		VMULPD(Mem{Base: x, Index: i, Scale: 8}, b, q)
		VADDPD(q, p, p)
		VMOVUPD(p, Mem{Base: y, Index: i, Scale: 8})
	})
	VZEROUPPER()
	RET()
}

func addScaled() {
	TEXT("addScaledAVX2", NOSPLIT, "func(y, b, a *float64, k float64, n int)")
	Pragma("noescape")
	Doc("addScaledAVX2 is y[i] = b[i] + a[i]*k; n is a multiple of 4.")
	y, b, a, n, i := Load(Param("y"), GP64()), Load(Param("b"), GP64()), Load(Param("a"), GP64()), Load(Param("n"), GP64()), GP64()
	k := broadcast("k", 24)
	loop("addscaled", i, n, 4, func() {
		p := YMM()
		VMULPD(Mem{Base: a, Index: i, Scale: 8}, k, p)
		VADDPD(Mem{Base: b, Index: i, Scale: 8}, p, p)
		VMOVUPD(p, Mem{Base: y, Index: i, Scale: 8})
	})
	VZEROUPPER()
	RET()
}

func dot() {
	TEXT("dotAVX2", NOSPLIT, "func(a, b *float64, n int) float64")
	Pragma("noescape")
	Doc("dotAVX2 is Σ a[i]*b[i] in the order of Dot; n is a multiple of 16.")
	a, b, n, i := Load(Param("a"), GP64()), Load(Param("b"), GP64()), Load(Param("n"), GP64()), GP64()
	var sum [4]VecVirtual
	for k := range sum {
		sum[k] = YMM()
		VXORPD(sum[k], sum[k], sum[k])
	}
	loop("dot", i, n, 16, func() {
		for k := range sum {
			p := YMM()
			VMOVUPD(Mem{Base: a, Index: i, Scale: 8, Disp: 32 * k}, p)
			VMULPD(Mem{Base: b, Index: i, Scale: 8, Disp: 32 * k}, p, p)
			VADDPD(p, sum[k], sum[k])
		}
	})
	VADDPD(sum[1], sum[0], sum[0])
	VADDPD(sum[3], sum[2], sum[2])
	VADDPD(sum[2], sum[0], sum[0])
	high, low := XMM(), XMM()
	VEXTRACTF128(U8(1), sum[0], high)
	VADDPD(high, sum[0].AsX(), low)
	VHADDPD(low, low, low)
	VZEROUPPER()
	Store(low, ReturnIndex(0))
	RET()
}

func encode() {
	TEXT("encodeAVX2", NOSPLIT, "func(y, b, A *float64, x *float64, n, d, stride int)")
	Pragma("noescape")
	Doc("encodeAVX2 is y[i] = b[i] + A[i]*x[0] + A[stride+i]*x[1] + …, d of them; n is a multiple of 4.")
	y, b, A, x := Load(Param("y"), GP64()), Load(Param("b"), GP64()), Load(Param("A"), GP64()), Load(Param("x"), GP64())
	n, d, stride := Load(Param("n"), GP64()), Load(Param("d"), GP64()), Load(Param("stride"), GP64())
	i, whole := GP64(), GP64()
	SHLQ(U8(3), stride)
	block := func(name string, step int) {
		var sum []VecVirtual
		at := func(base Register, k int) Mem { return Mem{Base: base, Index: i, Scale: 8, Disp: 32 * k} }
		for k := range step / 4 {
			sum = append(sum, YMM())
			VMOVUPD(at(b, k), sum[k])
		}
		column, j, v := GP64(), GP64(), YMM()
		MOVQ(A, column)
		XORQ(j, j)
		Label(name)
		VBROADCASTSD(Mem{Base: x, Index: j, Scale: 8}, v)
		for k := range sum {
			p := YMM()
			VMULPD(at(column, k), v, p)
			VADDPD(p, sum[k], sum[k])
		}
		ADDQ(stride, column)
		INCQ(j)
		CMPQ(j, d)
		JLT(LabelRef(name))
		for k := range sum {
			VMOVUPD(sum[k], at(y, k))
		}
	}
	MOVQ(n, whole)
	ANDQ(I8(-16), whole)
	loop("encode16", i, whole, 16, func() { block("encode16column", 16) })
	Label("encode4")
	CMPQ(i, n)
	JGE(LabelRef("encode_end"))
	block("encode4column", 4)
	ADDQ(U32(4), i)
	JMP(LabelRef("encode4"))
	Label("encode_end")
	VZEROUPPER()
	RET()
}

// columns adds up few rows, four at a time in a register.
func columns() {
	masks := GLOBL("rowMasks", RODATA|NOPTR)
	for k := range 8 { // the first four for whole groups, from k to four for the last k
		v := uint64(math.MaxUint64)
		if k >= 4 {
			v = 0
		}
		DATA(8*k, U64(v))
	}
	TEXT("columnsAVX2", NOSPLIT, "func(y, A *float64, n int, spikes *int32, count int)")
	Pragma("noescape")
	Doc("columnsAVX2 is y[i] = Σ A[j*n+i] over spikes j, in their order.")
	y, A, n := Load(Param("y"), GP64()), Load(Param("A"), GP64()), Load(Param("n"), GP64())
	spikes, count := Load(Param("spikes"), GP64()), Load(Param("count"), GP64())
	row, stride, k, table := GP64(), GP64(), GP64(), GP64()
	LEAQ(masks, table)
	MOVQ(n, stride)
	SHLQ(U8(3), stride)
	XORQ(row, row)
	Label("columns_rows")
	left, mask, sum := GP64(), YMM(), YMM()
	four := GP64()
	MOVQ(n, left)
	SUBQ(row, left)
	MOVQ(U32(4), four)
	CMPQ(left, four)
	CMOVQGT(four, left)
	SUBQ(left, four)
	VMOVUPD(Mem{Base: table, Index: four, Scale: 8}, mask)
	VXORPD(sum, sum, sum)
	loop("columns_spikes", k, count, 1, func() {
		at, v := GP64(), YMM()
		MOVLQSX(Mem{Base: spikes, Index: k, Scale: 4}, at)
		IMULQ(stride, at)
		ADDQ(A, at)
		VMASKMOVPD(Mem{Base: at, Index: row, Scale: 8}, mask, v)
		VADDPD(v, sum, sum)
	})
	VMASKMOVPD(sum, mask, Mem{Base: y, Index: row, Scale: 8})
	ADDQ(U32(4), row)
	CMPQ(row, n)
	JLT(LabelRef("columns_rows"))
	VZEROUPPER()
	RET()
}

func bound() {
	TEXT("boundAVX2", NOSPLIT, "func(y, x *float64, k, lo, hi float64, n int)")
	Pragma("noescape")
	Doc("boundAVX2 is y[i] = bounded(y[i] + x[i]*k, lo, hi); n is a multiple of 4.")
	y, x, n, i := Load(Param("y"), GP64()), Load(Param("x"), GP64()), Load(Param("n"), GP64()), GP64()
	k, lo, hi := broadcast("k", 16), broadcast("lo", 24), broadcast("hi", 32)
	loop("bound", i, n, 4, func() {
		p := YMM()
		VMULPD(Mem{Base: x, Index: i, Scale: 8}, k, p)
		VADDPD(Mem{Base: y, Index: i, Scale: 8}, p, p)
		VMAXPD(p, lo, p) // the second operand where they are equal or not numbers
		VMINPD(p, hi, p)
		VMOVUPD(p, Mem{Base: y, Index: i, Scale: 8})
	})
	VZEROUPPER()
	RET()
}

// broadcast makes a vector of a parameter, off bytes into the frame.
func broadcast(name string, off int) Register {
	x := YMM()
	VBROADCASTSD(NewParamAddr(name, off), x)
	return x
}

// constant makes a vector of a number.
func constant(v float64) Register { return pattern(math.Float64bits(v)) }

// pattern makes a vector of 64 bits.
func pattern(v uint64) Register {
	bits, x, y := GP64(), XMM(), YMM()
	MOVQ(U64(v), bits)
	VMOVQ(bits, x)
	VBROADCASTSD(x, y)
	return y
}

// eights emits body for two halves of eight neurons each, and for a last half
// if there is one; body returns the vector whose signs say which bits to set.
func eights(name string, i, n, above Register, body func(at func(base Register) Mem) Register) {
	bits, high, whole := GP32(), GP32(), GP64()
	four := func(half int, out Register) {
		at := func(base Register) Mem { return Mem{Base: base, Index: i, Scale: 8, Disp: 32 * half} }
		VMOVMSKPD(body(at), out.(GPVirtual))
	}
	MOVQ(n, whole)
	ANDQ(I8(-8), whole)
	loop(name, i, whole, 8, func() {
		four(0, bits)
		four(1, high)
		SHLL(U8(4), high)
		ORL(high, bits)
		MOVB(bits.As8(), Mem{Base: above})
		INCQ(above)
	})
	CMPQ(i, n)
	JGE(LabelRef(name + "_end"))
	four(0, bits)
	MOVB(bits.As8(), Mem{Base: above})
	Label(name + "_end")
}

func lif() {
	TEXT("lifAVX2", NOSPLIT, "func(v, J, wait *float64, n int, s *float64, above *uint64)")
	Pragma("noescape")
	Doc("lifAVX2 is the loop of LIF, s the fields of LIFStep in order; n is a multiple of 4.")
	v, J, wait := Load(Param("v"), GP64()), Load(Param("J"), GP64()), Load(Param("wait"), GP64())
	n, above, s, i := Load(Param("n"), GP64()), Load(Param("above"), GP64()), Load(Param("s"), GP64()), GP64()
	var step [6]Register // the fields of LIFStep
	for k := range step {
		step[k] = YMM()
		VBROADCASTSD(Mem{Base: s, Disp: 8 * k}, step[k])
	}
	free, low, grow, shrink, least, almost := step[0], step[1], step[2], step[3], step[4], step[5]
	one, minus := constant(1), constant(-1)
	eights("lif", i, n, above, func(at func(base Register) Mem) Register {
		w, m, x, j, k := YMM(), YMM(), YMM(), YMM(), YMM()
		VMOVUPD(at(wait), w)
		VCMPPD(U8(0x12), minus, w, m) // w at or below -1, quiet
		VMULPD(shrink, w, w)
		VBLENDVPD(m, w, free, w)
		VCMPPD(U8(0x12), minus, w, m)
		VANDNPD(w, m, k)
		VXORPD(x, x, x)
		VSUBPD(k, x, x)
		VMAXPD(x, k, k) // abs
		VMOVUPD(at(v), x)
		VMOVUPD(at(J), j)
		VSUBPD(x, j, m)
		VMULPD(m, k, k)
		VADDPD(k, x, x)
		VMAXPD(x, low, x)           // low where x is below it; x if it is no number
		VCMPPD(U8(0x1e), one, x, m) // greater than, quiet
		VSUBPD(one, x, k)
		VSUBPD(one, j, j)
		VDIVPD(j, k, k)
		VMAXPD(least, k, k) // least if k is no number
		VMINPD(almost, k, k)
		VMULPD(grow, k, k)
		VBLENDVPD(m, k, w, w)
		VANDNPD(x, m, x)
		VMOVUPD(w, at(wait))
		VMOVUPD(x, at(v))
		return m
	})
	VZEROUPPER()
	RET()
}

func izhikevich() {
	TEXT("izhikevichAVX2", NOSPLIT, "func(v, u, J *float64, n int, dt, a, b, c, d float64, above *uint64)")
	Pragma("noescape")
	Doc("izhikevichAVX2 is the loop of Izhikevich; n is a multiple of 4.")
	v, u, J := Load(Param("v"), GP64()), Load(Param("u"), GP64()), Load(Param("J"), GP64())
	n, above, i := Load(Param("n"), GP64()), Load(Param("above"), GP64()), GP64()
	dt, a, b, c, d := broadcast("dt", 32), broadcast("a", 40), broadcast("b", 48), broadcast("c", 56), broadcast("d", 64)
	small, five, rest, thousand, top, bottom := constant(0.04), constant(5), constant(140), constant(1000), constant(30), constant(-30)
	eights("izhikevich", i, n, above, func(at func(base Register) Mem) Register {
		x, s, t := YMM(), YMM(), YMM()
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
	})
	VZEROUPPER()
	RET()
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

func subtract() {
	TEXT("subtractAVX2", NOSPLIT, "func(y, a, b *float64, n int)")
	Pragma("noescape")
	Doc("subtractAVX2 is y[i] = a[i] - b[i]; n is a multiple of 4.")
	y, a, b, n, i := Load(Param("y"), GP64()), Load(Param("a"), GP64()), Load(Param("b"), GP64()), Load(Param("n"), GP64()), GP64()
	loop("subtract", i, n, 4, func() {
		p := YMM()
		VMOVUPD(Mem{Base: a, Index: i, Scale: 8}, p)
		VSUBPD(Mem{Base: b, Index: i, Scale: 8}, p, p)
		VMOVUPD(p, Mem{Base: y, Index: i, Scale: 8})
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

func gram() {
	TEXT("gramAVX2", NOSPLIT, "func(c *float64, stride int, a, b *float64, m int)")
	Pragma("noescape")
	Doc("gramAVX2 is c[i*stride+j] += Σ a[k*4+i]*b[k*8+j] for i < 4, j < 8, k < m, k ascending.")
	c, stride := Load(Param("c"), GP64()), Load(Param("stride"), GP64())
	a, b, m, k := Load(Param("a"), GP64()), Load(Param("b"), GP64()), Load(Param("m"), GP64()), GP64()
	SHLQ(U8(3), stride)
	var acc [4][2]VecVirtual
	row := GP64()
	MOVQ(c, row)
	for i := range acc {
		for j := range acc[i] {
			acc[i][j] = YMM()
			VMOVUPD(Mem{Base: row, Disp: 32 * j}, acc[i][j])
		}
		ADDQ(stride, row)
	}
	loop("gram", k, m, 1, func() {
		b0, b1 := YMM(), YMM()
		VMOVUPD(Mem{Base: b}, b0)
		VMOVUPD(Mem{Base: b, Disp: 32}, b1)
		for i := range acc {
			s, p := YMM(), YMM()
			VBROADCASTSD(Mem{Base: a, Disp: 8 * i}, s)
			VMULPD(b0, s, p)
			VADDPD(p, acc[i][0], acc[i][0])
			VMULPD(b1, s, s)
			VADDPD(s, acc[i][1], acc[i][1])
		}
		ADDQ(U32(32), a)
		ADDQ(U32(64), b)
	})
	for i := range acc {
		for j := range acc[i] {
			VMOVUPD(acc[i][j], Mem{Base: c, Disp: 32 * j})
		}
		ADDQ(stride, c)
	}
	VZEROUPPER()
	RET()
}
