package laws

import (
	"slices"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// idleRules warns of rules of action that change nothing when they are chosen: they
// send nothing, and nobody reads them. A rule whose utility is constant is for that.
func (c *Case) idleRules(read objects) {
	for _, d := range c.Outline.Decls {
		rule, ok := d.Stmt.(*grammar.ActionRule)
		if !ok || d.Whole == nil || len(rule.Sends.List) > 0 || d.Whole.In.IsConstant(rule.Utility) {
			continue
		}
		isNamed := slices.ContainsFunc(c.Outline.UsesOf(d), func(at diag.Span) bool { return at != rule.NameAt() })
		if isNamed || read[c.Built[d.Whole]] && !sends(d.Whole.Stmt.(*grammar.Choose)) {
			continue // what reads it, or the choice as a whole, acts
		}
		c.Diags.AddOnce(diag.New(diag.Unused, d.At, "`%s` sends nothing, and nothing reads `%s`", rule.Name, d.Name).
			WithHelp("say what it sends: `send v.A -> TARGET`"))
	}
}

// sends reports a choice of which some rule sends something.
func sends(st *grammar.Choose) bool {
	return slices.ContainsFunc(st.Rules(), func(r *grammar.ActionRule) bool { return len(r.Sends.List) > 0 })
}
