// Command gen writes the AVX2 versions of the kernels whose plain Go stands in
// the package: `go generate ./runtime/kernels`. They do the same operations on
// each element in the same order, products rounded before they are added, so
// they give the same bits.
package main

import (
	. "github.com/mmcloughlin/avo/build"
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
	leak()
	gram()
	Generate()
}

// loop emits body for i = 0, step, … below n.
func loop(name string, i, n Register, step uint64, body func()) {
	XORQ(i, i)
	Label(name)
	CMPQ(i, n)
	JGE(LabelRef(name + "_done"))
	body()
	ADDQ(U32(step), i)
	JMP(LabelRef(name))
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
	k := YMM()
	VBROADCASTSD(NewParamAddr("k", 8), k)
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
	a, b := YMM(), YMM()
	VBROADCASTSD(NewParamAddr("a", 8), a)
	VBROADCASTSD(NewParamAddr("b", 16), b)
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
	k := YMM()
	VBROADCASTSD(NewParamAddr("k", 24), k)
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
	k, lo, hi := YMM(), YMM(), YMM()
	VBROADCASTSD(NewParamAddr("k", 16), k)
	VBROADCASTSD(NewParamAddr("lo", 24), lo)
	VBROADCASTSD(NewParamAddr("hi", 32), hi)
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

func leak() {
	TEXT("leakAVX2", NOSPLIT, "func(v, J, K *float64, n int, low float64, above *uint8)")
	Pragma("noescape")
	Doc("leakAVX2 is v[i] = max(low, v[i] + (J[i]-v[i])*K[i]), and bit i of above says whether it is above 1; n is a multiple of 8.")
	v, J, K := Load(Param("v"), GP64()), Load(Param("J"), GP64()), Load(Param("K"), GP64())
	n, above, i, bits, high := Load(Param("n"), GP64()), Load(Param("above"), GP64()), GP64(), GP32(), GP32()
	low, one := YMM(), YMM()
	VBROADCASTSD(NewParamAddr("low", 32), low)
	ones := GP64()
	MOVQ(U64(0x3ff0000000000000), ones)
	x := XMM()
	VMOVQ(ones, x)
	VBROADCASTSD(x, one)
	loop("leak", i, n, 8, func() {
		for half, out := range []Register{bits, high} {
			a, d, m := YMM(), YMM(), YMM()
			at := func(base Register) Mem { return Mem{Base: base, Index: i, Scale: 8, Disp: 32 * half} }
			VMOVUPD(at(v), a)
			VMOVUPD(at(J), d)
			VSUBPD(a, d, d)
			VMULPD(at(K), d, d)
			VADDPD(d, a, a)
			VMAXPD(a, low, a)
			VMOVUPD(a, at(v))
			VCMPPD(U8(0x1e), one, a, m) // greater than, quiet
			VMOVMSKPD(m, out.(GPVirtual))
		}
		SHLL(U8(4), high)
		ORL(high, bits)
		MOVB(bits.As8(), Mem{Base: above})
		INCQ(above)
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
