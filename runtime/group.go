package runtime

import (
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/stdlib/neurons"
)

// group is equal populations whose instructions follow each other, members of an array
// for one. They step in one call where their type can.
type group struct {
	members []*population
	joined  neurons.Joined // nil until the first step of these steppers
	unread  float64        // what populations decode to whose instructions decode nothing
}

// grouped puts instructions of equal populations together that follow each other and
// do not read what the others decode to.
func (s *Sim) grouped(ops []instr) []instr {
	var out []instr
	for from, to := 0, 0; from < len(ops); from = to {
		to = from + 1
		for written := ops[from].src.Decoded; to < len(ops) && joins(&ops[from], &ops[to], written); to++ {
			written = hull(written, ops[to].src.Decoded)
		}
		if to-from == 1 {
			out = append(out, ops[from])
			continue
		}
		g := &group{}
		for i := range ops[from:to] {
			g.members = append(g.members, ops[from+i].pop)
		}
		s.groups = append(s.groups, g)
		out = append(out, instr{code: program.Neurons, group: g, src: ops[from].src})
	}
	return out
}

// joins reports whether an instruction steps a population like that of another one, and
// reads nothing of a stretch.
func joins(first, next *instr, written program.Range) bool {
	if first.code != program.Neurons || next.code != program.Neurons {
		return false
	}
	a, b := first.pop, next.pop
	for _, r := range next.src.Reads() {
		if r.Off < written.Off+written.Len && written.Off < r.Off+r.Len {
			return false
		}
	}
	if a.driven == nil || b.driven == nil || a.listed() || b.listed() || a.height != b.height {
		return false
	}
	j, ok := a.driven.(neurons.Joining)
	return ok && j.Alike(b.driven)
}

// hull is the stretch from the beginning of one of two to the end of the other, if
// they are not empty.
func hull(a, b program.Range) program.Range {
	switch {
	case a.Len == 0:
		return b
	case b.Len == 0:
		return a
	}
	from := min(a.Off, b.Off)
	return program.Range{Off: from, Len: max(a.Off+a.Len, b.Off+b.Len) - from}
}

// advance steps the populations, one after the other in their first step and where they
// are in different phases.
func (g *group) advance(t float64) {
	if g.joined == nil {
		g.join()
	}
	if !g.joined.Step() {
		for _, p := range g.members {
			p.advance(t)
		}
		return
	}
	for _, p := range g.members {
		if p.lost != nil {
			p.mute()
		}
	}
}

func (g *group) join() {
	var others []neurons.Driven
	var spiked []*[]int32
	var decoded []*float64
	for _, p := range g.members {
		others, spiked, decoded = append(others, p.driven), append(spiked, &p.spikes), append(decoded, &g.unread)
		if p.decoded != nil {
			decoded[len(decoded)-1] = &p.decoded[0]
		}
	}
	g.joined = others[0].(neurons.Joining).Join(others[1:], spiked, decoded, g.members[0].height)
}
