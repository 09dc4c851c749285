package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// masked are instructions that take the elements of a mask and nothing beyond them,
// or all eight if there is none.
type masked struct{ by Register }

func (m masked) load(from Mem, to Register) {
	if m.by == nil {
		VMOVUPD(from, to)
	} else {
		VMOVUPD_Z(from, m.by, to)
	}
}

func (m masked) store(from Register, to Mem) {
	if m.by == nil {
		VMOVUPD(from, to)
	} else {
		VMOVUPD(from, m.by, to)
	}
}

func (m masked) add(from Mem, x, to Register) {
	if m.by == nil {
		VADDPD(from, x, to)
	} else {
		VADDPD_Z(from, x, m.by, to)
	}
}

func (m masked) multiply(from Mem, x, to Register) {
	if m.by == nil {
		VMULPD(from, x, to)
	} else {
		VMULPD_Z(from, x, m.by, to)
	}
}

// above makes spiked those of x that are above one.
func (m masked) above(one, x, spiked Register) {
	if m.by == nil {
		VCMPPD(U8(0x1e), one, x, spiked) // greater than, quiet
	} else {
		VCMPPD(U8(0x1e), one, x, m.by, spiked)
	}
}

// advance512 emits the loop over groups of eight neurons, and what is left of the last.
func (k *lifKernel) advance512() {
	numbers := countedFrom(k.i)
	body := func(m masked) {
		J, x, spiked := k.J.eight(k.at, m), ZMM(), K()
		m.load(k.at(k.v), x)
		VSUBPD(x, J, J)
		m.multiply(k.at(k.row), J, J)
		VADDPD(J, x, x)
		VMAXPD(x, k.low, x) // low where x is below it; x if it is no number
		m.above(k.one, x, spiked)
		m.store(k.free, k.at(k.row))
		m.store(x, k.at(k.v))
		numbers.write(spiked, k.list)
	}
	loopFrom(k.name, k.i, k.field("eights"), 8, func() { body(masked{}) })
	left, low, high := GP64(), K(), K()
	MOVQ(k.field("to"), left)
	SUBQ(k.i, left)
	JLE(LabelRef(k.name + "_rested"))
	rowsLeft(left, low, high)
	body(masked{low})
	Label(k.name + "_rested")
}

// eight emits the currents of eight neurons.
func (c *current) eight(at place, m masked) VecVirtual {
	J := ZMM()
	if len(c.columns) == 0 {
		m.load(at(c.bias), J)
	}
	for k, column := range c.columns {
		p := ZMM()
		m.multiply(at(column), c.values[k], p)
		if k == 0 {
			m.add(at(c.bias), p, J)
		} else {
			VADDPD(p, J, J)
		}
	}
	if c.x != nil {
		c.eights++
		x := ZMM()
		c.each(fmt.Sprintf("%s_eight%d", c.name, c.eights), x, func(column Register) {
			p := ZMM()
			m.multiply(at(column), x, p)
			VADDPD(p, J, J)
		})
	}
	if c.plus != nil {
		m.add(at(c.plus), J, J)
	}
	return J
}
