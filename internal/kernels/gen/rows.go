package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// updateRows emits UpdateRows with two rows at a time.
func updateRows() {
	eachRows("updateRowsAVX2", " is the loop of UpdateRows; n is a multiple of 16, count of 4.", 2, func(r *someRows) {
		var sums [2][4]Register
		for row := range sums {
			sums[row] = zeros()
			r.sums = append(r.sums, sums[row][:])
		}
		rowLoop(r, YMM)
		for row := range sums {
			r.add(row, total(sums[row]))
		}
	})
}

// updateRows512 is updateRows with four rows at a time.
func updateRows512() {
	eachRows("updateRowsAVX512", " is updateRowsAVX2.", 4, func(r *someRows) {
		for range 4 {
			sums := clearedVectors(2)
			r.sums = append(r.sums, []Register{sums[0], sums[1]})
		}
		rowLoop(r, ZMM)
		for row, sums := range r.sums {
			var parts [4]Register
			for h, sum := range sums {
				parts[2*h], parts[2*h+1] = sum.(VecVirtual).AsY(), YMM()
				VEXTRACTF64X4(U8(1), sum, parts[2*h+1])
			}
			r.add(row, total(parts))
		}
	})
}

// someRows is what the loop over columns reads.
type someRows struct {
	name                  string
	P, u, k, y, a, x, out Register // P is where the next rows begin
	n, stride             Register // elements and bytes of a row
	sums                  [][]Register
}

// eachRows emits a function that goes through some rows at a time.
func eachRows(name, doc string, some int, body func(r *someRows)) {
	TEXT(name, NOSPLIT, "func(P, u, k, y, a, x, sums *float64, n, count int)")
	Pragma("noescape")
	Doc(name + doc)
	load := func(name string) Register { return Load(Param(name), GP64()) }
	r := &someRows{name: name, P: load("P"), u: load("u"), k: load("k"), y: load("y"), a: load("a"), x: load("x"), out: load("sums")}
	r.n, r.stride = load("n"), GP64()
	left := NewParamAddr("count", 64)
	MOVQ(r.n, r.stride)
	SHLQ(U8(3), r.stride)
	Label(name + "_rows")
	body(r)
	for _, numbers := range []Register{r.k, r.a, r.out} {
		ADDQ(U32(8*some), numbers)
	}
	SUBQ(U32(some), left)
	JNZ(LabelRef(name + "_rows"))
	VZEROUPPER()
	RET()
}

// rowLoop emits the loop for sixteen elements of the rows at a time, in as many
// registers as each has sums, and goes on to the next rows.
func rowLoop(r *someRows, vector func() VecVirtual) {
	var k, a []VecVirtual
	for row := range r.sums {
		k, a = append(k, vector()), append(a, vector())
		VBROADCASTSD(Mem{Base: r.k, Disp: 8 * row}, k[row])
		VBROADCASTSD(Mem{Base: r.a, Disp: 8 * row}, a[row])
	}
	i, row := GP64(), []Register{r.P}
	for range len(r.sums) - 1 {
		next := GP64()
		LEAQ(Mem{Base: row[len(row)-1], Index: r.stride, Scale: 1}, next)
		row = append(row, next)
	}
	loop(r.name, i, r.n, 16, func() {
		for part := range r.sums[0] {
			at := func(base Register) Mem { return Mem{Base: base, Index: i, Scale: 8, Disp: 128 / len(r.sums[0]) * part} }
			out := vector()
			VMOVUPD(at(r.y), out)
			for j := range row {
				v, w := vector(), vector()
				VMULPD(at(r.u), k[j], v)
				VADDPD(at(row[j]), v, v)
				VMOVUPD(v, at(row[j]))
				VMULPD(a[j], v, w)
				VADDPD(w, out, out)
				VMULPD(at(r.x), v, v)
				VADDPD(v, r.sums[j][part], r.sums[j][part])
			}
			VMOVUPD(out, at(r.y))
		}
	})
	LEAQ(Mem{Base: row[len(row)-1], Index: r.stride, Scale: 1}, r.P)
}

// add adds the sum of a row to what it is added to.
func (r *someRows) add(row int, sum Register) {
	VADDSD(Mem{Base: r.out, Disp: 8 * row}, sum, sum)
	VMOVSD(sum, Mem{Base: r.out, Disp: 8 * row})
}
