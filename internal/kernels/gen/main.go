// Command gen writes the AVX2 and AVX-512 versions of the kernels whose plain Go stands in
// the package: `go generate ./internal/kernels`. They do the same operations on
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
	highest()
	encode()
	columns()
	learn()
	updateRows()
	bound()
	lif(0, false)
	for d := 1; d <= many; d++ {
		lif(d, false)
		lif(d, true)
	}
	izhikevich()
	adapt()
	subtract()
	multiply()
	floor()
	largestSum()
	lifRate()
	izhikevich512()
	lifRate512()
	twoCompartments()
	lifCond()
	twoCompartments512()
	lifCond512()
	columns512()
	learn512("learnAVX512", " is learnAVX2 for any n.", true)
	learn512("growAVX512", " is the same where nothing decays; D is not read.", false)
	updateRows512()
	draws512()
	lasts()
	panels()
	widePanels("panelsAVX512", "func(c *float64, stride int, a, b *float64, m int)",
		"panelsAVX512 is c[i*stride+j] += a[k*8+i]*b[k*8+j], rounded once, for i < 8, j < 8, k < m, k ascending.", "b")
	widePanels("panelPairAVX512", "func(c *float64, stride int, a, b, d *float64, m int)",
		"panelPairAVX512 is panelsAVX512 for b, and for d with the eight columns of c behind.", "b", "d")
	pack512()
	Generate()
	others("../simd_amd64.go", "../simd_other.go")
}

// loop emits body for i = 0, step, … below n.
func loop(name string, i, n Register, step uint64, body func()) {
	XORQ(i, i)
	loopFrom(name, i, n, step, body)
}

// loopFrom emits body for i, i+step, … below n. It begins at a cache line: a short
// loop that lies across two takes a third longer.
func loopFrom(name string, i Register, n Op, step uint64, body func()) {
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

// broadcast makes a vector of a parameter, off bytes into the frame.
func broadcast(name string, off int) VecVirtual {
	x := YMM()
	VBROADCASTSD(NewParamAddr(name, off), x)
	return x
}

// constant makes a vector of a number.
func constant(v float64) VecVirtual { return pattern(math.Float64bits(v)) }

// pattern makes a vector of 64 bits.
func pattern(v uint64) VecVirtual {
	bits, x, y := GP64(), XMM(), YMM()
	MOVQ(U64(v), bits)
	VMOVQ(bits, x)
	VBROADCASTSD(x, y)
	return y
}

// stored makes a vector of a number in memory.
func stored(name string, v float64) Mem {
	m := GLOBL(name, RODATA|NOPTR)
	for k := range 4 {
		DATA(8*k, U64(math.Float64bits(v)))
	}
	return m
}
