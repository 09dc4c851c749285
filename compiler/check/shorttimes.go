package check

import (
	"fmt"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// shortTime is a time constant, a delay or a hold as written, to be compared
// with the steps of the experiments.
type shortTime struct {
	what    string
	seconds float64
	at      diag.Span
}

// lasts notes a time that has no effect if it is much shorter than a step.
func (c *checker) lasts(what string, seconds float64, at diag.Span) {
	if seconds > 0 {
		c.times = append(c.times, shortTime{what, seconds, at})
	}
}

// lastArguments notes the times among the arguments of a call.
func (c *checker) lastArguments(what string, args []*grammar.Expr, s *scope) {
	for _, a := range args {
		if v, ok := c.peek(a, s); ok && !v.vec && v.unit == catalog.Time {
			c.lasts(what, v.num, a.At)
		}
	}
}

// shortTimes warns of times under half a step, which say something that no
// step shows.
func (c *checker) shortTimes(*scope) {
	warned := map[diag.Span]bool{}
	for _, x := range c.model.Experiments {
		for _, t := range c.times {
			if t.seconds >= x.Dt/2 || warned[t.at] {
				continue
			}
			warned[t.at] = true
			d := diag.New(diag.TooShort, t.at, "the %s of %.4g ms is too short for steps of %.4g ms, none of which shows it", t.what, 1000*t.seconds, 1000*x.Dt).
				WithHelp("write `%.4gms` or more, or run it in shorter steps: `dt %.4gus`", 1000*x.Dt, 1e6*t.seconds)
			if c.isLiteral(t.at) {
				d.WithFix(diag.Replace(t.at, fmt.Sprintf("%.4gms", 1000*x.Dt)).Maybe())
			}
			c.diags.Add(d)
		}
	}
}

// emptyProbes warns of probes whose first sample lies behind the end of every
// phase.
func (c *checker) emptyProbes(*scope) {
	longest := 0.0
	for _, x := range c.model.Experiments {
		for _, ev := range x.Events {
			if p, ok := ev.(*model.Phase); ok {
				longest = max(longest, float64(p.Steps)*x.Dt)
			}
		}
	}
	for _, p := range c.model.Probes {
		if longest > 0 && p.Every > longest*(1+1e-9) {
			c.diags.AddOnce(diag.New(diag.TooShort, p.At, "nothing is recorded: a sample every %.4gs, and no phase lasts longer than %.4gs", p.Every, longest).
				WithHelp("record more often, or run for a longer time"))
		}
	}
}
