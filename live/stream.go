package live

import (
	"slices"

	"github.com/nefc/nefc/live/watches"
	"github.com/nefc/nefc/stdlib/synapses"
)

// Stream is a watch at work.
type Stream struct {
	ID      int
	Watch   watches.Watch
	asks    []string
	view    watches.View
	queue   []*watches.Frame // before a gap
	pending bool             // a gap
	renewed bool             // by another text
	closed  bool
	late    int // step from which its filter has run, if others than those since the beginning might show; 0 for none
	s       *Session
}

// Watch begins to tell. What is asked is compiled in, and nothing else changes.
func (s *Session) Watch(w watches.Watch) (*Stream, error) {
	asks, err := watches.Asks(s.inside(), &w)
	if err != nil {
		return nil, err
	}
	if err := s.want(asks...); err != nil {
		return nil, err
	}
	v, err := watches.New(s.inside(), &w)
	if err != nil {
		return nil, err
	}
	s.lastID++
	st := &Stream{ID: s.lastID, Watch: w, asks: asks, view: v, s: s}
	s.warm(st)
	collects := s.reads()
	s.streams = append(s.streams, st)
	if !collects {
		s.prepare()
	}
	return st, nil
}

// Prepare compiles what several watches ask for in at once, which takes as long as for one.
// They are begun one by one; what cannot be watched is said then.
func (s *Session) Prepare(ws ...watches.Watch) {
	var asks []string
	for _, w := range ws {
		if more, err := watches.Asks(s.inside(), &w); err == nil {
			asks = append(asks, more...)
		}
	}
	_ = s.want(asks...) // the watch that is wrong says so
}

// want compiles analyses in that are not there.
func (s *Session) want(asks ...string) error {
	live := s.asking()
	for _, a := range asks {
		if !slices.Contains(live.Watched, a) {
			live.Watched = append(live.Watched, a)
		}
	}
	if len(live.Watched) == len(s.asked.Watched) {
		return nil
	}
	return s.relink(live)
}

// Info is what is said of the stream once.
func (st *Stream) Info() watches.Info {
	out := st.view.Info()
	out.Late = st.late
	return out
}

// take collects.
func (st *Stream) take(b *watches.Batch) { st.view.Take(b) }

// Pull is what was collected since the last; nil for nothing.
func (st *Stream) Pull(full bool) *watches.Frame {
	if len(st.queue) > 0 {
		f := st.queue[0]
		st.queue = st.queue[1:]
		return f
	}
	return st.collected(full)
}

// collected is what was collected since the last gap.
func (st *Stream) collected(full bool) *watches.Frame {
	f := st.view.Pull(full)
	if f != nil {
		f.Gap, st.pending = f.Gap || st.pending, false
	}
	return f
}

// Look is how much of a stream is shown, and how finely.
type Look struct {
	Window float64 `json:"window"`
	Points int     `json:"points"`
	Bins   int     `json:"bins"`
	Index  []int   `json:"index"`
}

// Show changes that; what is watched stays.
func (st *Stream) Show(l Look) error {
	w := st.Watch
	w.Window, w.Points, w.Bins, w.Index = l.Window, l.Points, l.Bins, l.Index
	v, err := watches.New(st.s.inside(), &w)
	if err == nil {
		st.Watch, st.view = w, v
	}
	return err
}

// Closed reports a stream whose object is no more.
func (st *Stream) Closed() bool { return st.closed }

// Close ends the stream. When nobody watches any longer the model is compiled bare, before the
// next step: many that end together cost no more than one.
func (st *Stream) Close() {
	st.closed = true
	s := st.s
	s.streams = slices.DeleteFunc(s.streams, func(x *Stream) bool { return x == st })
	s.loose = true
}

// unwanted lets go of what nobody asks for.
func (s *Session) unwanted() error {
	if !s.loose {
		return nil
	}
	s.loose = false
	live := s.asking()
	live.Watched = slices.DeleteFunc(live.Watched, func(text string) bool {
		return !slices.ContainsFunc(s.streams, func(st *Stream) bool { return slices.Contains(st.asks, text) }) &&
			!slices.ContainsFunc(s.breaks, func(p *pause) bool { return p.text == text })
	})
	if len(live.Watched) == len(s.asked.Watched) {
		return nil
	}
	return s.relink(live)
}

// Probes are those that the model writes, with how they are told.
func (s *Session) Probes() (out []watches.Info) {
	for i := range s.Program().Probes {
		if p := &s.Program().Probes[i]; !p.Implicit {
			about := watches.ProbeInfo(p, s.dt)
			about.Tau = s.tauOf(p.Name)
			out = append(out, about)
		}
	}
	return out
}

// tauOf is the time constant of the lowpass of a probe; 0 without.
func (s *Session) tauOf(probe string) float64 {
	for _, p := range s.c.Model.Probes {
		if low, ok := p.Synapse.(synapses.Lowpass); ok && p.Name == probe {
			return low.Tau
		}
	}
	return 0
}
