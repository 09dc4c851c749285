package values

import (
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Time is a time constant, a delay or a hold as written, to be compared
// with the steps of the experiments.
type Time struct {
	What    string
	Seconds float64
	At      diag.Span
}

// Lasts notes a time that has no effect if it is much shorter than a step.
func (c *Evaluator) Lasts(what string, seconds float64, at diag.Span) {
	if seconds > 0 {
		c.Times = append(c.Times, Time{what, seconds, at})
	}
}

// LastArguments notes the times among the arguments of a call.
func (c *Evaluator) LastArguments(what string, args []*grammar.Expr, s *outline.Scope) {
	for _, a := range args {
		if v, ok := c.Peek(a, s); ok && !v.Vec && v.Unit == catalog.Time {
			c.Lasts(what, v.Num, a.At)
		}
	}
}
