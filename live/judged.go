package live

import (
	"github.com/nefc/nefc/compiler/events"
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

// Phase is the phase that runs, and how many steps of it are left; "" for none.
func (s *Session) Phase() (name string, left int) {
	if s.follow == nil || s.follow.phase == nil {
		return "", 0
	}
	return s.follow.phase.Name, s.follow.left
}
