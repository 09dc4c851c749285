// Package live drives a model by hand: a Session steps it, changes it between steps,
// lets others watch, goes back in time, continues in an edited text, and writes what was
// done as an experiment. It knows neither files nor networks nor drawings.
//
// Whatever a hand does is a command with the step after which it happened; commands are
// all that reaches the model, so the same commands give the same bytes. To watch is to
// compile the model again with what is watched (nothing is solved twice) and to hand the
// state over by name: what nobody watches costs nothing.
package live

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/live/following"
	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/live/renumber"
	"github.com/nefc/nefc/live/watches"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/health"
	"github.com/nefc/nefc/runtime/session"
)

// Model is a text, and how it is compiled.
type Model struct {
	Path       string
	Text       string // instead of what the file says; "" for that
	Experiment string // whose time step it has; "" for the first
	Options    compiler.Options
}

// Options of a session.
type Options struct {
	Keep    int              // bytes of history; 0 for 64 MB
	Every   float64          // model time between snapshots, s; 0 for one second
	Threads int              // that a step may run on; no result depends on it
	Partner runtime.Partner  // computes the nodes that Model.Options.Outside names; nil for none
	Clock   func() time.Time // for the cost of snapshots; nil for the machine's
	Opened  *Opened          // of sessions that are opened one after the other; nil for none
}

// Session is a model that is driven by hand. It serves one caller at a time; package
// serve has a Loop for several.
type Session struct {
	opened  Model // as it was opened
	model   Model // as it is now
	rebuilt map[string]rebuilt
	opts    Options
	memory  *compiler.Memory
	asked   compiler.Live
	dt      float64
	c       *compiler.Compiled
	sim     *session.Session
	step    int
	log     []Entry
	undone  []Entry
	since   int // step of the last Reload
	history history
	streams []*Stream
	loose   bool // some ended, and what they asked for is still compiled in
	breaks  []*pause
	follow  *following.Cursor
	warned  diag.List   // by the check and the build
	built   diag.List   // of the last build
	seen    health.Seen // while it ran
	failed  error       // why no step can be made
	hit     *Hit        // the break at which the last step ended
	jumps   []Jump
	lastID  int
	ending  bool            // the run ends with the experiment
	quiet   bool            // while steps are made again
	telling bool            // though they are, streams are told
	ctx     context.Context // that ends steps that are made again; nil for none
	pace    pacing
}

// Open begins a session at t = 0.
func Open(m Model, o Options) (*Session, error) {
	if o.Keep == 0 {
		o.Keep = 64 << 20
	}
	if o.Every == 0 {
		o.Every = 1
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	s := &Session{opened: m, model: m, opts: o, memory: cmp.Or(m.Options.Memory, compiler.NewMemory()), dt: 0.001}
	c, err := o.Opened.build(s)
	if err != nil {
		return nil, err
	}
	s.warned = warnedOf(c.Checked, s.built)
	s.begin(c)
	return s, nil
}

// begin starts the simulation of a program.
func (s *Session) begin(c *compiler.Compiled) {
	s.c, s.sim = c, session.Open(c.Program)
	s.sim.Measure()
	s.prepare()
}

// prepare lets a new simulation record what is read, on so many threads.
func (s *Session) prepare() {
	if s.reads() {
		s.sim.Collect(batchSteps, nil)
	}
	s.sim.Parallel(s.opts.Threads)
	s.sim.SetPartner(s.opts.Partner)
}

// reads reports whether anybody reads what is recorded.
func (s *Session) reads() bool { return len(s.streams) > 0 || len(s.breaks) > 0 || s.follow != nil }

// Invalid is a model, or something asked of one, that has errors.
type Invalid = compiler.Invalid

// build compiles the model with what is asked of it.
func (s *Session) build(m Model, live compiler.Live) (*compiler.Compiled, error) {
	checked, err := s.check(m, live)
	if err != nil {
		return nil, err
	}
	if dt, ok := stepOf(checked, m.Experiment); !ok {
		return nil, refusal.Name(m.Experiment, "experiment", experimentNames(checked))
	} else if dt != s.dt {
		s.dt = dt
		return s.build(m, live)
	}
	compiled, diags := compiler.Compile(checked, s.dt, nil)
	if compiled == nil {
		return nil, &Invalid{Name: m.Path, Diags: diags, Sources: checked.Sources}
	}
	s.built = diags
	return compiled, nil
}

// check checks the model with what is asked of it.
func (s *Session) check(m Model, live compiler.Live) (*compiler.Checked, error) {
	opts := m.Options
	opts.Memory = s.memory
	if m.Text != "" {
		opts.Overlay = compiler.Overlay{m.Path: m.Text}
	}
	live.Dt = s.dt
	opts.Live = &live
	checked, err := compiler.Check(m.Path, opts)
	if err != nil {
		return nil, err
	}
	if invalid := checked.Invalid(m.Path); invalid != nil {
		return nil, invalid
	}
	return checked, nil
}

// stepOf is the time step of an experiment, of the first for "".
func stepOf(c *compiler.Checked, experiment string) (dt float64, ok bool) {
	for _, e := range c.Model.Experiments {
		if e.Name == experiment || experiment == "" {
			return e.Dt, true
		}
	}
	return 0.001, experiment == ""
}

func experimentNames(c *compiler.Checked) (out []string) {
	for _, e := range c.Model.Experiments {
		out = append(out, e.Name)
	}
	return out
}

// relink compiles the model for other wishes and hands the state over.
func (s *Session) relink(live compiler.Live) error {
	c, err := s.build(s.model, live)
	if err != nil {
		return err
	}
	next := session.Open(c.Program)
	if _, err := next.TakeOver(s.sim); err != nil {
		return err
	}
	s.sim.Close()
	s.seen = renumber.Seen(s.seen, s.Program(), c.Program)
	s.asked, s.c, s.sim = live, c, next
	s.follow.Fit(c.Program)
	s.prepare()
	return nil
}

// asking is a copy of what is asked, to be changed.
func (s *Session) asking() compiler.Live {
	out := s.asked
	out.Watched, out.Held, out.Changed = slices.Clone(out.Watched), slices.Clone(out.Held), slices.Clone(out.Changed)
	return out
}

// Compiled is the model as it runs, with what is watched.
func (s *Session) Compiled() *compiler.Compiled { return s.c }

// Program is what runs.
func (s *Session) Program() *program.Program { return s.c.Program }

// Now is the number of steps made, which counts on through a reset, and the model time (s).
func (s *Session) Now() (step int, t float64) { return s.step, s.sim.Time() }

// Since is the first step that can be gone back to: that of the last Reload.
func (s *Session) Since() int { return s.since }

// Model is what the session was opened with, or went on in.
func (s *Session) Model() Model { return s.model }

// Dt is the time step (s).
func (s *Session) Dt() float64 { return s.dt }

// Outside are the nodes that somebody outside computes, nil if there are none.
func (s *Session) Outside() []program.External { return s.Program().Externals }

// Params are the values of params as they are.
func (s *Session) Params() []float64 { return s.sim.Params() }

// Failed is why no step can be made; nil if one can.
func (s *Session) Failed() error { return s.failed }

// batchSteps is how many steps are made at most between looks at what was recorded, at the
// clock of snapshots, and at who has called the steps off.
const batchSteps = 64

// unreadSteps is the same where nobody reads: as many as a run makes between looks at the clock.
const unreadSteps = 256

// Step makes exactly n steps, unless it returns an error.
func (s *Session) Step(n int) error {
	s.ending = false
	_, err := s.steps(n)
	return err
}

// steps makes up to n steps: fewer if a break ends them, which is then the hit.
func (s *Session) steps(n int) (done int, err error) {
	s.hit = nil
	began := time.Now()
	defer func() { s.paced(done, time.Since(began)) }()
	for done < n && s.hit == nil && !(done > 0 && s.stopped()) {
		if s.ctx != nil && s.ctx.Err() != nil {
			return done, s.ctx.Err()
		}
		k, err := s.advance(n - done)
		done += k
		if err != nil {
			return done, err
		}
	}
	return done, nil
}

// advance makes some of the next n steps: as many as can be made before somebody looks.
func (s *Session) advance(n int) (done int, err error) {
	if s.failed != nil {
		return 0, s.failed
	}
	if err := s.unwanted(); err != nil {
		return 0, err
	}
	most := unreadSteps
	if s.reads() {
		most = batchSteps
	}
	n = s.follow.Limit(min(n, most, s.stretchLeft()))
	if len(s.breaks) > 0 {
		n = 1
	}
	s.sim.Coming(n)
	done, err = s.sim.Run(n)
	s.step += done
	if s.reads() {
		s.look(done, err != nil)
	}
	var bad *runtime.NotFinite
	switch {
	case err != nil && s.Outside() != nil: // nobody can ask twice what it was in a step
		s.failed = err
		return done, err
	case errors.As(err, &bad):
		s.flush()
		if before := s.restore(s.step, true); before != nil {
			err = errors.Join(err, before)
		}
		s.failed = err
		return done, err
	case err != nil:
		return done, err
	}
	if err := s.follow.Made(s.inside(), done); err != nil {
		return done, err
	}
	s.measure()
	s.history.note(s)
	return done, nil
}

// look hands what was recorded in the last steps, one of which may have failed after them,
// to those who read it.
func (s *Session) look(n int, failed bool) {
	end := s.sim.Time()
	if failed {
		end = (math.Round(end/s.dt) - 1) * s.dt
	}
	b := watches.NewBatch(s.inside(), n, end)
	for _, st := range s.streams {
		if !s.quiet || s.telling {
			st.take(b)
		} else if v, ok := st.view.(watches.Carrier); ok {
			st.take(b)
			v.Forget()
		}
	}
	if !s.quiet {
		s.hit = s.broken(b)
	}
	s.follow.Record(b)
	s.sim.Forget()
}

// Close ends the threads of a session.
func (s *Session) Close() { s.sim.Close() }
