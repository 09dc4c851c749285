package serve

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/live/watches"
)

func (l *loop) watch(raw json.RawMessage) (any, error) {
	p, err := params[watches.Watch](raw)
	if err = cmp.Or(err, lacking(p.What, "what", "a kind of watch, as value"), lacking(p.Of, "of", "an object or an expression")); err != nil {
		return nil, err
	}
	if len(l.streams) >= maxWatches && !l.Trusted {
		return nil, refused(codeLimit, "%d streams are as many as there may be", maxWatches)
	}
	p.Exact = p.Exact || l.record
	began := time.Now()
	st, err := l.s.Watch(p)
	if err != nil {
		return nil, err
	}
	l.streams = append(l.streams, &stream{Stream: st})
	if err := l.recorder.add(l, p); err != nil {
		return nil, err
	}
	info := st.Info()
	return struct {
		Stream int `json:"stream"`
		watches.Info
		Relinked float64 `json:"relinked_ms"`
	}{st.ID, info, l.took(began)}, nil
}

// took is how long something took (ms); 0 where time is not told.
func (l *loop) took(began time.Time) float64 {
	if l.Quiet {
		return 0
	}
	return float64(time.Since(began).Microseconds()) / 1000
}

// streamOf finds a stream.
func (l *loop) streamOf(id int) (*stream, error) {
	i := slices.IndexFunc(l.streams, func(st *stream) bool { return st.ID == id })
	if i < 0 {
		return nil, refused(codeParams, "no stream is %d", id)
	}
	return l.streams[i], nil
}

func (l *loop) unwatch(raw json.RawMessage) (any, error) {
	p, err := params[struct{ Stream int }](raw)
	if err != nil {
		return nil, err
	}
	st, err := l.streamOf(p.Stream)
	if err != nil {
		return nil, err
	}
	l.send(st)
	l.streams = slices.DeleteFunc(l.streams, func(x *stream) bool { return x == st })
	st.Close()
	return nil, nil
}

func (l *loop) view(raw json.RawMessage) (any, error) {
	p, err := params[struct {
		Stream int
		live.Look
	}](raw)
	if err != nil {
		return nil, err
	}
	st, err := l.streamOf(p.Stream)
	if err != nil {
		return nil, err
	}
	st.every = 0
	return nil, st.Show(p.Look)
}

// ack takes the numbers of frames that have come: of one stream, or of several.
func (l *loop) ack(raw json.RawMessage) (any, error) {
	type one struct {
		Stream int
		Seq    uint32
	}
	p, err := params[struct {
		one
		Frames []one
	}](raw)
	if err != nil {
		return nil, err
	}
	if p.Frames == nil {
		p.Frames = []one{p.one}
	}
	for _, f := range p.Frames {
		st, err := l.streamOf(f.Stream)
		if err != nil && len(p.Frames) > 1 {
			continue // it ended meanwhile
		}
		if err != nil {
			return nil, err
		}
		if f.Seq >= st.seq {
			return nil, refused(codeParams, "frame %d of stream %d was not sent", f.Seq, f.Stream)
		}
		st.acked = max(st.acked, f.Seq+1)
	}
	return nil, nil
}
