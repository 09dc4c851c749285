package live

import (
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/judge"
	"github.com/nefc/nefc/runtime/session"
)

// fit goes on in another program: of the same text, in which who watches or holds something
// else gives nodes, populations and probes other numbers, or of another text. It stands where
// it stood, in the phase of that name after as much of it. A text that lacks what it needs
// ends it, and why says so.
func (c *cursor) fit(p *program.Program) (why string) {
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
	c.found, c.reads = moved(c.found, was, p), read(p, e)
	for _, ph := range c.phases {
		ph.Records = recordsIn(p, was, ph.Records)
	}
	c.judged = c.judgedIn(p, e, next, readAlready(p, was, before))
	if phase != nil {
		c.left = max(0, phase.Steps-rescaled(c.done(), was, p))
	}
	for name, x := range c.spans {
		c.spans[name] = span{rescaled(x.from, was, p), rescaled(x.to, was, p)}
	}
	c.begun, c.since = rescaled(c.begun, was, p), rescaled(c.since, was, p)
	c.e, c.phase, c.next, c.program = e, phase, next, p
	return ""
}

// rescaled is how many steps of another program last as long as so many of one.
func rescaled(steps int, from, to *program.Program) int {
	if from.Dt == to.Dt || steps < 0 {
		return steps
	}
	return int(math.Round(float64(steps) * from.Dt / to.Dt))
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
func (c *cursor) judgedIn(p *program.Program, e *events.Experiment, next int, recorded []bool) map[int]judge.Expectation {
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
func (c *cursor) judgedBefore(x *events.Expect, taken map[int]bool) (judge.Expectation, bool) {
	for i, old := range c.e.Events {
		old, ok := old.(*events.Expect)
		if done, is := c.judged[i]; ok && is && !taken[i] && old.Text == x.Text && old.Phase == x.Phase {
			taken[i] = true
			return done, true
		}
	}
	return judge.Expectation{}, false
}

// judgeOver judges the expectations that lie before where the cursor stands and were not
// judged when it passed: of a text that has more of them.
func (c *cursor) judgeOver(s *Session) {
	for i, x := range c.e.Events[:c.next] {
		if x, ok := x.(*events.Expect); ok {
			c.expect(s, i, x)
		}
	}
}

// moved is how a phase found one program, in the numbers of another.
func moved(b session.Before, from, to *program.Program) session.Before {
	out := session.Before{Frozen: make([]bool, len(to.Rules)), Held: make([]runtime.HoldState, len(to.Holds)),
		Damage: runtime.Damage{Lost: make([][]int32, len(to.Populations)), Cut: make([]int, len(to.Links))}}
	for i, h := range to.Holds {
		out.Held[i].Values = make([]float64, h.Y.Len)
	}
	move(out.Frozen, b.Frozen, to.Rules, from.Rules, func(r *program.Rule) string { return r.Name })
	move(out.Held, b.Held, to.Holds, from.Holds, func(h *program.Held) string { return fmt.Sprint(h.Name, h.Y.Len) })
	move(out.Damage.Lost, b.Damage.Lost, to.Populations, from.Populations, func(p *program.Population) string { return fmt.Sprint(p.Name, p.N) })
	move(out.Damage.Cut, b.Damage.Cut, to.Links, from.Links, func(l *program.Link) string { return fmt.Sprint(l.Name, l.Rows, l.Cols) })
	return out
}

// move gives what is called the same in two lists what the older one had of it.
func move[T, V any](now, old []V, to, from []T, name func(*T) string) {
	at := map[string]int{}
	for k := range from {
		at[name(&from[k])] = k
	}
	for i := range to {
		if k, ok := at[name(&to[i])]; ok && k < len(old) {
			now[i] = old[k]
		}
	}
}

// recordsIn is what probes of an older program recorded, for those of another.
func recordsIn(p, was *program.Program, old []runtime.Record) []runtime.Record {
	if old == nil {
		return nil
	}
	out := make([]runtime.Record, len(p.Probes))
	move(out, old, probeKeys(p), probeKeys(was), keyOf)
	return out
}

// readAlready are the probes that were read in an older program.
func readAlready(p, was *program.Program, reads []bool) []bool {
	out := make([]bool, len(p.Probes))
	move(out, reads, probeKeys(p), probeKeys(was), keyOf)
	return out
}

// probeKey tells probes of a program apart, and finds them in another.
type probeKey struct {
	name     string
	implicit bool
	size     int
	every    float64
	nth      int // of those that are called so
}

func keyOf(k *probeKey) string { return fmt.Sprint(*k) }

func probeKeys(p *program.Program) (out []probeKey) {
	for _, x := range p.Probes {
		key := probeKey{x.Name, x.Implicit, x.Size, x.Every, 0}
		for slices.Contains(out, key) {
			key.nth++
		}
		out = append(out, key)
	}
	return out
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
