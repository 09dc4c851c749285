package probes

import (
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/slots"
)

// Slot resolves what a probe records. An expression becomes a wire into a
// pass-through of its own.
func (c *Probes) Slot(e *grammar.Expr, s *outline.Scope) (*model.Slot, bool) {
	if !values.IsRef(e) {
		return c.probedWire(e, s)
	}
	r, ok := c.Reference(e, s)
	if !ok {
		return nil, false
	}
	return c.SlotOf(r, e)
}

// SlotOf is the slot that a reference names.
func (c *Probes) SlotOf(r *expressions.Ref, e *grammar.Expr) (*model.Slot, bool) {
	r = c.AsNode(r)
	if r.Decl.Kind == outline.Instance {
		report.NamePort[*grammar.Output](c.Err(diag.UnknownSlot, e.At, "`%s` is an instance; it has no value of its own", e), r.Decl.Inner, e, "outputs")
		return nil, false
	}
	out := &model.Slot{At: e.At, Text: e.String(), Ensemble: r.Ensemble, Node: r.Node, Connection: r.Connection, Part: r.Part, Name: r.Slot, Index: r.Index}
	if r.Connection != nil && !c.connectionSlot(r, out, e) {
		return nil, false
	}
	out.Shape = out.WholeShape()
	if r.Index != nil {
		out.Shape[0] = len(r.Index)
	}
	return out, c.sized(out)
}

// sized finds how many numbers a sample has, which must not be too many.
func (c *Probes) sized(s *model.Slot) bool {
	s.Size = 1
	for _, n := range s.Shape {
		s.Size *= n
	}
	return s.Connection == nil || !s.Connection.Fixed() || len(s.Shape) < 2 || !c.TooLarge(s.At, "`"+s.Text+"`", float64(s.Size))
}

// connectionSlot completes a slot of a connection: its output, if none is named, and
// the rule whose slot it is.
func (c *Probes) connectionSlot(r *expressions.Ref, out *model.Slot, e *grammar.Expr) bool {
	if r.Slot == "" {
		out.Name = "output"
	}
	if slots.Among(slots.Of(slots.Connection), out.Name) != nil {
		return true
	}
	rule, ok := c.RuleOf(r, e)
	if !ok {
		return false
	}
	out.Rule = rule
	if list := slots.OfRule(rule.Kind); slots.Among(list, r.Slot) == nil {
		if !r.NamesRule() && c.LacksRule(rule.Connection) {
			return false // the slot may be that of the rule that is in error
		}
		c.Err(diag.UnknownSlot, out.At, "the rule `%s` has no `.%s`", rule.Name, r.Slot).WithPlace(rule.At, "the rule").
			WithHelp("its slots are %s", expressions.Dotted(expressions.ProperNames(list)))
		return false
	}
	return true
}

// WeightsSlot is the slot of the weights of a connection, or of a part of its source.
func (c *Probes) WeightsSlot(conn *model.Connection, part *model.Joint, e *grammar.Expr) (*model.Slot, bool) {
	out := &model.Slot{At: e.At, Text: e.String(), Connection: conn, Part: part, Name: "weights"}
	out.Shape = out.WholeShape()
	return out, c.sized(out)
}
