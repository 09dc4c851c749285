package expressions

import (
	"slices"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
)

// Neurons resolves an expression that means neurons: an ensemble, an array, their
// neurons, or those that an index picks. An index behind an ensemble counts neurons, one
// behind an array members.
func (c *Resolver) Neurons(e *grammar.Expr, s *outline.Scope) (*Ref, bool) {
	if e.Kind != grammar.Index || e.Args[0].Kind == grammar.Member && !c.isPart(e.Args[0], s) {
		return c.Reference(e, s)
	}
	resolve := c.resolve
	if e.Args[0].Kind == grammar.Index {
		resolve = c.PopulationReference
	}
	r, ok := resolve(e.Args[0], s)
	switch {
	case !ok:
		return nil, false
	case r.Ensemble == nil || r.Slot != "" || r.Index != nil:
		return c.PopulationReference(e, s)
	}
	if r, ok = c.slot(r, "neurons", e.Args[0].At); !ok {
		return nil, false
	}
	return c.indexed(r, e, s)
}

// isPart reports base.name that is a part of an instance, and no slot.
func (c *Resolver) isPart(e *grammar.Expr, s *outline.Scope) bool { return c.declOf(e, s) != nil }

// Populations are the ensembles that a reference to neurons means, and which neurons of
// the one ensemble, nil for all; none if it means no neurons.
func (r *Ref) Populations() (all []*model.Ensemble, neurons []int) {
	switch {
	case r.Ensemble != nil && r.Slot == "" && r.Index == nil:
		return []*model.Ensemble{r.Ensemble}, nil
	case r.Ensemble != nil && r.Slot == "neurons":
		return []*model.Ensemble{r.Ensemble}, r.Index
	case r.Array == nil || r.Slot != "" || r.Index != nil:
		return nil, nil
	}
	for i, m := range r.Array.Members {
		if m.Ensemble != nil && (r.members == nil || slices.Contains(r.members, i)) {
			all = append(all, m.Ensemble)
		}
	}
	return all, nil
}
