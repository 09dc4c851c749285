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
	bound()
	lif()
	izhikevich()
	adapt()
	subtract()
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
func constant(v float64) Register {
	bits, x, y := GP64(), XMM(), YMM()
	MOVQ(U64(math.Float64bits(v)), bits)
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
