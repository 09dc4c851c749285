package live

import (
	"math"
	"slices"
	"time"

	"github.com/nefc/nefc/live/watches"
)

// How long the steps may take that are made again so that a watch which begins late tells what
// it would tell had it been there from the beginning: of a picture, and where every bit counts.
const (
	warmShown = 50 * time.Millisecond
	warmExact = 20 * time.Second
)

// warm gives a stream that begins now what it would carry. Of one that is to be exact it notes
// from which step on its filter has run, if that is not the beginning: nobody can wait for it.
func (s *Session) warm(st *Stream) {
	into, ok := st.view.(watches.Carrier)
	if seconds, _ := watches.Memory(&st.Watch); !ok || seconds == 0 {
		return
	}
	bound := warmShown
	if st.Watch.Exact {
		bound = warmExact
	}
	from, exact := s.warmFrom(&st.Watch, s.step, bound)
	if !exact && st.Watch.Exact {
		st.late = max(1, from)
	}
	if from >= s.step {
		return
	}
	p := s.Past()
	defer p.Close()
	if v, err := p.carried(&st.Watch, from); err == nil {
		into.Resume(v)
	} else if st.Watch.Exact {
		st.late = max(1, s.step)
	}
}

// carried is what a watch carries now that has been there from a step on.
func (p *Past) carried(w *watches.Watch, from int) (any, error) {
	s := p.s
	now := s.step
	if err := s.restore(from, false); err != nil {
		return nil, err
	}
	v, err := watches.New(s.inside(), w)
	if err != nil {
		return nil, err
	}
	s.streams = []*Stream{{Watch: *w, view: v, s: s}}
	s.prepare()
	if err := s.again(now, true); err != nil {
		return nil, err
	}
	return v.(watches.Carrier).Carry(), nil
}

// warmFrom is from which step on a watch has to be there to tell the truth from another step
// on, if the steps from there until now take no longer than a bound. exact says that nothing
// that happened before shows in it.
func (s *Session) warmFrom(w *watches.Watch, step int, bound time.Duration) (from int, exact bool) {
	seconds, filters := watches.Memory(w)
	begin, near := s.clean(step), max(s.since, step-int(math.Ceil(seconds/s.dt)))
	if !filters {
		begin = max(begin, near)
	}
	switch {
	case s.Outside() != nil:
		return step, begin == step
	case s.takes(begin) <= bound:
		return begin, true
	case s.takes(max(begin, near)) <= bound:
		return max(begin, near), begin >= near
	}
	return step, begin == step
}

// clean is the last step up to one at which filters were at rest: the beginning, or a reset.
func (s *Session) clean(step int) int {
	for _, e := range slices.Backward(s.log) {
		if e.Step <= step && slices.Contains([]string{"reset state", "reset time", "reset all"}, e.Text) {
			return max(s.since, e.Step)
		}
	}
	return s.since
}

// takes is how long it takes to make the steps from one on until now again, with those from
// the nearest snapshot before it.
func (s *Session) takes(from int) time.Duration {
	if from >= s.step {
		return 0
	}
	for _, x := range slices.Backward(s.history.list) {
		if x.step <= from {
			return time.Duration(s.step-x.step) * s.pace.step
		}
	}
	if s.since > 0 && len(s.history.list) == 0 {
		return math.MaxInt64
	}
	return time.Duration(s.step) * s.pace.step
}
