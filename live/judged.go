package live

import (
	"slices"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/judge"
)

// record adds what was recorded to the phase.
func (c *cursor) record(s *Session, b *batch) {
	if c == nil || c.phase == nil {
		return
	}
	if c.latest.Records == nil {
		c.latest.Records = make([]runtime.Record, len(b.phase.Records))
	}
	for i := range c.latest.Records {
		to, from := &c.latest.Records[i], b.phase.Records[i]
		if to.Name, to.Shape = from.Name, from.Shape; !c.reads[i] {
			continue
		}
		to.T, to.Data, to.Spike = append(to.T, from.T...), append(to.Data, from.Data...), append(to.Spike, from.Spike...)
	}
	c.latest.End = b.phase.End
}

// recording is what expectations are judged on.
func (c *cursor) recording(s *Session) *judge.Recording {
	return &judge.Recording{Program: s.Program(), Events: c.e.Events, Params: s.sim.Params, Weights: s.sim.Weights,
		Phase: func(name string) *judge.Phase {
			if name == "" {
				return c.latest
			}
			return c.phases[name]
		}}
}

// Judged is an expectation of the experiment that is followed, as it stands.
type Judged struct {
	judge.Expectation
	State string `json:"state"` // met, failed, skipped; "so far" while its phase runs; "waits" before
}

// Judge says how the expectations of the experiment that is followed stand.
func (s *Session) Judge() []Judged {
	c, out := s.follow, []Judged{}
	if c == nil {
		return out
	}
	for i, e := range c.e.Events {
		x, ok := e.(*events.Expect)
		if !ok {
			continue
		}
		if s.compares(x) {
			out = append(out, Judged{skipped(x, "it compares cells of a sweep, of which a session is one: `nefc test` judges it"), string(judge.Skipped)})
			continue
		}
		if done, ok := c.judged[i]; ok {
			out = append(out, Judged{done, string(done.Outcome)})
			continue
		}
		ph := c.recording(s).Phase(x.Phase)
		if ph == nil || len(ph.Records) == 0 {
			out = append(out, Judged{judge.Expectation{Text: x.Text, Phase: x.Phase}, "waits"})
			continue
		}
		now, _ := c.recording(s).Expect(x, false)
		out = append(out, Judged{now, "so far"})
	}
	return out
}

// compares reports an expectation about other cells of a sweep.
func (s *Session) compares(x *events.Expect) bool {
	for _, e := range s.c.Model.Experiments {
		for _, of := range e.Events {
			y, ok := of.(*model.Expect)
			if ok && y.At == x.At && slices.ContainsFunc(y.Terms, func(t model.Term) bool { return t.Cells != nil }) {
				return true
			}
		}
	}
	return false
}

// Phase is a phase of the experiment that is followed: the one that runs, or that of no name
// between two and after the last.
type Phase struct {
	Name  string `json:"name"`
	Left  int    `json:"steps"` // at most
	Since int    `json:"from"`  // the step at which it began
}

// Phase is where the session is in the experiment that it follows.
func (s *Session) Phase() Phase {
	c := s.follow
	switch {
	case c == nil:
		return Phase{}
	case c.phase == nil:
		return Phase{Since: c.since}
	}
	return Phase{c.phase.Name, c.left, c.since}
}

// Entered are the phases that the session came to after it stood in one, the last that where
// it is now: short ones may begin and end in one batch of steps.
func (s *Session) Entered(was Phase) (out []Phase) {
	now := s.Phase()
	if now.Name == was.Name && now.Since == was.Since {
		return nil
	}
	if c := s.follow; c != nil {
		for _, e := range c.e.Events {
			ph, ok := e.(*events.Phase)
			if !ok || ph.Name == was.Name || ph.Name == now.Name {
				continue
			}
			if x, began := c.spans[ph.Name]; began && x.from >= was.Since {
				out = append(out, Phase{Name: ph.Name, Since: x.from})
			}
		}
	}
	return append(out, now)
}

// Followed is the name of the experiment that is followed; "" for none.
func (s *Session) Followed() string {
	if s.follow == nil {
		return ""
	}
	return s.follow.e.Name
}

// Ran is from which step to which a phase of that experiment ran; to is -1 while it does.
func (s *Session) Ran(phase string) (from, to int, began bool) {
	if s.follow == nil {
		return 0, 0, false
	}
	x, began := s.follow.spans[phase]
	return x.from, x.to, began
}
