package serve

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/live/following"
	"github.com/nefc/nefc/live/watches"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/serve/wire"
)

// loop owns a session. Requests take effect between steps: a run makes steps for 2 ms at
// most before it looks for the next.
type loop struct {
	*client  // whom it serves; a deaf one while there is none
	id       string
	s        *live.Session
	path     string // of the model
	text     string // of the model
	commands chan func()
	done     chan struct{}
	over     bool
	isAlone  atomic.Bool // it has no client
	runner   *live.Runner
	pace     live.Pace
	streams  []*stream
	recorder *recording
	drawn    time.Time     // when frames were last pulled
	told     time.Time     // when the state was last told
	judged   time.Time     // when it was last told how expectations stand
	judging  time.Duration // that took
	sign     time.Time     // of life of the client, or when none was needed
	dozing   bool          // the client gave none, and lost its streams
	asleep   bool          // the run was paused for that
	phase    following.Phase
	still    still     // as it was last told
	warned   string    // what it was last told, as a key
	warning  time.Time // when that was last looked at
	folds    folds     // of the drawing
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

// do lets the loop do something. It reports false if the loop has ended.
func (l *loop) do(f func()) bool {
	select {
	case l.commands <- f:
		return true
	case <-l.done:
		return false
	}
}

// whether is what the loop says to a question; false if it has ended.
func (l *loop) whether(f func() bool) bool {
	yes := make(chan bool, 1)
	if !l.do(func() { yes <- f() }) {
		return false
	}
	select {
	case x := <-yes:
		return x
	case <-l.done:
		return false
	}
}

// end stops the loop after what it was asked to do.
func (l *loop) end() {
	l.do(func() { l.over = true })
	<-l.done
}

// turn does what is asked, and runs between.
func (l *loop) turn() {
	defer l.ending()
	for !l.over {
		if l.runner == nil {
			(<-l.commands)()
			continue
		}
		select {
		case f := <-l.commands:
			f()
		default:
			l.tick()
		}
	}
}

// ending closes the session, and does what was asked too late: it answers so.
func (l *loop) ending() {
	if l.s != nil {
		l.drop()
	}
	close(l.done)
	for {
		select {
		case f := <-l.commands:
			f()
		default:
			return
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
	l.tellJudged()
	l.tellWarned(false)
	l.watchful()
	if wait <= 0 {
		l.rest()
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case f := <-l.commands:
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

// changed tells of phases that began or ended, after the jumps that they began with: a jump
// that comes late would take back what was told of later phases.
func (l *loop) changed() {
	entered := l.s.Entered(l.phase)
	if len(entered) == 0 {
		return
	}
	l.pump(true)
	for _, ph := range entered {
		l.tell("phase", ph)
	}
	l.phase = entered[len(entered)-1]
	l.tellStill()
	l.tellWarned(true)
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

// still is what does not do what the model says: nodes that are held, and at what, rules that
// stand still, by the names of their connections, and what is lost of populations and
// connections, as shares.
type still struct {
	Held   map[string][]float64 `json:"held"`
	Frozen []string             `json:"frozen"`
	Damage map[string]float64   `json:"damage"`
}

// stillNow is that of now.
func (l *loop) stillNow() still {
	return still{l.s.Held(), append([]string{}, l.s.Frozen()...), l.s.Damage()}
}

// tellStill tells it when it is another.
func (l *loop) tellStill() {
	now := l.stillNow()
	if slices.Equal(now.Frozen, l.still.Frozen) && maps.Equal(now.Damage, l.still.Damage) &&
		maps.EqualFunc(now.Held, l.still.Held, slices.Equal[[]float64]) {
		return
	}
	l.still = now
	l.tell("still", now)
}

// tellJudged tells how expectations stand while a phase runs: every second, or more rarely
// where that takes long.
func (l *loop) tellJudged() {
	now := l.Now()
	if l.s.Phase().Name == "" || now.Sub(l.judged) < max(judgedEvery, judgedShare*l.judging) {
		return
	}
	judged := l.s.Judge()
	l.judged, l.judging = now, l.Now().Sub(now)
	if len(judged) > 0 {
		l.tell("judged", judged)
	}
}

// warnings are those of the session, as diagnostics are written.
func (l *loop) warnings() []any {
	return l.warningsOf(l.s.Warnings())
}

// warningsOf writes warnings that are told now.
func (l *loop) warningsOf(list diag.List) []any {
	out := []any{}
	for _, d := range list {
		out = append(out, d.JSON(l.s.Sources()))
	}
	l.warned = keyOf(list)
	return out
}

// keyOf tells warnings apart whose numbers do not matter.
func keyOf(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintln(&b, d.Code, d.Subject.Start())
	}
	return b.String()
}

// tellWarned tells warnings when there are others: it looks every second, or at once.
func (l *loop) tellWarned(atOnce bool) {
	now := l.Now()
	if !atOnce && now.Sub(l.warning) < warnedEvery {
		return
	}
	l.warning = now
	if list := l.s.Warnings(); keyOf(list) != l.warned {
		l.tell("warnings", map[string]any{"diagnostics": l.warningsOf(list)})
	}
}

func (l *loop) tell(method string, params any) { l.out.Say(notification{method, params}) }

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
	if l.asleep {
		out["asleep"] = true
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
	l.recorder.pump(l)
}

// send sends the frames of a stream that may be under way.
func (l *loop) send(st *stream) {
	for l.record || st.seq-st.acked < underWay {
		f := st.Pull(l.runner == nil) // what stands is told as it is
		if f == nil {
			return
		}
		l.post(st, f)
		l.coarser(st, f)
	}
}

// post sends a frame.
func (l *loop) post(st *stream, f *watches.Frame) {
	data := wire.Encode(f, uint16(st.ID), st.seq)
	st.seq++
	l.out.Frame(data)
}

// coarser tells when a stream shows longer bins than before, or shorter.
func (l *loop) coarser(st *stream, f *watches.Frame) {
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
