package probes

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/stdlib/synapses"
)

// Labelled is the probe whose label e is, unless e names an object.
func (c *Probes) Labelled(e *grammar.Expr, s *outline.Scope) *model.Probe {
	p := c.named[s.Prefix+e.String()]
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

// Records reports whether a probe records a slot: all of the object, or the same
// elements.
func Records(p *model.Probe, slot *model.Slot) bool {
	q := &p.Slot
	return q.Ensemble == slot.Ensemble && q.Node == slot.Node && q.Connection == slot.Connection && q.Part == slot.Part && q.Rule == slot.Rule && q.Name == slot.Name &&
		(q.Index == nil || slices.Equal(q.Index, slot.Index))
}

// IndexIn is which elements of the samples of p a slot is; nil for all.
func IndexIn(p *model.Probe, slot *model.Slot) []int {
	if p.Slot.Index != nil {
		return nil
	}
	return slot.Elements()
}

// Unfiltered reports a probe that keeps every step as it is.
func Unfiltered(p *model.Probe, dt float64) bool { return p.Synapse == nil && StepsBetween(p, dt) == 1 }

// StepsBetween is how many steps lie between the samples of a probe.
func StepsBetween(p *model.Probe, dt float64) float64 { return max(1, p.Every/dt) }

// SameRecord reports probes of one object whose samples are the same.
func SameRecord(a, b *model.Probe, dt float64) bool {
	return sameSynapse(a.Synapse, b.Synapse, dt) && StepsBetween(a, dt) == StepsBetween(b, dt) && sameDecoders(a, b)
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

// How says how a probe records.
func How(p *model.Probe) string {
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

// Unprobed is a probe of a slot that no line records as the analysis needs it:
// one that is there for another analysis, or a new one of the whole object.
func (c *Probes) Unprobed(slot *model.Slot) *model.Probe {
	for _, p := range c.Model.Probes {
		if p.Implicit && Records(p, slot) {
			return p
		}
	}
	name := slot.Text
	if c.named[name] != nil {
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
