package live

import (
	"slices"
	"time"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/live/following"
	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/live/renumber"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/health"
	"github.com/nefc/nefc/runtime/session"
)

// snapshot is a session after a step, before what was done then by hand.
type snapshot struct {
	step    int
	program *program.Program
	state   *runtime.State // nil: as it was built
	follow  *following.Cursor
	carried map[int]any // by streams
	seen    health.Seen
}

// history is the snapshots of a session, oldest first. They are denser near the present.
type history struct {
	list  []snapshot
	bytes int           // of a snapshot
	spent time.Duration // on the last
	due   int           // step of the next
	began time.Time     // of the stretch since the last
}

// share is how much of the time snapshots may take at most: one part in so many.
const share = 500

// note takes a snapshot if it is time.
func (h *history) note(s *Session) {
	if s.quiet || s.step < h.due || s.Outside() != nil {
		return
	}
	now := s.opts.Clock()
	if now.Sub(h.began) < share*h.spent {
		return
	}
	h.due = s.step + max(1, int(s.opts.Every/s.dt))
	h.take(s)
	h.began = s.opts.Clock()
	h.spent = h.began.Sub(now)
}

// take keeps the present, if it is not too large.
func (h *history) take(s *Session) {
	st, err := s.sim.State()
	if err != nil {
		return
	}
	if h.bytes = st.Bytes(); h.bytes > s.opts.Keep/2 {
		return
	}
	st.Records = make([]runtime.Record, len(st.Records)) // what is recorded is read already
	h.list = append(h.list, snapshot{s.step, s.Program(), st.Clone(), s.follow.Copy(), s.carried(), s.seen.Clone()})
	for len(h.list) > 2 && len(h.list)*h.bytes > s.opts.Keep {
		h.thin(s.step)
	}
}

// thin drops the snapshot, but for the first and the last, whose neighbours lie closest
// for their age.
func (h *history) thin(now int) {
	at, best := 1, -1.0
	for i := 1; i < len(h.list)-1; i++ {
		age := float64(1 + now - h.list[i].step)
		if gap := float64(h.list[i+1].step-h.list[i-1].step) / age; best < 0 || gap < best {
			at, best = i, gap
		}
	}
	h.list = slices.Delete(h.list, at, at+1)
}

// restart forgets everything before now.
func (h *history) restart(s *Session) {
	h.list = nil
	h.take(s)
}

// Back makes the session what it was after a step. What was done by hand since then is
// undone.
func (s *Session) Back(step int) error {
	if step < s.since || step > s.step || step < 0 {
		return &refusal.Gone{Step: step, Earliest: s.since}
	}
	if x := s.Outside(); x != nil {
		return &refusal.Irreversible{Node: x[0].Name}
	}
	s.flush()
	if err := s.restore(step, false); err != nil {
		return err
	}
	s.inside().Begins()
	cut := slices.IndexFunc(s.log, func(e Entry) bool { return e.Step >= step && !e.own })
	if cut >= 0 {
		s.undone = append([]Entry(nil), s.log[cut:]...)
		s.log = s.log[:cut]
	}
	s.log = slices.DeleteFunc(s.log, func(e Entry) bool { return e.own && e.Step > step })
	s.failed = nil
	s.jumped()
	return nil
}

// restore makes the session what it was after a step: from the nearest snapshot on, the
// steps are made again. also says that what was done by hand after that step is done, too.
func (s *Session) restore(step int, also bool) error {
	from := snapshot{}
	if s.since > 0 && len(s.history.list) == 0 {
		return &refusal.Gone{Step: step, Earliest: s.step}
	}
	s.history.list = slices.DeleteFunc(s.history.list, func(x snapshot) bool { return x.step > step })
	if n := len(s.history.list); n > 0 {
		from = s.history.list[n-1]
	} else {
		from.follow = s.follow.First()
	}
	next := session.Open(s.Program())
	if from.state == nil {
		next.Measure()
	} else {
		old := session.Open(from.program)
		if err := old.Restore(from.state.Clone()); err != nil {
			return err
		}
		if _, err := next.TakeOver(old); err != nil {
			return err
		}
	}
	if s.sim != nil {
		s.sim.Close()
	}
	s.sim, s.step, s.failed, s.hit, s.ending = next, from.step, nil, nil, false
	s.follow = from.follow.Copy()
	s.follow.Fit(s.Program()) // of the same text
	s.seen = nil
	if from.program != nil {
		s.seen = renumber.Seen(from.seen, from.program, s.Program())
	}
	s.resume(from.carried)
	s.prepare()
	defer func(before bool) { s.quiet = before }(s.quiet)
	s.quiet = true
	return s.again(step, also)
}

// again does what the log says until a step.
func (s *Session) again(step int, also bool) error {
	if err := s.follow.Start(s.inside()); err != nil {
		return err
	}
	for _, e := range s.log {
		if e.own || e.Step < s.step || e.Step > step || e.Step == step && !also {
			continue
		}
		if _, err := s.steps(e.Step - s.step); err != nil {
			return err
		}
		if err := e.do(s); err != nil {
			return err
		}
	}
	_, err := s.steps(step - s.step)
	return err
}
