package grammar

import (
	"fmt"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/token"
)

// comparisons are the operators that answer yes or no about two values, and the
// way they look: those of one sign may stand in a chain.
var comparisons = map[string]int{"<": 1, "<=": 1, ">": -1, ">=": -1, "==": 0, "!=": 0}

// isComparison reports a comparison that no parentheses close.
func (e *Expr) isComparison() bool {
	_, ok := comparisons[e.Text]
	return ok && e.Kind == Binary
}

// chain continues the comparison left, which may be a chain already, by a third
// operand. As in mathematics, a < b < c says a < b and b < c: an `and` whose two
// sides share the operand between them.
func (p *exprParser) chain(left *Expr, op token.Token, right *Expr) (*Expr, error) {
	last := left
	if left.Chained {
		last = left.Args[1]
	}
	middle := last.Args[1]
	link := &Expr{Kind: Binary, Text: op.Text, OpAt: int32(op.Pos.Offset), Args: []*Expr{middle, right}, At: middle.At.Union(right.At)}
	all := &Expr{Kind: Binary, Text: "and", Chained: true, OpAt: int32(op.Pos.Offset), Args: []*Expr{left, link}, At: left.At.Union(right.At)}
	if not := left.firstNot(); not != nil {
		left.habit, all.habit = nil, notFirst(not, all)
	}
	problem := ""
	switch way := comparisons[op.Text]; {
	case way == 0 || comparisons[last.Text] == 0:
		problem = "`==` and `!=` compare two values, not three"
	case way != comparisons[last.Text]:
		problem = fmt.Sprintf("`%s` and `%s` look in different directions", last.Text, op.Text)
	case middle.hasChain():
		problem = fmt.Sprintf("`%s` compares and is compared", middle)
	default:
		return all, nil
	}
	d := diag.New(diag.Syntax, all.At, "%s: `%s`", problem, all)
	return nil, &syntaxError{d.WithFix(diag.Replace(all.At, fmt.Sprintf("%s and %s", left, link)))}
}

// firstNot is the `not` that the first operand of a comparison, or of a chain of them,
// begins with; nil if there is none.
func (e *Expr) firstNot() *Expr {
	for e.Chained {
		e = e.Args[0]
	}
	if first := e.Args[0]; e.isComparison() && first.Kind == Unary && first.Text == "not" {
		return first
	}
	return nil
}

// notFirst warns of `not` in front of a comparison: it binds closer, so that what is
// compared is a truth.
func notFirst(not, comparison *Expr) *diag.Diagnostic {
	operand := not.Args[0]
	d := diag.New(diag.NotFirst, not.At, "`not` binds closer than a comparison: what is compared is `%s`", not).AsWarning()
	return d.WithHelp("`not (…)` denies the comparison, `(%s)` is what is compared", not).
		WithFix(diag.Insert(operand.At.Start(), "(").And(diag.Insert(comparison.At.End(), ")")).Maybe()).
		WithFix(diag.Insert(not.At.Start(), "(").And(diag.Insert(not.At.End(), ")")).Maybe())
}

// hasChain reports a chain within e. The operand between two comparisons is
// evaluated for each of them, so that chains within chains would double it at
// every level.
func (e *Expr) hasChain() bool {
	found := false
	e.Walk(func(x *Expr) { found = found || x.Chained })
	return found
}
