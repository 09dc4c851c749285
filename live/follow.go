package live

import (
	"fmt"
	"maps"
	"slices"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime/judge"
	"github.com/nefc/nefc/runtime/session"
)

// cursor is where a session is in the experiment that it follows. Its phases begin and end
// by themselves; a nil cursor follows nothing.
type cursor struct {
	e       *events.Experiment
	begun   int // step
	started bool
	next    int           // event
	phase   *events.Phase // that runs; nil between two
	left    int           // steps of it at most
	began   float64       // s, the phase
	found   session.Before
	reads   []bool // probes that something is judged on; others are not kept
	phases  map[string]*judge.Phase
	latest  *judge.Phase
	judged  map[int]judge.Expectation // by event
	spans   map[string]span           // of session steps, by phase
	since   int                       // step at which the phase that runs began, or the last ended
	program *program.Program          // in whose order phases have their records
}

// span is from which step to which a phase ran; to is -1 while it does.
type span struct{ from, to int }

// copy is a cursor that goes on apart. Phases that are over are shared.
func (c *cursor) copy() *cursor {
	if c == nil {
		return nil
	}
	out := *c
	out.phases, out.judged, out.spans = map[string]*judge.Phase{}, maps.Clone(c.judged), maps.Clone(c.spans)
	for name, ph := range c.phases {
		one := *ph
		one.Records = slices.Clone(ph.Records)
		for i := range one.Records {
			r := &one.Records[i]
			r.T, r.Data, r.Spike = slices.Clip(r.T), slices.Clip(r.Data), slices.Clip(r.Spike)
		}
		out.phases[name] = &one
		if ph == c.latest {
			out.latest = &one
		}
	}
	return &out
}

// first is a cursor before the first event, if the session began with it.
func (c *cursor) first() *cursor {
	if c == nil || c.begun > 0 {
		return nil
	}
	return newCursor(c.e, c.program)
}

func newCursor(e *events.Experiment, p *program.Program) *cursor {
	return &cursor{e: e, program: p, reads: read(p, e), phases: map[string]*judge.Phase{}, judged: map[int]judge.Expectation{}, spans: map[string]span{}}
}

// Follow lets the next steps go through the events of an experiment: its phases begin,
// end and are judged as in a run. Files are not written.
func (s *Session) Follow(experiment string) error {
	e := s.Program().Experiment(experiment)
	if e == nil {
		return unknown(experiment, "experiment", experimentNames(s.c.Checked))
	}
	s.follow = newCursor(e, s.Program())
	s.follow.begun = s.step
	s.prepare()
	if err := s.follow.start(s); err != nil {
		return err
	}
	s.history.take(s)
	return nil
}

// over reports that no phase is left of the experiment that is followed.
func (s *Session) over() bool { return s.follow == nil || s.follow.phase == nil }

// stopped reports a run that ends here.
func (s *Session) stopped() bool { return s.ending && s.over() }

// start goes to the first phase.
func (c *cursor) start(s *Session) error {
	if c == nil || c.started {
		return nil
	}
	c.started = true
	return c.happen(s)
}

// limit is how many of n steps may be made before something happens.
func (c *cursor) limit(n int) int {
	if c == nil || c.phase == nil {
		return n
	}
	if u := c.phase.Until; u != nil { // its windows lie one behind the other
		n = min(n, u.Steps-c.done()%u.Steps)
	}
	return min(n, c.left)
}

// done is how many steps of the phase are made.
func (c *cursor) done() int { return c.phase.Steps - c.left }

// over reports a phase that is: after its steps, or with a window that meets its condition.
func (c *cursor) over(s *Session) bool {
	u := c.phase.Until
	if c.left <= 0 || u == nil || c.done()%u.Steps != 0 {
		return c.left <= 0
	}
	met, _ := c.recording(s).Until(u, c.latest, c.done())
	return met
}

// made counts steps; a phase that is over ends, and what follows happens.
func (c *cursor) made(s *Session, n int) error {
	if c == nil || c.phase == nil {
		return nil
	}
	if c.left -= n; !c.over(s) {
		return nil
	}
	return c.leave(s)
}

// happen lets events happen up to the next phase.
func (c *cursor) happen(s *Session) error {
	for c.next < len(c.e.Events) {
		e := c.e.Events[c.next]
		c.next++
		if ph, ok := e.(*events.Phase); ok {
			return c.enter(s, ph)
		}
		if err := c.event(s, e); err != nil {
			return err
		}
	}
	return nil
}

// enter begins a phase.
func (c *cursor) enter(s *Session, ph *events.Phase) error {
	c.found = s.sim.Before()
	for _, e := range ph.Events {
		if err := c.event(s, e); err != nil {
			return err
		}
	}
	c.phase, c.left, c.began = ph, ph.Steps, s.sim.Time()
	c.latest = &judge.Phase{Name: ph.Name, Start: c.began, End: c.began}
	c.phases[ph.Name] = c.latest
	s.measured()
	c.spans[ph.Name], c.since = span{s.step, -1}, s.step
	s.begins()
	return nil
}

// leave ends a phase, with what its block did for its time.
func (c *cursor) leave(s *Session) error {
	was := s.sim.Before()
	s.measured()
	c.spans[c.phase.Name], c.since = span{c.spans[c.phase.Name].from, s.step}, s.step
	s.sim.After(c.phase.Events, c.found)
	for i, frozen := range was.Frozen {
		if s.sim.Frozen(i) != frozen {
			c.note(s, thawed(!frozen)+" "+s.c.Model.Rules[i].Connection.Name)
		}
	}
	c.noteDamage(s, was.Damage)
	for _, e := range c.phase.Events {
		if f, ok := e.(*events.Freeze); ok {
			for _, i := range f.Holds {
				c.noteHeld(s, i)
			}
		}
	}
	c.phase = nil
	return c.happen(s)
}

// noteHeld logs what a node is held at now.
func (c *cursor) noteHeld(s *Session, i int) {
	name := s.Program().Holds[i].Name
	if h := s.sim.Held()[i]; h.On {
		c.note(s, "set "+name+" = "+vector(h.Values))
		return
	}
	c.note(s, "thaw "+name)
}

func thawed(frozen bool) string {
	if frozen {
		return "freeze"
	}
	return "thaw"
}

// note logs an event as a line.
func (c *cursor) note(s *Session, text string) {
	s.note(Entry{Text: text, own: true})
}

// event lets an event happen that is no phase.
func (c *cursor) event(s *Session, e events.Event) error {
	switch e := e.(type) {
	case *events.Lesion, *events.Cut, *events.Heal:
		return c.injure(s, e)
	case *events.Load:
		return c.load(s, e)
	case *events.Expect:
		c.expect(s, c.next-1, e)
		return nil
	case *events.Reset:
		c.note(s, "reset "+e.What)
		return s.resets(e.What)
	}
	for _, text := range c.written(s, e) {
		c.note(s, text)
	}
	return s.sim.Happen(e)
}

// expect judges an expectation, unless that is done.
func (c *cursor) expect(s *Session, i int, e *events.Expect) {
	if _, done := c.judged[i]; !done {
		c.judged[i], _ = c.recording(s).Expect(e, false)
	}
}

// written are the lines of an event.
func (c *cursor) written(s *Session, e events.Event) (out []string) {
	p := s.Program()
	switch e := e.(type) {
	case *events.Freeze:
		for _, i := range e.Rules {
			out = append(out, thawed(!e.Thaw)+" "+s.c.Model.Rules[i].Connection.Name)
		}
		for _, i := range e.Holds {
			out = append(out, thawed(!e.Thaw)+" "+p.Holds[i].Name)
		}
	case *events.Clamp:
		out = []string{"set " + p.Holds[e.Hold].Name + " = " + vector(s.sim.Values(e.Values))}
	case *events.Set:
		out = []string{"set " + p.Params[e.Param].Name + " = " + number(s.sim.Value(e.Value))}
	case *events.Scale:
		out = []string{"scale " + p.Links[e.Link].Name + " by " + number(s.sim.Value(e.By))}
	}
	return out
}

// load loads a table that was there when the model was checked.
func (c *cursor) load(s *Session, e *events.Load) error {
	name := s.Program().Links[e.Link].Name
	if e.Table == nil {
		return &Range{fmt.Sprintf("%q is written by a run, and a session writes no files", e.File)}
	}
	if err := s.belongs(e.Link, e.Table, e.Match); err != nil {
		return err
	}
	c.note(s, loaded(name, e.File, e.Match, e.Scale))
	return s.sim.LoadTable(e, e.Table)
}

// loaded writes that a table was.
func loaded(connection, file string, match bool, scale float64) string {
	text := fmt.Sprintf("load weights %s from %q", connection, file)
	if !match {
		text += " match no"
	}
	if scale != 1 {
		text += " scale " + number(scale)
	}
	return text
}
