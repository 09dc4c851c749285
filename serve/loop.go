package serve

import (
	"errors"
	"time"

	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/runtime"
)

// loop owns the session of a client. Requests take effect between steps: a run makes
// steps for 4 ms at most before it looks for the next.
type loop struct {
	*client
	s        *live.Session
	commands chan func()
	done     chan struct{}
	runner   *live.Runner
	pace     live.Pace
	streams  []*stream
	drawn    time.Time // when frames were last pulled
	told     time.Time // when the state was last told
	answered time.Time // when a frame was last acknowledged, or none was under way
	phase    string
	failed   bool
}

// stream is a stream of a session as a client has it.
type stream struct {
	*live.Stream
	seq    uint32 // of the next frame
	acked  uint32 // the next after the last that was acknowledged
	every  float64
	factor float64 // how much coarser than asked it is told
}

func newLoop(c *client) *loop {
	l := &loop{client: c, commands: make(chan func(), commandsKept), done: make(chan struct{})}
	go l.turn()
	return l
}

// do lets the loop do something.
func (l *loop) do(f func()) { l.commands <- f }

// end stops the loop after what it was asked to do.
func (l *loop) end() {
	close(l.commands)
	<-l.done
}

// turn does what is asked, and runs between.
func (l *loop) turn() {
	defer close(l.done)
	defer func() {
		if l.s != nil {
			l.s.Close()
		}
	}()
	for {
		if l.runner == nil {
			f, ok := <-l.commands
			if !ok {
				return
			}
			f()
			continue
		}
		select {
		case f, ok := <-l.commands:
			if !ok {
				return
			}
			f()
		default:
			l.tick()
		}
	}
}

// tick makes the steps that are due, or waits for the next.
func (l *loop) tick() {
	wait, why, err := l.runner.Tick()
	l.pump(false)
	l.changed()
	if err != nil || why != "" {
		l.stop()
		l.ended(why, err)
		return
	}
	l.tellNow(false)
	l.watchful()
	if wait <= 0 {
		l.rest()
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case f, ok := <-l.commands:
		if !ok {
			l.runner = nil // turn sees the end
			return
		}
		f()
	case <-timer.C:
	}
}

// rest lets messages in that came while steps were made.
func (l *loop) rest() {
	if l.Yield != nil {
		l.Yield()
	}
}

// stop ends a run.
func (l *loop) stop() {
	l.runner = nil
	l.pump(true)
}

// ended tells why a run ended.
func (l *loop) ended(why live.Why, err error) {
	var bad *runtime.NotFinite
	switch {
	case errors.As(err, &bad):
		step, _ := l.s.Now()
		l.tell("notfinite", map[string]any{"object": bad.Guard.Name, "line": bad.Guard.At.Start().Line, "step": step, "message": err.Error()})
	case err != nil:
		l.tell("failed", map[string]any{"message": err.Error()})
	case why == live.Broke:
		l.tell("broke", l.s.Hit())
	}
	l.tellNow(true)
}

// changed tells of a phase that began or ended.
func (l *loop) changed() {
	name, left := l.s.Phase()
	if name == l.phase {
		return
	}
	l.phase = name
	l.tell("phase", map[string]any{"name": name, "steps": left})
	if judged := l.s.Judge(); len(judged) > 0 {
		l.tell("judged", judged)
	}
}

// after tells what a request changed.
func (l *loop) after() {
	if l.s != nil {
		l.changed()
	}
}

func (l *loop) tell(method string, params any) { l.out.say(notification{method, params}) }

// tellNow tells where the session is, four times a second, or at once.
func (l *loop) tellNow(atOnce bool) {
	now := l.Now()
	if !atOnce && now.Sub(l.told) < stateEvery {
		return
	}
	l.told = now
	l.tell("state", l.state())
}

// state is where the session is, and how fast it goes.
func (l *loop) state() map[string]any {
	step, t := l.s.Now()
	out := map[string]any{"running": l.runner != nil, "step": step, "t": t, "speed": l.pace.Speed}
	if l.runner != nil {
		out["real"] = l.runner.Real()
	}
	if most := l.s.Fastest(); most > 0 && !l.Quiet {
		out["max"] = most
	}
	return out
}

// pump sends what streams have collected: of a client that records all of it, of another
// what it can take.
func (l *loop) pump(now bool) {
	if l.s == nil {
		return
	}
	at := l.Now()
	if !now && !l.record && at.Sub(l.drawn) < framesEvery {
		return
	}
	l.drawn = at
	for _, j := range l.s.Jumps() {
		l.tell("jump", j)
	}
	for _, st := range l.streams {
		l.send(st)
	}
	if l.record {
		l.out.room()
	}
}

// send sends the frames of a stream that may be under way.
func (l *loop) send(st *stream) {
	for l.record || st.seq-st.acked < underWay {
		f := st.Pull(false)
		if f == nil {
			return
		}
		data := Encode(f, uint16(st.ID), st.seq)
		st.seq++
		l.out.put(message{false, data})
		l.coarser(st, f)
	}
}

// coarser tells when a stream shows longer bins than before, or shorter.
func (l *loop) coarser(st *stream, f *live.Frame) {
	if st.every == 0 {
		st.every = f.Every
	}
	if st.every == 0 {
		return
	}
	if factor := f.Every / st.every; factor != max(1, st.factor) {
		st.factor = factor
		l.tell("coarser", map[string]any{"stream": st.ID, "factor": factor})
	}
}

// watchful lets go of what a client that does not answer watches, and pauses for it.
func (l *loop) watchful() {
	late := false
	for _, st := range l.streams {
		late = late || st.seq-st.acked >= underWay
	}
	if l.record || l.Keep || !late {
		l.answered = l.Now()
		return
	}
	switch silent := l.Now().Sub(l.answered); {
	case silent > pausedAfter:
		l.stop()
		l.tellNow(true)
	case silent > silentAfter:
		for _, st := range l.streams {
			if err := st.Close(); err != nil {
				l.tell("failed", map[string]any{"message": err.Error()})
			}
			l.tell("unwatched", map[string]any{"stream": st.ID})
		}
		l.streams = nil
	}
}
