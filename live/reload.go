package live

import (
	"maps"
	"reflect"
	"slices"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/live/renumber"
	"github.com/nefc/nefc/live/script"
	"github.com/nefc/nefc/live/watches"
	"github.com/nefc/nefc/runtime/session"
)

// Kept is what a Reload left as it was.
type Kept struct {
	Kept  []string `json:"kept"`  // objects whose state went on
	Anew  []string `json:"anew"`  // objects that begin as they were built
	Gone  []string `json:"gone"`  // objects that are no more
	Wants []string `json:"wants"` // what is no longer watched, since the text does not have it

	Follows string `json:"follows,omitempty"` // the experiment that is followed on
	Ended   string `json:"ended,omitempty"`   // why one is not followed any longer
}

// Reload goes on in another text of the model. What could not be taken over begins as it
// is built; time goes on, and so does the experiment that is followed, in the phase of the
// same name.
func (s *Session) Reload(text string) (Kept, error) {
	m, set := s.model, map[string]rebuilt{}
	m.Text = text
	says := s.says(m, len(s.rebuilt))
	for name, x := range s.rebuilt {
		if v, ok := says[name]; ok && v == x.said {
			set[name] = x
		}
	}
	m.Options.Set = s.setting(set)
	kept, err := s.become(m)
	if err == nil {
		s.rebuilt = set
	}
	return kept, err
}

// rebuilt is the value that a param was built with by hand, and what the text said of it then:
// a text that says something else has its way.
type rebuilt struct {
	value string
	said  float64
}

// Rebuild builds the model with other values of params, also of those that shape it, and goes
// on in it as in another text.
func (s *Session) Rebuild(values map[string]float64) (Kept, error) {
	set, says := map[string]rebuilt{}, s.says(s.model, len(values))
	maps.Copy(set, s.rebuilt)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		p, err := s.param(name)
		if err == nil {
			err = within(p, values[name])
		}
		if err != nil {
			return Kept{}, err
		}
		set[name] = rebuilt{script.Number(values[name]), says[name]}
	}
	m := s.model
	m.Options.Set = s.setting(set)
	kept, err := s.become(m)
	if err != nil {
		return kept, err
	}
	s.rebuilt = set
	for name, v := range values { // also where a slider held another
		if i, err := s.Program().Param(name); err == nil {
			s.sim.SetParam(i, v)
		}
	}
	s.history.restart(s)
	return kept, nil
}

// Restart begins the model anew at step 0, as its text is now: what was done by hand is
// undone for good, and an experiment that is followed begins.
func (s *Session) Restart() error {
	if x := s.Outside(); x != nil {
		return &refusal.Irreversible{Node: x[0].Name}
	}
	s.flush()
	experiment := s.Followed()
	s.sim.Close()
	s.sim, s.follow = session.Open(s.Program()), nil
	s.step, s.since, s.log, s.undone, s.history, s.failed, s.hit, s.seen = 0, 0, nil, nil, history{}, nil, nil, nil
	s.sim.Measure()
	s.resume(nil)
	s.prepare()
	s.jumped()
	if experiment == "" {
		s.inside().Begins()
		return nil
	}
	return s.Follow(experiment)
}

// Rebuilt are the params that were built with another value by hand, and what the text says
// of each.
func (s *Session) Rebuilt() map[string]float64 {
	out := map[string]float64{}
	for name, x := range s.rebuilt {
		out[name] = x.said
	}
	return out
}

// setting is what the session was opened with, and what was built by hand since.
func (s *Session) setting(by map[string]rebuilt) map[string]string {
	out := map[string]string{}
	maps.Copy(out, s.opened.Options.Set)
	for name, x := range by {
		out[name] = x.value
	}
	return out
}

// says are the values that a text gives params, by name; none for a text with errors, or
// where nobody asks for any.
func (s *Session) says(m Model, asked int) map[string]float64 {
	m.Options.Set = s.opened.Options.Set
	out := map[string]float64{}
	if asked == 0 {
		return out
	}
	checked, err := s.check(m, compiler.Live{})
	if err != nil {
		return out
	}
	for _, p := range checked.Model.Params {
		out[p.Name] = p.Value
	}
	return out
}

// become goes on in another model.
func (s *Session) become(m Model) (Kept, error) {
	dt := s.dt
	bare, unchecked := s.check(m, compiler.Live{})
	if unchecked == nil && !has(bare, m.Experiment) {
		m.Experiment = "" // it is followed no longer, which Kept says
	}
	live, dropped := s.asking(), []string(nil)
	c, err := s.build(m, live)
	if err != nil {
		s.dt = dt
		if len(live.Watched)+len(live.Held)+len(live.Changed) == 0 {
			return Kept{}, err
		}
		if c, err = s.build(m, compiler.Live{}); err != nil {
			s.dt = dt
			return Kept{}, err
		}
		live, dropped = s.stillThere(m, live)
		if c, err = s.build(m, live); err != nil {
			return Kept{}, err
		}
	}
	warned := s.built
	if unchecked == nil {
		warned = warnedOf(bare, warned)
	}
	kept, err := s.goOnIn(m, c, live, dropped)
	if err == nil {
		s.warned = warned
	}
	return kept, err
}

// has reports whether a model has an experiment; the one of no name is the first.
func has(c *compiler.Checked, experiment string) bool {
	_, ok := stepOf(c, experiment)
	return ok
}

// stillThere is what of the wishes a text still has; what it has not is named, and its
// streams are closed.
func (s *Session) stillThere(m Model, all compiler.Live) (live compiler.Live, dropped []string) {
	keep := func(list []string, with func(l *compiler.Live, name string)) (out []string) {
		for _, name := range list {
			one := compiler.Live{}
			with(&one, name)
			if _, err := s.build(m, one); err == nil {
				out = append(out, name)
			} else {
				dropped = append(dropped, name)
			}
		}
		return out
	}
	live.Watched = keep(all.Watched, func(l *compiler.Live, name string) { l.Watched = []string{name} })
	live.Held = keep(all.Held, func(l *compiler.Live, name string) { l.Held = []string{name} })
	live.Changed = keep(all.Changed, func(l *compiler.Live, name string) { l.Changed = []string{name} })
	return live, dropped
}

// goOnIn hands the state over to another text.
func (s *Session) goOnIn(m Model, c *compiler.Compiled, live compiler.Live, dropped []string) (Kept, error) {
	s.flush()
	next := session.Open(c.Program)
	left, err := next.TakeOver(s.sim)
	if err != nil {
		return Kept{}, err
	}
	old, frozen := s.Program(), s.Frozen()
	kept := compare(old, c.Program, left)
	kept.Wants = dropped
	s.sim.Close()
	s.model, s.asked, s.c, s.sim = m, live, c, next
	for i, r := range c.Model.Rules { // also those that begin anew
		if was := slices.Contains(frozen, r.Connection.Name); next.Frozen(i) != was {
			next.Freeze(i, was)
		}
	}
	s.breaks = slices.DeleteFunc(s.breaks, func(p *pause) bool { return slices.Contains(dropped, p.text) })
	s.renew(dropped, old.Dt)
	s.step = renumber.Steps(s.step, old, c.Program)
	s.failed, s.log, s.undone, s.since = nil, nil, nil, s.step
	s.seen = nil
	s.sim.Measure()
	if kept.Ended = s.follow.Fit(c.Program); kept.Ended != "" {
		s.follow = nil
	}
	s.prepare()
	kept.Follows = s.Followed()
	err = s.follow.GoOn(s.inside())
	s.history.restart(s)
	return kept, err
}

// renew lets streams go on in another text: those end of which nothing is left, and those
// whose object is another, or whose time step was, begin anew, which Renewed says.
func (s *Session) renew(dropped []string, was float64) {
	s.streams = slices.DeleteFunc(s.streams, func(st *Stream) bool {
		v, err := watches.View(nil), error(nil)
		gone := slices.ContainsFunc(st.asks, func(a string) bool { return slices.Contains(dropped, a) })
		if !gone {
			v, err = watches.New(s.inside(), &st.Watch)
		}
		if gone || err != nil {
			st.closed = true
			return true
		}
		_, begins := v.(watches.Beginner) // which remembers what the weights were
		st.renewed = was != s.dt || !reflect.DeepEqual(v.Info(), st.view.Info())
		before, carries := st.view.(watches.Carrier)
		if after, ok := v.(watches.Carrier); ok && carries && !st.renewed {
			after.Resume(before.Carry())
		}
		if st.pending = st.pending || st.renewed || begins; st.renewed {
			st.queue = nil // nobody would know any longer what it is
		}
		st.view = v
		return false
	})
}

// Renewed reports, once, that what is said of the stream once is no longer what it was.
func (st *Stream) Renewed() bool {
	was := st.renewed
	st.renewed = false
	return was
}

// compare says what of an old program goes on in a new one, if some names were left.
func compare(old, now *program.Program, left []string) (k Kept) {
	names := func(p *program.Program) (out []string) {
		for _, x := range p.Populations {
			out = append(out, x.Name)
		}
		for _, x := range p.Links {
			out = append(out, x.Name)
		}
		return out
	}
	before, after := names(old), names(now)
	for _, name := range after {
		if slices.Contains(before, name) && !slices.Contains(left, name) {
			k.Kept = append(k.Kept, name)
		} else {
			k.Anew = append(k.Anew, name)
		}
	}
	for _, name := range before {
		if !slices.Contains(after, name) {
			k.Gone = append(k.Gone, name)
		}
	}
	return k
}
