package experiments

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/stdlib/synapses"
)

// label finds the probe of a label that e names, and which of its elements. An
// object of that name comes first.
func (r *analysisReader) label(e *grammar.Expr) (p *model.Probe, index []int, found, ok bool) {
	c := r.c
	if p = c.probeLabelled(e, r.s); p != nil {
		return p, nil, true, true
	}
	if e.Kind != grammar.Index {
		return nil, nil, false, false
	}
	if p = c.probeLabelled(e.Args[0], r.s); p == nil {
		return nil, nil, false, false
	}
	index, ok = c.Indices(e.Args[1:], p.Slot.Size, e.Args[0].String(), "elements", r.s)
	return p, index, true, ok
}

// probeLabelled is the probe whose label e is, unless e names an object.
func (c *Experiments) probeLabelled(e *grammar.Expr, s *outline.Scope) *model.Probe {
	p := c.probeNamed[s.Prefix+e.String()]
	if p == nil || !p.Labelled {
		return nil
	}
	isObject := false
	c.Aside(func() { _, isObject = c.Reference(e, s) })
	if isObject {
		return nil
	}
	return p
}

// suits reports a probe that a synapse cannot filter.
func (r *analysisReader) suits(p *model.Probe, e *grammar.Expr) bool {
	if !r.bare || unfiltered(p, r.dt) {
		return true
	}
	r.c.Err(diag.BadArgument, e.At, "a synapse filters what every step recorded unfiltered; `%s` is recorded %s", e, how(p)).WithPlace(p.At, "the probe").
		WithHelp("name what it records: `%s`", p.Slot.Text).WithFix(diag.Replace(e.At, p.Slot.Text).Maybe())
	return false
}

// recorded returns the probe that an analysis of a slot reads, and which elements
// of its samples: the one that records it, or one added for it. Several must
// come to the same.
func (r *analysisReader) recorded(slot *model.Slot) (*model.Probe, []int, bool) {
	var all []*model.Probe
	for _, p := range r.c.Model.Probes {
		if !p.Implicit && records(p, slot) && (!r.bare || unfiltered(p, r.dt)) {
			all = append(all, p)
		}
	}
	if len(all) == 0 {
		p := r.c.unprobed(slot)
		return p, indexIn(p, slot), true
	}
	for _, p := range all[1:] {
		if !sameRecord(all[0], p, r.dt) {
			r.ambiguous(slot, all)
			return nil, nil, false
		}
	}
	p := slices.MinFunc(all, func(a, b *model.Probe) int { return strings.Compare(a.Name, b.Name) })
	return p, indexIn(p, slot), true
}

// records reports whether a probe records a slot: all of the object, or the same
// elements.
func records(p *model.Probe, slot *model.Slot) bool {
	q := &p.Slot
	return q.Ensemble == slot.Ensemble && q.Node == slot.Node && q.Connection == slot.Connection && q.Rule == slot.Rule && q.Name == slot.Name &&
		(q.Index == nil || slices.Equal(q.Index, slot.Index))
}

// indexIn is which elements of the samples of p a slot is; nil for all.
func indexIn(p *model.Probe, slot *model.Slot) []int {
	if p.Slot.Index != nil {
		return nil
	}
	return slot.Elements()
}

// unfiltered reports a probe that keeps every step as it is.
func unfiltered(p *model.Probe, dt float64) bool { return p.Synapse == nil && stepsBetween(p, dt) == 1 }

// stepsBetween is how many steps lie between the samples of a probe.
func stepsBetween(p *model.Probe, dt float64) float64 { return max(1, p.Every/dt) }

// sameRecord reports probes of one object whose samples are the same.
func sameRecord(a, b *model.Probe, dt float64) bool {
	return sameSynapse(a.Synapse, b.Synapse, dt) && stepsBetween(a, dt) == stepsBetween(b, dt) && sameDecoders(a, b)
}

// sameSynapse reports synapses of one recurrence.
func sameSynapse(a, b synapses.Synapse, dt float64) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	f, err1 := a.Discretize(dt)
	g, err2 := b.Discretize(dt)
	return err1 == nil && err2 == nil && f.Equal(g)
}

// sameDecoders reports probes whose values are decoded alike.
func sameDecoders(a, b *model.Probe) bool {
	if a.Decoders != nil && b.Decoders != nil {
		return a.Decoders.Fill == b.Decoders.Fill && slices.Equal(a.Decoders.Data, b.Decoders.Data)
	}
	return a.Decoders == b.Decoders && reflect.DeepEqual(solverOf(a), solverOf(b))
}

// solverOf is the solver of a probe's decoders.
func solverOf(p *model.Probe) solvers.Solver {
	if p.Solver == nil {
		return solvers.L2{}
	}
	return p.Solver
}

// ambiguous lists the probes an analysis could mean.
func (r *analysisReader) ambiguous(slot *model.Slot, all []*model.Probe) {
	d := r.c.Err(diag.SeveralProbes, slot.At, "`%s` is recorded by %d probes that differ: which?", slot.Text, len(all))
	for _, p := range all {
		d.WithPlace(p.At, "`%s`: %s", p.Name, how(p))
		if p.Labelled {
			d.WithFix(diag.Replace(slot.At, p.Name).Maybe())
		}
	}
	if len(d.Fixes) == 0 {
		d.WithHelp("give each a label, `probe NAME: %s`, and name one", slot.Text)
	}
}

// how says how a probe records.
func how(p *model.Probe) string {
	text := "unfiltered"
	if p.Synapse != nil {
		text = fmt.Sprintf("behind %s", p.Synapse)
	}
	if p.Every > 0 {
		text += fmt.Sprintf(", every %gs", p.Every)
	}
	if p.Decoders != nil {
		text += ", by given decoders"
	} else if p.Solver != nil {
		text += ", by a solver of its own"
	}
	return text
}

// unprobed is a probe of a slot that no line records as the analysis needs it:
// one that is there for another analysis, or a new one of the whole object.
func (c *Experiments) unprobed(slot *model.Slot) *model.Probe {
	for _, p := range c.Model.Probes {
		if p.Implicit && records(p, slot) {
			return p
		}
	}
	name := slot.Text
	if c.probeNamed[name] != nil {
		name += ", unfiltered"
	}
	p := &model.Probe{Name: name, At: slot.At, Slot: whole(slot), Implicit: true}
	c.Model.Probes = append(c.Model.Probes, p)
	return p
}

// whole is the slot without its index; of a connection elements are recorded.
func whole(slot *model.Slot) model.Slot {
	out := *slot
	if slot.Index == nil || slot.Connection != nil {
		return out
	}
	out.Index, out.Size = nil, 1
	out.Shape = out.WholeShape()
	for _, n := range out.Shape {
		out.Size *= n
	}
	return out
}
