package program

import (
	"cmp"
	"slices"
	"sort"
)

// Readers are the stretches of memory that anything reads entry by entry; columns
// of neurons that spiked are found in the list of spikes.
type Readers struct {
	ranges []Range // by offset
	end    []int   // the furthest end of the ranges up to each
}

// Readers collects them.
func (p *Program) Readers() *Readers {
	r := slices.Concat(p.readByInstructions(), p.readByTables())
	slices.SortFunc(r, func(a, b Range) int { return cmp.Compare(a.Off, b.Off) })
	out := &Readers{ranges: r, end: make([]int, len(r))}
	furthest := 0
	for i, x := range r {
		furthest = max(furthest, x.Off+x.Len)
		out.end[i] = furthest
	}
	return out
}

// readByInstructions lists what instructions name as operands.
func (p *Program) readByInstructions() (out []Range) {
	for i := range p.Instrs {
		in := &p.Instrs[i]
		bySpikes := in.Code == SpikesSet || (in.Code == Learned || in.Code == Synapses) && in.Spikes
		if !bySpikes {
			for _, x := range in.Reads() {
				out = append(out, x)
			}
		}
	}
	return out
}

// readByTables lists what is read by that which instructions refer to, by probes and
// by guards.
func (p *Program) readByTables() (out []Range) {
	for _, pop := range p.Populations {
		out = append(out, pop.Ports...)
	}
	for _, n := range p.Nodes {
		out = append(out, n.Inputs...)
	}
	for _, x := range p.Externals {
		out = append(out, x.Inputs...)
	}
	for _, rule := range p.LinkRules {
		out = append(out, rule.Error, rule.Activities, rule.PostRates, rule.Theta, rule.Gate)
	}
	for _, rule := range p.EncoderRules {
		out = append(out, rule.PostRates, rule.Gate)
	}
	for _, tuned := range p.Tuned {
		out = append(out, tuned.Input)
	}
	for _, probe := range p.Probes {
		out = append(out, probe.From)
	}
	for _, g := range p.Guards {
		out = append(out, g.Range)
	}
	return out
}

// Read reports whether any of them overlaps x.
func (r *Readers) Read(x Range) bool {
	n := sort.Search(len(r.ranges), func(i int) bool { return r.ranges[i].Off >= x.Off+x.Len })
	return n > 0 && r.end[n-1] > x.Off
}
