package serve

import (
	"context"
	"encoding/json"
	"math"
	"time"

	"github.com/nefc/nefc/live/watches"
)

// mostPast is how long the steps of a stretch that is told again may take.
const mostPast = 10 * time.Second

// affordable is how many steps take so long.
func (l *loop) affordable(lasting time.Duration) int {
	if fastest := l.s.Fastest(); fastest > 0 {
		return int(min(fastest*lasting.Seconds()/l.s.Dt(), 1e9))
	}
	return 1e9
}

// past tells again what a stream told, or would have: frames with the flag for it, before
// the answer. Frames of the present may come between.
func (l *loop) past(raw json.RawMessage) (any, error) {
	p, err := params[struct {
		Stream int
		Window float64
	}](raw)
	if err != nil {
		return nil, err
	}
	st, err := l.streamOf(p.Stream)
	if err != nil {
		return nil, err
	}
	w := st.Watch
	if p.Window > 0 {
		w.Window = p.Window
	}
	if w.Window <= 0 {
		w.Window = 1
	}
	to, _ := l.s.Now()
	from := max(l.s.Since(), to-int(math.Round(min(w.Window/l.s.Dt(), 1e9))), to-l.affordable(mostPast))
	if from >= to {
		return map[string]int{"from": from, "to": to}, nil
	}
	past, c := l.s.Past(), l.client
	return aside(func(ctx context.Context) (any, error) {
		defer past.Close()
		told, err := past.Tell(ctx, from, to, []watches.Watch{w})
		if err != nil {
			return nil, err
		}
		l.whether(func() bool {
			for _, f := range told[0].Frames {
				if f.Past = true; l.client == c {
					l.post(st, f)
				}
			}
			return true
		})
		return map[string]int{"from": from, "to": to}, nil
	}), nil
}
