package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// blocks emits block for 16 elements at a time, then for 4; it names the labels.
func blocks(name string, i, n Register, block func(label string, step int)) {
	whole := GP64()
	MOVQ(n, whole)
	ANDQ(I8(-16), whole)
	loop(name+"16", i, whole, 16, func() { block(name+"16inner", 16) })
	Label(name + "4")
	CMPQ(i, n)
	JGE(LabelRef(name + "_end"))
	block(name+"4inner", 4)
	ADDQ(U32(4), i)
	JMP(LabelRef(name + "4"))
	Label(name + "_end")
}

func encode() {
	TEXT("encodeAVX2", NOSPLIT, "func(y, b, A *float64, x *float64, n, d, stride int)")
	Pragma("noescape")
	Doc("encodeAVX2 is y[i] = b[i] + A[i]*x[0] + A[stride+i]*x[1] + …, d of them; n is a multiple of 4.")
	y, b, A, x := Load(Param("y"), GP64()), Load(Param("b"), GP64()), Load(Param("A"), GP64()), Load(Param("x"), GP64())
	n, d, stride := Load(Param("n"), GP64()), Load(Param("d"), GP64()), Load(Param("stride"), GP64())
	i := GP64()
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
	blocks("encode", i, n, block)
	VZEROUPPER()
	RET()
}

// rowMasks are masks of four rows: the first four words for all, those from k on
// for the first 4-k.
func rowMasks() Mem {
	masks := GLOBL("rowMasks", RODATA|NOPTR)
	for k := range 8 {
		v := uint64(math.MaxUint64)
		if k >= 4 {
			v = 0
		}
		DATA(8*k, U64(v))
	}
	return masks
}

// columns adds up rows in registers: 32 at a time, then 8, then 4 or what is
// left of them.
func columns() {
	masks := rowMasks()
	TEXT("columnsAVX2", NOSPLIT, "func(y, A *float64, n int, spikes *int32, count int, height float64)")
	Pragma("noescape")
	Doc("columnsAVX2 is y[i] = height·Σ A[j*n+i] over spikes j, in their order.")
	y, A, n := Load(Param("y"), GP64()), Load(Param("A"), GP64()), Load(Param("n"), GP64())
	spikes, count := Load(Param("spikes"), GP64()), Load(Param("count"), GP64())
	row, stride, k, table := GP64(), GP64(), GP64(), GP64()
	height := broadcast("height", 40)
	LEAQ(masks, table)
	MOVQ(n, stride)
	SHLQ(U8(3), stride)
	XORQ(row, row)
	left := GP64()
	block := func(name string, width int, rest string) { // of rows in registers
		Label(name)
		MOVQ(n, left)
		SUBQ(row, left)
		CMPQ(left, I8(width))
		JLT(LabelRef(rest))
		var sum []VecVirtual
		for range width / 4 {
			sum = append(sum, YMM())
			VXORPD(sum[len(sum)-1], sum[len(sum)-1], sum[len(sum)-1])
		}
		loop(name+"_spikes", k, count, 1, func() {
			at := GP64()
			MOVLQSX(Mem{Base: spikes, Index: k, Scale: 4}, at)
			IMULQ(stride, at)
			ADDQ(A, at)
			for g := range sum {
				VADDPD(Mem{Base: at, Index: row, Scale: 8, Disp: 32 * g}, sum[g], sum[g])
			}
		})
		for g := range sum {
			VMULPD(height, sum[g], sum[g])
			VMOVUPD(sum[g], Mem{Base: y, Index: row, Scale: 8, Disp: 32 * g})
		}
		ADDQ(U32(width), row)
		JMP(LabelRef(name))
	}
	block("columns32", 32, "columns8")
	block("columns8", 8, "columns_rows")
	Label("columns_rows")
	mask, sum := YMM(), YMM()
	four := GP64()
	MOVQ(n, left)
	SUBQ(row, left)
	JLE(LabelRef("columns_end"))
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
	VMULPD(height, sum, sum)
	VMASKMOVPD(sum, mask, Mem{Base: y, Index: row, Scale: 8})
	ADDQ(U32(4), row)
	JMP(LabelRef("columns_rows"))
	Label("columns_end")
	VZEROUPPER()
	RET()
}

func panels() {
	TEXT("panelsAVX2", NOSPLIT, "func(c *float64, stride int, a, b *float64, m int)")
	Pragma("noescape")
	Doc("panelsAVX2 is c[i*stride+j] += a[k*8+i]*b[k*8+j], rounded once, for i < 4, j < 8, k < m, k ascending.")
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
	loop("panels", k, m, 1, func() {
		b0, b1 := YMM(), YMM()
		VMOVUPD(Mem{Base: b}, b0)
		VMOVUPD(Mem{Base: b, Disp: 32}, b1)
		for i := range acc {
			s := YMM()
			VBROADCASTSD(Mem{Base: a, Disp: 8 * i}, s)
			VFMADD231PD(b0, s, acc[i][0])
			VFMADD231PD(b1, s, acc[i][1])
		}
		ADDQ(U32(64), a)
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

// widePanels is panels with eight columns a register, all rows at once, and one or two
// panels side by side: each number of a is read once for both, and loads do not hold the
// additions up.
func widePanels(name, signature, doc string, panels ...string) {
	TEXT(name, NOSPLIT, signature)
	Pragma("noescape")
	Doc(doc)
	c, stride, a := Load(Param("c"), GP64()), Load(Param("stride"), GP64()), Load(Param("a"), GP64())
	var b []Register
	for _, panel := range panels {
		b = append(b, Load(Param(panel), GP64()))
	}
	m, k, row := Load(Param("m"), GP64()), GP64(), GP64()
	SHLQ(U8(3), stride)
	acc := [2][8]VecVirtual{}
	MOVQ(c, row)
	for i := range 8 {
		for j := range b {
			acc[j][i] = ZMM()
			VMOVUPD(Mem{Base: row, Disp: 64 * j}, acc[j][i])
		}
		ADDQ(stride, row)
	}
	loop(name+"_rows", k, m, 1, func() {
		columns := [2]VecVirtual{ZMM(), ZMM()}
		for j := range b {
			VMOVUPD(Mem{Base: b[j]}, columns[j])
		}
		for i := range 8 {
			s := ZMM()
			VBROADCASTSD(Mem{Base: a, Disp: 8 * i}, s)
			for j := range b {
				VFMADD231PD(columns[j], s, acc[j][i])
			}
		}
		ADDQ(U32(64), a)
		for j := range b {
			ADDQ(U32(64), b[j])
		}
	})
	for i := range 8 {
		for j := range b {
			VMOVUPD(acc[j][i], Mem{Base: c, Disp: 64 * j})
		}
		ADDQ(stride, c)
	}
	VZEROUPPER()
	RET()
}

// pack512 copies eight columns of a matrix side by side, or fewer under a mask, and looks
// for the first and the last row that is not zero; a number without its sign is zero where
// its bits, one to the left, are.
func pack512() {
	TEXT("packAVX512", NOSPLIT, "func(panel, a *float64, stride, mask, m int) (from, to int)")
	Pragma("noescape")
	Doc("packAVX512 is the loop of Pack for the columns in mask; from is m where all rows are zero.")
	panel, a := Load(Param("panel"), GP64()), Load(Param("a"), GP64())
	stride, m, k := Load(Param("stride"), GP64()), Load(Param("m"), GP64()), GP64()
	bits, columns := GP64(), K()
	Load(Param("mask"), bits)
	KMOVB(bits.As32(), columns)
	from, to, next := GP64(), GP64(), GP64()
	MOVQ(m, from)
	XORQ(to, to)
	SHLQ(U8(3), stride)
	loop("pack", k, m, 1, func() {
		row, twice, some := ZMM(), ZMM(), K()
		VMOVUPD_Z(Mem{Base: a}, columns, row)
		VMOVUPD(row, Mem{Base: panel})
		VPSLLQ(U8(1), row, twice)
		VPTESTMQ(twice, twice, some)
		LEAQ(Mem{Base: k, Disp: 1}, next)
		KORTESTB(some, some)
		CMOVQNE(next, to)
		first := GP64()
		MOVQ(m, first)
		CMOVQNE(k, first)
		CMPQ(first, from)
		CMOVQLT(first, from)
		ADDQ(stride, a)
		ADDQ(U32(64), panel)
	})
	VZEROUPPER()
	Store(from, ReturnIndex(0))
	Store(to, ReturnIndex(1))
	RET()
}

func learn() {
	TEXT("learnAVX2", NOSPLIT, "func(y, L, D, k *float64, n, steps, stride int)")
	Pragma("noescape")
	Doc("learnAVX2 is the loop of Learn; n is a multiple of 4.")
	y, L, D, k := Load(Param("y"), GP64()), Load(Param("L"), GP64()), Load(Param("D"), GP64()), Load(Param("k"), GP64())
	n, steps, stride := Load(Param("n"), GP64()), Load(Param("steps"), GP64()), Load(Param("stride"), GP64())
	i := GP64()
	SHLQ(U8(3), stride)
	block := func(name string, step int) {
		var v []VecVirtual
		at := func(base Register, g int) Mem { return Mem{Base: base, Index: i, Scale: 8, Disp: 32 * g} }
		for g := range step / 4 {
			v = append(v, YMM())
			VMOVUPD(at(y, g), v[g])
		}
		left, decay, t, a := GP64(), GP64(), GP64(), YMM()
		MOVQ(L, left)
		MOVQ(D, decay)
		XORQ(t, t)
		Label(name)
		VBROADCASTSD(Mem{Base: k, Index: t, Scale: 8}, a)
		for g := range v {
			p, q := YMM(), YMM()
			VMULPD(at(decay, g), v[g], p)
			VSUBPD(p, v[g], v[g])
			VMULPD(at(left, g), a, q)
			VADDPD(q, v[g], v[g])
		}
		ADDQ(stride, left)
		ADDQ(stride, decay)
		INCQ(t)
		CMPQ(t, steps)
		JLT(LabelRef(name))
		for g := range v {
			VMOVUPD(v[g], at(y, g))
		}
	}
	blocks("learn", i, n, block)
	VZEROUPPER()
	RET()
}
