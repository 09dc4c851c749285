package live

import (
	"context"
	"slices"

	"github.com/nefc/nefc/internal/size"
	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/live/watches"
	"github.com/nefc/nefc/runtime/session"
)

// Past is a session apart from another, in which what happened there can be watched
// again: it makes the same steps, from the nearest snapshot on. It may be used while the
// other goes on.
type Past struct{ s *Session }

// Told is what a watch tells of a stretch of time.
type Told struct {
	Watch  watches.Watch
	Info   watches.Info
	Frames []*watches.Frame // of weights the last only
}

// mostTold is how much may be told of a stretch at once.
const mostTold = 256 << 20

// Past is what happened until now.
func (s *Session) Past() *Past {
	return &Past{&Session{model: s.model, opts: s.opts, memory: s.memory, asked: s.asking(), dt: s.dt, c: s.c, step: s.step, pace: s.pace,
		since: s.since, log: slices.Clone(s.log), history: history{list: slices.Clone(s.history.list)}, follow: s.follow, quiet: true}}
}

// Close ends it.
func (p *Past) Close() {
	if p.s.sim != nil {
		p.s.sim.Close()
	}
}

// Sim is the simulation after the last step of what was told.
func (p *Past) Sim() *session.Session { return p.s.sim }

// Model is what ran.
func (p *Past) Model() Model { return p.s.model }

// Tell watches the steps after one step and up to another, as the streams of these watches
// did. What time was reset to 0 after begins there. The session of before must have these
// streams.
func (p *Past) Tell(ctx context.Context, from, to int, list []watches.Watch) ([]Told, error) {
	s := p.s
	if x := s.Outside(); x != nil {
		return nil, &refusal.Irreversible{Node: x[0].Name}
	}
	if from < s.since || to > s.step || from >= to {
		return nil, refusal.Rangef("steps %d to %d are kept, not %d to %d", s.since, s.step, from, to)
	}
	begin := from
	for i := range list {
		lead, _ := s.warmFrom(&list[i], from, warmExact)
		begin = min(begin, lead)
	}
	s.ctx = ctx
	if err := s.restore(begin, false); err != nil {
		return nil, err
	}
	tellers, err := s.tellers(list, to-begin)
	if err != nil {
		return nil, err
	}
	s.quiet, s.telling = true, true
	for at := begin; at < to; {
		at = min(to, at+batchSteps)
		if err := s.again(at, false); err != nil {
			return nil, err
		}
		bytes := 0
		for _, t := range tellers {
			bytes += t.collect(at == to)
		}
		if bytes > mostTold {
			return nil, refusal.Rangef("%d steps are more than %s: ask for a shorter stretch", to-from, size.Bytes(mostTold))
		}
	}
	_, end := s.Now()
	since := end - (float64(to-from)-0.5)*s.dt
	var out []Told
	for _, t := range tellers {
		out = append(out, t.told(since))
	}
	return out, nil
}

// teller collects what a stream tells.
type teller struct {
	*Stream
	frames []*watches.Frame
	bytes  int
}

func (s *Session) tellers(list []watches.Watch, steps int) (out []*teller, err error) {
	s.streams = nil
	for _, w := range list {
		if w.Points == 0 {
			w.Points = steps
		}
		v, err := watches.New(s.inside(), &w)
		if err != nil {
			return nil, err
		}
		st := &Stream{Watch: w, view: v, s: s}
		s.streams, out = append(s.streams, st), append(out, &teller{Stream: st})
	}
	s.prepare()
	return out, nil
}

// collect takes what is there: of exact streams always, so that memory is known, of others
// at the end. It returns how much there is.
func (t *teller) collect(end bool) (bytes int) {
	if !end && (!t.Watch.Exact || t.Watch.What == "weights") {
		return t.bytes
	}
	for f := t.Pull(true); f != nil; f = t.Pull(true) {
		t.bytes += 8 * (len(f.Values) + len(f.Steps))
		t.frames = watches.Join(t.frames, f, t.s.dt)
	}
	return t.bytes
}

// told is what was collected from a time (s) on.
func (t *teller) told(since float64) Told {
	out := Told{Watch: t.Watch, Info: t.Info()}
	for _, f := range t.frames {
		if f.From(since); f.N > 0 || f.Kind == watches.Events {
			out.Frames = append(out.Frames, f)
		}
	}
	return out
}
