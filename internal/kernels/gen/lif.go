package main

import (
	"fmt"
	"math"
	"slices"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// lifCall lists the fields of kernels.lifCall, of eight bytes each.
var lifCall = []string{"v", "rows", "bias", "encoders", "x", "plus", "decoders", "list", "neurons", "dims", "steps", "free", "low", "sum", "from",
	"eights", "fours", "to", "count", "masks", "now", "old", "limit", "block"}

// many stands for any number of dimensions in lif.
const many = 4

// lif emits LIF for currents that are given (d = 0), or encoded of d dimensions; to
// them comes what arrives at the neurons, if there is such. One loop advances the
// neurons, another one those that spiked; a third goes from population to population.
func lif(d int, arrives bool) {
	lifOf(d, arrives, "AVX2", YMM, (*lifKernel).advance)
	if d >= 2 || arrives { // else it gains nothing
		lifOf(d, arrives, "AVX512", ZMM, (*lifKernel).advance512)
	}
	lifLists(d, arrives)
}

// lifOf is lif with registers of a width.
func lifOf(d int, arrives bool, width string, vector func() VecVirtual, advance func(*lifKernel)) {
	k := named(d, arrives, width)
	TEXT(k.name, NOSPLIT, "func(c **float64, populations, turn int)")
	Pragma("noescape")
	Doc(k.name + " is LIF.Step for some populations; c is the first field of the first of their lifCalls.")
	k.call, k.left = Load(Param("c"), GP64()), NewParamAddr("populations", 8)
	k.free, k.low, k.one = vector(), vector(), vector()
	one := GP64()
	MOVQ(U64(math.Float64bits(1)), one)
	VMOVQ(one, k.one.AsX())
	VBROADCASTSD(k.one.AsX(), k.one)
	Label(k.name + "_population")
	k.v, k.list, k.i = k.load("v"), k.load("list"), k.load("from")
	k.row = k.turn()
	VBROADCASTSD(k.field("free"), k.free)
	VBROADCASTSD(k.field("low"), k.low)
	k.current(d, arrives, vector)
	advance(k)
	k.reset()
	k.counted()
	ADDQ(U32(8*len(lifCall)), k.call)
	DECQ(k.left)
	JNZ(LabelRef(k.name + "_population"))
	VZEROUPPER()
	RET()
}

// named is the kernel for currents of some dimensions, with what arrives or without.
func named(d int, arrives bool, kind string) *lifKernel {
	k := &lifKernel{name: fmt.Sprintf("lif%d", d)}
	if d == many {
		k.name = "lifMany"
	}
	if arrives {
		k.name += "Plus"
	}
	k.name += kind
	return k
}

// counted writes the length of the list.
func (k *lifKernel) counted() {
	SUBQ(k.field("list"), k.list)
	SHRQ(U8(2), k.list)
	MOVQ(k.list, k.field("count"))
}

// lifKernel is what the parts of the function have in common.
type lifKernel struct {
	name                  string
	call, v, row, list, i Register
	left                  Mem // populations
	free, low, one        VecVirtual
	J                     *current
}

// turn is the row of coefficients whose turn it is.
func (k *lifKernel) turn() Register {
	row := GP64()
	MOVQ(NewParamAddr("turn", 16), row)
	IMULQ(k.field("neurons"), row)
	SHLQ(U8(3), row)
	ADDQ(k.field("rows"), row)
	return row
}

// current puts what currents are made of in registers.
func (k *lifKernel) current(d int, arrives bool, vector func() VecVirtual) {
	k.J = &current{name: k.name, bias: k.load("bias")}
	switch {
	case d == many:
		k.J.E, k.J.dims, k.J.x, k.J.stride = k.field("encoders"), k.field("dims"), k.load("x"), k.load("neurons")
	case d > 0:
		k.J.few(d, k.load("encoders"), k.load("x"), k.load("neurons"), vector)
	}
	if arrives {
		k.J.plus = k.load("plus")
	}
}

// field is a field of the lifCall.
func (k *lifKernel) field(name string) Mem {
	return Mem{Base: k.call, Disp: 8 * slices.Index(lifCall, name)}
}

// load puts a field in a register.
func (k *lifKernel) load(name string) Register {
	r := GP64()
	MOVQ(k.field(name), r)
	return r
}

// at is the element of neuron i.
func (k *lifKernel) at(base Register) Mem { return Mem{Base: base, Index: k.i, Scale: 8} }

// advance emits the loop over groups of neurons, and the one over the rest.
func (k *lifKernel) advance() {
	spikes(k.name, k.i, k.field("eights"), k.field("fours"), k.list, each(k.i, k.J.vectors, func(at place, J VecVirtual) VecVirtual {
		m, x := YMM(), YMM()
		VMOVUPD(at(k.v), x)
		VSUBPD(x, J, J)
		VMULPD(at(k.row), J, J)
		VADDPD(J, x, x)
		VMAXPD(x, k.low, x)           // low where x is below it; x if it is no number
		VCMPPD(U8(0x1e), k.one, x, m) // greater than, quiet
		VMOVUPD(k.free, at(k.row))
		VMOVUPD(x, at(k.v))
		return m
	}))
	k.rest()
}

// rest emits the loop over the neurons behind the last group.
func (k *lifKernel) rest() {
	MOVQ(k.field("fours"), k.i)
	CMPQ(k.i, k.field("to"))
	JGE(LabelRef(k.name + "_rested"))
	Label(k.name + "_rest")
	J, x := k.J.one(k.at), XMM()
	VMOVSD(k.at(k.v), x)
	VSUBSD(x, J, J)
	VMULSD(k.at(k.row), J, J)
	VADDSD(J, x, x)
	VMAXSD(x, k.low.AsX(), x)
	VMOVSD(k.free.AsX(), k.at(k.row))
	VMOVSD(x, k.at(k.v))
	VUCOMISD(k.one.AsX(), x)
	JLS(LabelRef(k.name + "_silent"))
	MOVL(k.i.(GPVirtual).As32(), Mem{Base: k.list})
	ADDQ(U8(4), k.list)
	Label(k.name + "_silent")
	INCQ(k.i)
	CMPQ(k.i, k.field("to"))
	JLT(LabelRef(k.name + "_rest"))
	Label(k.name + "_rested")
}

// reset emits the loop over the neurons that spiked.
func (k *lifKernel) reset() {
	spiked, stride, sum := k.load("list"), k.load("neurons"), XMM()
	VMOVSD(k.field("sum"), sum)
	CMPQ(spiked, k.list)
	JGE(LabelRef(k.name + "_none"))
	Label(k.name + "_reset")
	MOVLQSX(Mem{Base: spiked}, k.i)
	c, x := k.J.one(k.at), XMM()
	VSUBSD(k.one.AsX(), c, c)
	VMOVSD(k.at(k.v), x)
	VSUBSD(k.one.AsX(), x, x)
	VDIVSD(c, x, c)
	VADDSD(k.at(k.load("decoders")), sum, sum)
	row, step := k.load("rows"), k.load("steps")
	LEAQ(k.at(row), row)
	Label(k.name + "_rows")
	MOVQ(I32(0), Mem{Base: row})
	LEAQ(Mem{Base: row, Index: stride, Scale: 8}, row)
	DECQ(step)
	JNZ(LabelRef(k.name + "_rows"))
	VMOVSD(c, k.at(k.row))
	MOVQ(I32(0), k.at(k.v))
	ADDQ(U8(4), spiked)
	CMPQ(spiked, k.list)
	JLT(LabelRef(k.name + "_reset"))
	VMOVSD(sum, k.field("sum"))
	Label(k.name + "_none")
}

// current is J = bias + E·x + plus.
type current struct {
	name    string
	bias    Register
	plus    Register     // nil for none
	columns []Register   // of E, for few dimensions
	values  []VecVirtual // x, for few

	x, stride Register // for many dimensions; nil for few
	E, dims   Mem
	ones      int // times that one was called
	eights    int // times that eight was called
}

// few puts x and the beginnings of the columns of E in registers.
func (c *current) few(d int, E, x, stride Register, vector func() VecVirtual) {
	for k := range d {
		value := vector()
		VBROADCASTSD(Mem{Base: x, Disp: 8 * k}, value)
		c.values = append(c.values, value)
		if k > 0 {
			next := GP64()
			LEAQ(Mem{Base: E, Index: stride, Scale: 8}, next)
			E = next
		}
		c.columns = append(c.columns, E)
	}
}

// vectors emits the currents of some halves.
func (c *current) vectors(at []place) (J []VecVirtual) {
	for _, at := range at {
		v := YMM()
		if len(c.columns) == 0 {
			VMOVUPD(at(c.bias), v)
		}
		for k, column := range c.columns {
			p := YMM()
			VMULPD(at(column), c.values[k], p)
			if k == 0 {
				VADDPD(at(c.bias), p, v) // an instruction less than to load it
			} else {
				VADDPD(p, v, v)
			}
		}
		J = append(J, v)
	}
	if c.x != nil {
		x := YMM()
		c.each(fmt.Sprintf("%s_column%d", c.name, len(at)), x, func(column Register) {
			for h, at := range at {
				p := YMM()
				VMULPD(at(column), x, p)
				VADDPD(p, J[h], J[h])
			}
		})
	}
	if c.plus != nil {
		for h, at := range at {
			VADDPD(at(c.plus), J[h], J[h])
		}
	}
	return J
}

// one emits the current of one neuron.
func (c *current) one(at place) VecVirtual {
	c.ones++
	J, p := XMM(), XMM()
	VMOVSD(at(c.bias), J)
	for k, column := range c.columns {
		VMULSD(at(column), c.values[k].AsX(), p)
		VADDSD(p, J, J)
	}
	if c.x != nil {
		x := YMM()
		c.each(fmt.Sprintf("%s_one%d", c.name, c.ones), x, func(column Register) {
			VMULSD(at(column), x.AsX(), p)
			VADDSD(p, J, J)
		})
	}
	if c.plus != nil {
		VADDSD(at(c.plus), J, J)
	}
	return J
}

// each emits body for every column of E, x being made its element of x.
func (c *current) each(label string, x VecVirtual, body func(column Register)) {
	column, j := GP64(), GP64()
	MOVQ(c.E, column)
	XORQ(j, j)
	Label(label)
	VBROADCASTSD(Mem{Base: c.x, Index: j, Scale: 8}, x)
	body(column)
	LEAQ(Mem{Base: column, Index: c.stride, Scale: 8}, column)
	INCQ(j)
	CMPQ(j, c.dims)
	JLT(LabelRef(label))
}
