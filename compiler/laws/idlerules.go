package laws

import (
	"slices"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// idleRules warns of rules of action that change nothing when they are chosen: they
// send nothing, and nobody reads them. A rule whose utility is a number is for that.
func (c *Case) idleRules(read objects) {
	for _, d := range c.Outline.Decls {
		rule, ok := d.Stmt.(*grammar.ActionRule)
		if !ok || d.Whole == nil || len(rule.Sends.List) > 0 || isNumber(rule.Utility) {
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
	for _, line := range st.Body {
		if rule, ok := line.(*grammar.ActionRule); ok && len(rule.Sends.List) > 0 {
			return true
		}
	}
	return false
}

// isNumber reports an expression in which neither objects nor constants of lists stand.
func isNumber(e *grammar.Expr) bool {
	number := true
	e.Walk(func(e *grammar.Expr) {
		number = number && e.Kind != grammar.Call && e.Kind != grammar.Member && e.Kind != grammar.Index
	})
	return number
}
