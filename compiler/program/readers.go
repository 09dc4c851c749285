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
	var r []Range
	for i := range p.Instrs {
		in := &p.Instrs[i]
		bySpikes := in.Code == SpikesSet || in.Code == Learned && p.Links[in.Ref].Spikes
		if !bySpikes {
			for _, x := range in.Reads() {
				r = append(r, x)
			}
		}
	}
	for _, pop := range p.Populations {
		r = append(r, pop.Ports...)
	}
	for _, n := range p.Nodes {
		r = append(r, n.Inputs...)
	}
	for _, rule := range p.LinkRules {
		r = append(r, rule.Error, rule.Activities, rule.PostRates, rule.Theta, rule.Gate)
	}
	for _, rule := range p.EncoderRules {
		r = append(r, rule.PostRates, rule.Gate)
	}
	for _, tuned := range p.Tuned {
		r = append(r, tuned.Input)
	}
	for _, probe := range p.Probes {
		r = append(r, probe.From)
	}
	for _, g := range p.Guards {
		r = append(r, g.Range)
	}
	slices.SortFunc(r, func(a, b Range) int { return cmp.Compare(a.Off, b.Off) })
	out := &Readers{ranges: r, end: make([]int, len(r))}
	furthest := 0
	for i, x := range r {
		furthest = max(furthest, x.Off+x.Len)
		out.end[i] = furthest
	}
	return out
}

// Read reports whether any of them overlaps x.
func (r *Readers) Read(x Range) bool {
	n := sort.Search(len(r.ranges), func(i int) bool { return r.ranges[i].Off >= x.Off+x.Len })
	return n > 0 && r.end[n-1] > x.Off
}
