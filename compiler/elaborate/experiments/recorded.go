package experiments

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/elaborate/probes"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// label finds the probe of a label that e names, and which of its elements. An
// object of that name comes first.
func (r *analysisReader) label(e *grammar.Expr) (p *model.Probe, index []int, found, ok bool) {
	c := r.c
	if p = c.Labelled(e, r.s); p != nil {
		return p, nil, true, true
	}
	if e.Kind != grammar.Index {
		return nil, nil, false, false
	}
	if p = c.Labelled(e.Args[0], r.s); p == nil {
		return nil, nil, false, false
	}
	index, ok = c.Indices(e.Args[1:], p.Slot.Size, e.Args[0].String(), "elements", r.s)
	return p, index, true, ok
}

// suits reports a probe that a synapse cannot filter.
func (r *analysisReader) suits(p *model.Probe, e *grammar.Expr) bool {
	if !r.bare || probes.Unfiltered(p, r.dt) {
		return true
	}
	r.c.Err(diag.BadArgument, e.At, "a synapse filters what every step recorded unfiltered; `%s` is recorded %s", e, probes.How(p)).
		WithPlace(p.At, "the probe").WithHelp("name what it records: `%s`", p.Slot.Text).WithFix(diag.Replace(e.At, p.Slot.Text).Maybe())
	return false
}

// recorded returns the probe that an analysis of a slot reads, and which elements
// of its samples: the one that records it, or one added for it. Several must
// record the same.
func (r *analysisReader) recorded(slot *model.Slot) (*model.Probe, []int, bool) {
	var all []*model.Probe
	for _, p := range r.c.Model.Probes {
		if !p.Implicit && probes.Records(p, slot) && r.reads(p) {
			all = append(all, p)
		}
	}
	if len(all) == 0 {
		p := r.c.Unprobed(slot)
		return p, probes.IndexIn(p, slot), true
	}
	for _, p := range all[1:] {
		if !probes.SameRecord(all[0], p, r.dt) {
			r.ambiguous(slot, all)
			return nil, nil, false
		}
	}
	p := slices.MinFunc(all, func(a, b *model.Probe) int { return strings.Compare(a.Name, b.Name) })
	return p, probes.IndexIn(p, slot), true
}

// ambiguous lists the probes an analysis could mean.
func (r *analysisReader) ambiguous(slot *model.Slot, all []*model.Probe) {
	d := r.c.Err(diag.SeveralProbes, slot.At, "`%s` is recorded by %d probes that differ: which?", slot.Text, len(all))
	for _, p := range all {
		d.WithPlace(p.At, "`%s`: %s", p.Name, probes.How(p))
		if p.Labelled {
			d.WithFix(diag.Replace(slot.At, p.Name).Maybe())
		}
	}
	if len(d.Fixes) == 0 {
		d.WithHelp("give each a label, `probe NAME: %s`, and name one", slot.Text)
	}
}
