package following

import (
	"fmt"
	"slices"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/live/renumber"
	"github.com/nefc/nefc/runtime/judge"
)

// Fit goes on in another program: of the same text, in which who watches or holds something
// else gives nodes, populations and probes other numbers, or of another text. It stands where
// it stood, in the phase of that name after as much of it. A text that lacks what it needs
// ends it, and why says so.
func (c *Cursor) Fit(p *program.Program) (why string) {
	if c == nil || c.program == p {
		return ""
	}
	e := p.Experiment(c.e.Name)
	if e == nil {
		return fmt.Sprintf("there is no experiment `%s` any longer", c.e.Name)
	}
	next, phase := 0, (*events.Phase)(nil)
	switch {
	case c.phase != nil:
		if next = 1 + indexOfPhase(e, c.phase.Name); next == 0 {
			return fmt.Sprintf("experiment `%s` has no phase `%s` any longer", e.Name, c.phase.Name)
		}
		phase = e.Events[next-1].(*events.Phase)
	case c.started: // it is over
		next = len(e.Events)
	}
	was, before := c.program, c.reads
	c.found, c.reads = renumber.Before(c.found, was, p), read(p, e)
	for _, ph := range c.phases {
		ph.Records = renumber.Records(ph.Records, was, p)
	}
	c.judged = c.judgedIn(p, e, next, renumber.Probes(before, was, p))
	if phase != nil {
		c.left = max(0, phase.Steps-renumber.Steps(c.done(), was, p))
	}
	for name, x := range c.spans {
		c.spans[name] = span{renumber.Steps(x.from, was, p), renumber.Steps(x.to, was, p)}
	}
	c.begun, c.since = renumber.Steps(c.begun, was, p), renumber.Steps(c.since, was, p)
	c.e, c.phase, c.next, c.program = e, phase, next, p
	return ""
}

// indexOfPhase is the number of a phase among the events of an experiment; -1 for none.
func indexOfPhase(e *events.Experiment, name string) int {
	return slices.IndexFunc(e.Events, func(x events.Event) bool {
		ph, ok := x.(*events.Phase)
		return ok && ph.Name == name
	})
}

// judgedIn is what has been judged, by the events of another text. What cannot be judged in
// it any more is skipped: an expectation of a phase that was not run, or that reads what was
// not recorded when its phase began.
func (c *Cursor) judgedIn(p *program.Program, e *events.Experiment, next int, recorded []bool) map[int]judge.Expectation {
	out, taken, about := map[int]judge.Expectation{}, map[int]bool{}, ""
	for i, x := range e.Events {
		if ph, ok := x.(*events.Phase); ok {
			about = ph.Name
		}
		x, ok := x.(*events.Expect)
		if !ok {
			continue
		}
		if old, done := c.judgedBefore(x, taken); done {
			out[i] = old
			continue
		}
		phase := about
		if x.Phase != "" {
			phase = x.Phase
		}
		missing := false
		for k, reads := range readBy(p, x) {
			missing = missing || reads && !recorded[k]
		}
		switch k := indexOfPhase(e, phase); {
		case c.phases[phase] != nil && missing:
			out[i] = skipped(x, "what it reads was not recorded when its phase began")
		case c.phases[phase] == nil && k >= 0 && k < next:
			out[i] = skipped(x, "its phase was not run")
		}
	}
	return out
}

func skipped(x *events.Expect, why string) judge.Expectation {
	return judge.Expectation{Text: x.Text, Phase: x.Phase, Outcome: judge.Skipped, Why: why, Because: x.Because}
}

// judgedBefore is how an expectation of these words was judged, once for each.
func (c *Cursor) judgedBefore(x *events.Expect, taken map[int]bool) (judge.Expectation, bool) {
	for i, old := range c.e.Events {
		old, ok := old.(*events.Expect)
		if done, is := c.judged[i]; ok && is && !taken[i] && old.Text == x.Text && old.Phase == x.Phase {
			taken[i] = true
			return done, true
		}
	}
	return judge.Expectation{}, false
}

// GoOn judges what lies behind in another text, and leaves a phase that is over there.
func (c *Cursor) GoOn(h Host) error {
	if c == nil {
		return nil
	}
	c.judgeOver(h)
	if c.phase != nil && c.left == 0 {
		return c.leave(h)
	}
	return nil
}

// judgeOver judges the expectations that lie before where the cursor stands and were not
// judged when it passed: of a text that has more of them.
func (c *Cursor) judgeOver(h Host) {
	for i, x := range c.e.Events[:c.next] {
		if x, ok := x.(*events.Expect); ok {
			c.expect(h, i, x)
		}
	}
}

// read are the probes that expectations of an experiment read, and conditions that end its
// phases. What else a model records is not kept: a session has it in memory.
func read(p *program.Program, e *events.Experiment) []bool {
	out := make([]bool, len(p.Probes))
	for _, x := range e.Events {
		for k, reads := range readBy(p, x) {
			out[k] = out[k] || reads
		}
	}
	return out
}

// readBy are the probes that an event reads.
func readBy(p *program.Program, e events.Event) []bool {
	out := make([]bool, len(p.Probes))
	note := func(x *events.Analysis) {
		if x.Kind == events.Series {
			out[x.Probe] = true
		}
	}
	switch x := e.(type) {
	case *events.Expect:
		x.Cond.Walk(note)
		if x.When != nil {
			x.When.Walk(note)
		}
	case *events.Phase:
		if x.Until != nil {
			x.Until.Cond.Walk(note)
		}
	}
	return out
}
