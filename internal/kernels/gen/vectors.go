package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

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

func multiply() {
	TEXT("multiplyAVX2", NOSPLIT, "func(y, a *float64, k float64, n int)")
	Pragma("noescape")
	Doc("multiplyAVX2 is y[i] = 0 + a[i]*k; n is a multiple of 4.")
	y, a, n, i := Load(Param("y"), GP64()), Load(Param("a"), GP64()), Load(Param("n"), GP64()), GP64()
	k, zero := broadcast("k", 16), YMM()
	VXORPD(zero, zero, zero)
	loop("multiply", i, n, 4, func() {
		p := YMM()
		VMULPD(Mem{Base: a, Index: i, Scale: 8}, k, p)
		VADDPD(zero, p, p)
		VMOVUPD(p, Mem{Base: y, Index: i, Scale: 8})
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

func floor() {
	TEXT("floorAVX2", NOSPLIT, "func(y, x *float64, n int) float64")
	Pragma("noescape")
	Doc("floorAVX2 is the loop of Floor; n is a multiple of 4.")
	y, x, n, i := Load(Param("y"), GP64()), Load(Param("x"), GP64()), Load(Param("n"), GP64()), GP64()
	zero, low := YMM(), YMM()
	VXORPD(zero, zero, zero)
	VXORPD(low, low, low)
	loop("floor", i, n, 4, func() {
		p := YMM()
		VMOVUPD(Mem{Base: x, Index: i, Scale: 8}, p)
		VMINPD(low, p, low) // the second operand where one is not a number
		VMAXPD(p, zero, p)  // also where both are zero
		VMOVUPD(p, Mem{Base: y, Index: i, Scale: 8})
	})
	Store(across(VMINPD, low), ReturnIndex(0))
	RET()
}

func largestSum() {
	TEXT("largestSumAVX2", NOSPLIT, "func(a, b *float64, n int) float64")
	Pragma("noescape")
	Doc("largestSumAVX2 is LargestSum; n is a multiple of 4.")
	a, b, n, i := Load(Param("a"), GP64()), Load(Param("b"), GP64()), Load(Param("n"), GP64()), GP64()
	most := [2]VecVirtual{constant(math.Inf(-1)), YMM()}
	VMOVAPD(most[0], most[1])
	some := GP64()
	MOVQ(n, some)
	ANDQ(I8(-8), some)
	add := func(most VecVirtual, disp int) {
		p := YMM()
		VMOVUPD(Mem{Base: a, Index: i, Scale: 8, Disp: disp}, p)
		VADDPD(Mem{Base: b, Index: i, Scale: 8, Disp: disp}, p, p)
		VMAXPD(most, p, most)
	}
	loop("largestsum", i, some, 8, func() {
		add(most[0], 0)
		add(most[1], 32)
	})
	CMPQ(i, n)
	JGE(LabelRef("largestsum_end"))
	add(most[0], 0)
	Label("largestsum_end")
	VMAXPD(most[1], most[0], most[0])
	Store(across(VMAXPD, most[0]), ReturnIndex(0))
	RET()
}

// across is the least or the greatest of four numbers, none of which is no number.
func across(of func(...Op), all VecVirtual) Register {
	high, out := XMM(), XMM()
	VEXTRACTF128(U8(1), all, high)
	of(high, all.AsX(), out)
	VSHUFPD(U8(1), out, out, high)
	of(high, out, out)
	VZEROUPPER()
	return out
}

func dot() {
	TEXT("dotAVX2", NOSPLIT, "func(a, b *float64, n int) float64")
	Pragma("noescape")
	Doc("dotAVX2 is Σ a[i]*b[i] in the order of Dot; n is a multiple of 16.")
	a, b, n, i := Load(Param("a"), GP64()), Load(Param("b"), GP64()), Load(Param("n"), GP64()), GP64()
	sum := zeros()
	loop("dot", i, n, 16, func() {
		for k := range sum {
			p := YMM()
			VMOVUPD(Mem{Base: a, Index: i, Scale: 8, Disp: 32 * k}, p)
			VMULPD(Mem{Base: b, Index: i, Scale: 8, Disp: 32 * k}, p, p)
			VADDPD(p, sum[k], sum[k])
		}
	})
	all := total(sum)
	VZEROUPPER()
	Store(all, ReturnIndex(0))
	RET()
}

// zeros are sixteen sums.
func zeros() (sum [4]Register) {
	for k := range sum {
		sum[k] = YMM()
		VXORPD(sum[k], sum[k], sum[k])
	}
	return sum
}

// total adds them up in the order of Dot.
func total(sum [4]Register) Register {
	low, high, all := YMM(), YMM(), XMM()
	VADDPD(sum[1], sum[0], low)
	VADDPD(sum[3], sum[2], high)
	VADDPD(high, low, low)
	VEXTRACTF128(U8(1), low, high.AsX())
	VADDPD(high.AsX(), low.AsX(), all)
	VHADDPD(all, all, all)
	return all
}

func highest() {
	TEXT("highestAVX2", NOSPLIT, "func(x *float64, n int) float64")
	Pragma("noescape")
	Doc("highestAVX2 is the highest x[i] above 0, or 0; n is a multiple of 4.")
	x, n, i := Load(Param("x"), GP64()), Load(Param("n"), GP64()), GP64()
	top := YMM()
	VXORPD(top, top, top)
	loop("highest", i, n, 4, func() {
		v := YMM()
		VMOVUPD(Mem{Base: x, Index: i, Scale: 8}, v)
		VMAXPD(top, v, top) // of NaN and top, top
	})
	Store(across(VMAXPD, top), ReturnIndex(0))
	RET()
}
