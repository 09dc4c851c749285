package following

import (
	"slices"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/live/watches"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/judge"
)

// Record adds what was recorded to the phase.
func (c *Cursor) Record(b *watches.Batch) {
	if c == nil || c.phase == nil {
		return
	}
	if c.latest.Records == nil {
		c.latest.Records = make([]runtime.Record, len(b.Phase.Records))
	}
	for i := range c.latest.Records {
		to, from := &c.latest.Records[i], b.Phase.Records[i]
		if to.Name, to.Shape = from.Name, from.Shape; !c.reads[i] {
			continue
		}
		to.T, to.Data, to.Spike = append(to.T, from.T...), append(to.Data, from.Data...), append(to.Spike, from.Spike...)
	}
	c.latest.End = b.Phase.End
}

// recording is what expectations are judged on.
func (c *Cursor) recording(h Host) *judge.Recording {
	return &judge.Recording{Program: h.Program(), Events: c.e.Events, Params: h.Sim().Params, Weights: h.Sim().Weights,
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

// Judge says how the expectations of the experiment stand.
func (c *Cursor) Judge(h Host) []Judged {
	out := []Judged{}
	if c == nil {
		return out
	}
	for i, e := range c.e.Events {
		x, ok := e.(*events.Expect)
		if !ok {
			continue
		}
		if compares(h.Compiled().Model, x) {
			out = append(out, Judged{skipped(x, "it compares cells of a sweep, of which a session is one: `nefc test` judges it"), string(judge.Skipped)})
			continue
		}
		if done, ok := c.judged[i]; ok {
			out = append(out, Judged{done, string(done.Outcome)})
			continue
		}
		ph := c.recording(h).Phase(x.Phase)
		if ph == nil || len(ph.Records) == 0 {
			out = append(out, Judged{judge.Expectation{Text: x.Text, Phase: x.Phase}, "waits"})
			continue
		}
		now, _ := c.recording(h).Expect(x, false)
		out = append(out, Judged{now, "so far"})
	}
	return out
}

// compares reports an expectation about other cells of a sweep.
func compares(m *model.Model, x *events.Expect) bool {
	for _, e := range m.Experiments {
		for _, of := range e.Events {
			y, ok := of.(*model.Expect)
			if ok && y.At == x.At && slices.ContainsFunc(y.Terms, func(t model.Term) bool { return t.Cells != nil }) {
				return true
			}
		}
	}
	return false
}
