package live

import (
	"reflect"
	"slices"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime/session"
)

// Kept is what a Reload left as it was.
type Kept struct {
	Kept  []string `json:"kept"`  // objects whose state went on
	Anew  []string `json:"anew"`  // objects that begin as they were built
	Gone  []string `json:"gone"`  // objects that are no more
	Wants []string `json:"wants"` // what is no longer watched, since the text does not have it
}

// Reload goes on in another text of the model. What could not be taken over begins as it
// is built; time goes on.
func (s *Session) Reload(text string) (Kept, error) {
	m := s.model
	m.Text = text
	dt := s.dt
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
	return s.goOnIn(m, c, live, dropped)
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
	kept := compare(s.Program(), c.Program, left)
	kept.Wants = dropped
	s.sim.Close()
	s.model, s.asked, s.c, s.sim = m, live, c, next
	s.breaks = slices.DeleteFunc(s.breaks, func(p *pause) bool { return slices.Contains(dropped, p.text) })
	s.renew(dropped)
	s.follow, s.failed = nil, nil
	s.log, s.undone, s.since = nil, nil, s.step
	s.prepare()
	s.history.restart(s)
	return kept, nil
}

// renew lets streams go on in another text: those end of which nothing is left, and those
// whose object is another begin anew, which Renewed says.
func (s *Session) renew(dropped []string) {
	s.streams = slices.DeleteFunc(s.streams, func(st *Stream) bool {
		v, err := view(nil), error(nil)
		gone := slices.ContainsFunc(st.asks, func(a string) bool { return slices.Contains(dropped, a) })
		if !gone {
			v, err = Kinds[st.Watch.What].view(s, &st.Watch)
		}
		if gone || err != nil {
			st.closed = true
			return true
		}
		_, isWeights := v.(*weights) // which remembers what the weights were
		if st.renewed = !reflect.DeepEqual(v.info(), st.view.info()); st.renewed || isWeights {
			st.view, st.pending = v, true
		}
		if st.renewed {
			st.queue = nil // nobody would know any longer what it is
		}
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
