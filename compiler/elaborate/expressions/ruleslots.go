package expressions

import (
	"fmt"
	"slices"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/slots"
)

// RuleOf is the rule whose slot a reference means: the one it names, or the only
// one that has it.
func (c *Resolver) RuleOf(r *Ref, e *grammar.Expr) (*model.Rule, bool) {
	conn := r.Connection
	candidates := withSlot(conn, r.Slot)
	switch {
	case r.rule != nil:
		return r.rule, true
	case len(conn.Rules) == 1:
		return conn.Rules[0], true
	case len(candidates) == 1:
		return candidates[0], true
	case len(conn.Rules) == 0:
		if !c.LacksRule(conn) {
			c.Err(diag.NothingToTrain, e.At, "`%s` does not learn, it has no `.%s`", conn.Name, r.Slot).WithPlace(conn.At, "the connection").
				WithHelp("add `learn pes on %s`", conn.Name)
		}
		return nil, false
	case len(candidates) == 0:
		if c.LacksRule(conn) {
			return nil, false
		}
		var have []*slots.Slot
		for _, rule := range conn.Rules {
			have = append(have, slots.OfRule(rule.Kind)...)
		}
		c.Err(diag.UnknownSlot, e.At, "no rule on `%s` has a `.%s`", conn.Name, r.Slot).WithPlace(conn.At, "the connection").
			WithHelp("their slots are %s", Dotted(slices.Compact(ProperNames(have))))
		return nil, false
	}
	d := c.Err(diag.SeveralToTrain, e.At, "`%s` has %d rules: whose `.%s`?", conn.Name, len(candidates), r.Slot)
	for _, rule := range candidates {
		d.WithPlace(rule.At, "the rule `%s`", rule.Name).
			WithFix(diag.Replace(e.At, fmt.Sprintf("%s.%s.%s", conn.Name, rule.Name, r.Slot)).Maybe())
	}
	return nil, false
}

// NamesRule reports a reference that says by its label which rule it means.
func (r *Ref) NamesRule() bool { return r.rule != nil }

// withSlot lists the rules of a connection that have a slot.
func withSlot(conn *model.Connection, slot string) []*model.Rule {
	var out []*model.Rule
	for _, rule := range conn.Rules {
		if slots.Among(slots.OfRule(rule.Kind), slot) != nil {
			out = append(out, rule)
		}
	}
	return out
}

// LacksRule reports a connection that has no rule because one is in error.
func (c *Resolver) LacksRule(conn *model.Connection) bool {
	if c.RuleFailed[conn] {
		return true
	}
	for _, s := range c.Outline.Scopes {
		if c.RuleFailed[s] && slices.Contains(c.ConnectionsIn[s], conn) {
			return true
		}
	}
	return false
}

// ErrorSize is the size of the error of a rule on a connection: that of its
// output, or, into neurons, that of the ensemble or array they represent.
func ErrorSize(conn *model.Connection) int {
	targets := conn.Post.Targets()
	if targets == nil {
		return conn.Post.Size
	}
	return len(targets) * targets[0].Dims
}
