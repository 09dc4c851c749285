// Package following lets a session follow an experiment: its phases begin, end and are judged
// as in a run, and what happens in it is logged as what hands do is.
package following

import (
	"maps"
	"slices"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/live/script"
	"github.com/nefc/nefc/runtime/judge"
	"github.com/nefc/nefc/runtime/session"
)

// Host is the session that follows.
type Host interface {
	Program() *program.Program
	Compiled() *compiler.Compiled
	Sim() *session.Session
	Steps() int               // that were made
	Note(text string)         // logs a line that the experiment does again by itself
	Measured()                // a stretch that is judged as one ends, and the next begins
	Begins()                  // a phase
	Resets(what string) error // something, and tells those who watch
	Belongs(link int, t *weightfile.Table, match bool) error
}

// Cursor is where a session is in the experiment that it follows. Its phases begin and end
// by themselves; a nil cursor follows nothing.
type Cursor struct {
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

// Copy is a cursor that goes on apart. Phases that are over are shared.
func (c *Cursor) Copy() *Cursor {
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

// First is a cursor before the first event, if the session began with it.
func (c *Cursor) First() *Cursor {
	if c == nil || c.begun > 0 {
		return nil
	}
	return New(c.e, c.program, 0)
}

// New stands before the first event of an experiment, after a step of the session.
func New(e *events.Experiment, p *program.Program, step int) *Cursor {
	return &Cursor{e: e, program: p, begun: step, reads: read(p, e), phases: map[string]*judge.Phase{}, judged: map[int]judge.Expectation{}, spans: map[string]span{}}
}

// Start goes to the first phase.
func (c *Cursor) Start(h Host) error {
	if c == nil || c.started {
		return nil
	}
	c.started = true
	return c.happen(h)
}

// Limit is how many of n steps may be made before something happens.
func (c *Cursor) Limit(n int) int {
	if c == nil || c.phase == nil {
		return n
	}
	if u := c.phase.Until; u != nil { // its windows lie one behind the other
		n = min(n, u.Steps-c.done()%u.Steps)
	}
	return min(n, c.left)
}

// done is how many steps of the phase are made.
func (c *Cursor) done() int { return c.phase.Steps - c.left }

// over reports a phase that is: after its steps, or with a window that meets its condition.
func (c *Cursor) over(h Host) bool {
	u := c.phase.Until
	if c.left <= 0 || u == nil || c.done()%u.Steps != 0 {
		return c.left <= 0
	}
	met, _ := c.recording(h).Until(u, c.latest, c.done())
	return met
}

// Made counts steps; a phase that is over ends, and what follows happens.
func (c *Cursor) Made(h Host, n int) error {
	if c == nil || c.phase == nil {
		return nil
	}
	if c.left -= n; !c.over(h) {
		return nil
	}
	return c.leave(h)
}

// happen lets events happen up to the next phase.
func (c *Cursor) happen(h Host) error {
	for c.next < len(c.e.Events) {
		e := c.e.Events[c.next]
		c.next++
		if ph, ok := e.(*events.Phase); ok {
			return c.enter(h, ph)
		}
		if err := c.event(h, e); err != nil {
			return err
		}
	}
	return nil
}

// enter begins a phase.
func (c *Cursor) enter(h Host, ph *events.Phase) error {
	c.found = h.Sim().Before()
	for _, e := range ph.Events {
		if err := c.event(h, e); err != nil {
			return err
		}
	}
	c.phase, c.left, c.began = ph, ph.Steps, h.Sim().Time()
	c.latest = &judge.Phase{Name: ph.Name, Start: c.began, End: c.began}
	c.phases[ph.Name] = c.latest
	h.Measured()
	c.spans[ph.Name], c.since = span{h.Steps(), -1}, h.Steps()
	h.Begins()
	return nil
}

// leave ends a phase, with what its block did for its time.
func (c *Cursor) leave(h Host) error {
	was := h.Sim().Before()
	h.Measured()
	c.spans[c.phase.Name], c.since = span{c.spans[c.phase.Name].from, h.Steps()}, h.Steps()
	h.Sim().After(c.phase.Events, c.found)
	for i, frozen := range was.Frozen {
		if h.Sim().Frozen(i) != frozen {
			h.Note(thawed(!frozen) + " " + h.Compiled().Model.Rules[i].Connection.Name)
		}
	}
	c.noteDamage(h, was.Damage)
	for _, e := range c.phase.Events {
		if f, ok := e.(*events.Freeze); ok {
			for _, i := range f.Holds {
				c.noteHeld(h, i)
			}
		}
	}
	c.phase = nil
	return c.happen(h)
}

// noteHeld logs what a node is held at now.
func (c *Cursor) noteHeld(h Host, i int) {
	name := h.Program().Holds[i].Name
	if held := h.Sim().Held()[i]; held.On {
		h.Note("set " + name + " = " + script.Vector(held.Values))
		return
	}
	h.Note("thaw " + name)
}

func thawed(frozen bool) string {
	if frozen {
		return "freeze"
	}
	return "thaw"
}

// event lets an event happen that is no phase.
func (c *Cursor) event(h Host, e events.Event) error {
	switch e := e.(type) {
	case *events.Lesion, *events.Cut, *events.Heal:
		return c.injure(h, e)
	case *events.Load:
		return c.load(h, e)
	case *events.Expect:
		c.expect(h, c.next-1, e)
		return nil
	case *events.Reset:
		h.Note("reset " + e.What)
		return h.Resets(e.What)
	}
	for _, text := range c.written(h, e) {
		h.Note(text)
	}
	return h.Sim().Happen(e)
}

// expect judges an expectation, unless that is done.
func (c *Cursor) expect(h Host, i int, e *events.Expect) {
	if _, done := c.judged[i]; !done {
		c.judged[i], _ = c.recording(h).Expect(e, false)
	}
}

// written are the lines of an event.
func (c *Cursor) written(h Host, e events.Event) (out []string) {
	p := h.Program()
	switch e := e.(type) {
	case *events.Freeze:
		for _, i := range e.Rules {
			out = append(out, thawed(!e.Thaw)+" "+h.Compiled().Model.Rules[i].Connection.Name)
		}
		for _, i := range e.Holds {
			out = append(out, thawed(!e.Thaw)+" "+p.Holds[i].Name)
		}
	case *events.Clamp:
		out = []string{"set " + p.Holds[e.Hold].Name + " = " + script.Vector(h.Sim().Values(e.Values))}
	case *events.Set:
		out = []string{"set " + p.Params[e.Param].Name + " = " + script.Number(h.Sim().Value(e.Value))}
	case *events.Scale:
		out = []string{"scale " + p.Links[e.Link].Name + " by " + script.Number(h.Sim().Value(e.By))}
	}
	return out
}

// load loads a table that was there when the model was checked.
func (c *Cursor) load(h Host, e *events.Load) error {
	name := h.Program().Links[e.Link].Name
	if e.Table == nil {
		return refusal.Rangef("%q is written by a run, and a session writes no files", e.File)
	}
	if err := h.Belongs(e.Link, e.Table, e.Match); err != nil {
		return err
	}
	h.Note(script.Load(name, e.File, e.Match, e.Scale))
	return h.Sim().LoadTable(e, e.Table)
}
