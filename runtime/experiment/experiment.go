// Package experiment runs the events of an experiment: it drives a session
// through its phases, freezes, scales and loads weights, writes what probes
// recorded, tables and plots, and judges expectations. What it finds wrong
// with the model is a diag.List, what is wrong with files an error.
package experiment

import (
	"cmp"
	"errors"
	"io"
	"path/filepath"
	"time"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/health"
	"github.com/nefc/nefc/runtime/mapped"
	"github.com/nefc/nefc/runtime/session"
)

// Options are what the caller may change.
type Options struct {
	Dir      string                              // the folder of all experiments: out
	Stop     <-chan struct{}                     // closed to interrupt; may be nil
	Progress func(phase string, done, total int) // called now and then; may be nil
	Version  string                              // of nefc, for provenance
	Cell     string                              // a folder of its own below that of the experiment; "" for none
	Profile  bool                                // measure where time goes
	Threads  int                                 // that a step may run on; no result depends on it

	CheckpointEvery time.Duration // between checkpoints, which are also written when interrupted; 0 for none
	Anew            bool          // do not go on from a checkpoint

	Observer Observer // may be nil
}

// Result is what came of an experiment.
type Result struct {
	Summary
	Files       []string // written, in order
	Diags       diag.List
	Interrupted bool
	Resumed     float64         // model time (s) of the checkpoint it went on from; 0 for none
	BegunAnew   string          // why a checkpoint that was there was not used; "" for none
	Spent       []runtime.Spent // where time went; nil unless asked for
}

// Run runs one of the experiments of a program. buildSeconds is how long building
// took, for the summary.
func Run(p *program.Program, e *events.Experiment, buildSeconds float64, opts Options) (*Result, error) {
	r := &runner{p: p, e: e, session: session.Open(p), opts: opts, dir: filepath.Join(opts.Dir, e.Name, opts.Cell),
		phases: map[string]*phase{}, result: &Result{}}
	r.begin(buildSeconds)
	defer func() { r.session.Close() }()
	defer r.closeDisks()
	err := r.run()
	r.result.Spent = r.session.Spent()
	var filled error // said when what was recorded is written
	if full := (*diskFilled)(nil); errors.As(err, &full) {
		filled = full
	}
	if errors.Is(err, errInterrupted) || filled != nil {
		r.result.Interrupted, err = true, nil
	}
	var bad *runtime.NotFinite
	if errors.As(err, &bad) {
		r.result.Diags.Add(notFinite(bad, len(r.p.Rules) > 0))
		err = nil
	}
	for _, d := range r.health.Report(r.p, r.session.Sim) {
		r.result.Diags.Add(d)
	}
	if err == nil && r.opts.Observer != nil {
		err = r.opts.Observer.End(r.session, r.dir, r.result.Diags)
	}
	if err != nil {
		return r.result, err
	}
	r.result.Finished = !r.result.Interrupted && bad == nil
	if err := r.writeSummary(); err != nil || r.result.Interrupted {
		return r.result, cmp.Or(err, filled)
	}
	r.closeDisks()
	return r.result, forget(r.dir)
}

// run goes through the events, from a checkpoint on if there is one. If it fails
// and there is no checkpoint, its records are of no use.
func (r *runner) run() (err error) {
	defer func() {
		if err != nil && !r.saving.there {
			r.closeDisks()
			err = errors.Join(err, forget(r.dir))
		}
	}()
	defer r.diskFull(&err)()
	if err := r.resume(); err != nil {
		return err
	}
	if r.opts.Profile {
		r.session.Profile()
	}
	r.session.Parallel(r.opts.Threads)
	r.saving.last = time.Now()
	return r.happen(r.e.Events)
}

// notFinite says at which line values are no longer finite, and what to look for.
func notFinite(e *runtime.NotFinite, learns bool) *diag.Diagnostic {
	help := "look for a division by zero, a log or sqrt of a negative number, or a loop that grows: a sum of `+ 1e-9` below a fraction, `max(x, 0)` inside a root, a factor below 1 in a loop"
	if learns {
		help = "where a rule learns, a lower `rate` first; else look for a division by zero, a log or sqrt of a negative number, or a loop that grows"
	}
	return diag.New(diag.NotFinite, e.Guard.At, "%v at t = %.4g s", e, e.T).
		WithNote("what was recorded until then has been written").WithHelp("%s", help)
}

// errInterrupted ends an experiment early, with what was recorded written.
var errInterrupted = errors.New("interrupted")

// runner is an experiment in progress.
type runner struct {
	p       *program.Program
	e       *events.Experiment
	session *session.Session
	opts    Options
	dir     string
	phases  map[string]*phase
	latest  *phase
	result  *Result
	health  health.Seen
	saving  saving
	own     identity
	at      *checkpoint // to go on from; nil once the run has

	drawings []drawing      // that wait to be drawn
	disks    []*mapped.File // that phases recorded to
	released int            // bytes recorded when memory was last given back
}

// happen lets events happen, one after the other.
func (r *runner) happen(list []events.Event) error {
	for _, e := range list {
		if r.skip(e) {
			continue
		}
		if _, plot := e.(*events.Plot); !plot {
			if err := r.draw(); err != nil {
				return err
			}
		}
		if err := r.event(e); err != nil {
			return err
		}
	}
	return r.draw()
}

// event lets one event happen.
func (r *runner) event(e events.Event) error {
	switch e := e.(type) {
	case *events.Phase:
		return r.phase(e)
	case *events.Lesion:
		r.lesion(e)
	case *events.Cut:
		return r.cut(e)
	case *events.Heal:
		r.heal(e)
	case *events.Load:
		return r.load(e)
	case *events.Expect:
		x, d := r.recording().Expect(e, r.opts.Cell != "")
		if d != nil {
			r.result.Diags.Add(d)
		}
		r.result.Expectations = append(r.result.Expectations, x)
		r.tellCompared(e)
	case *events.Plot:
		return r.plot(e)
	case *events.Export:
		return r.export(e)
	}
	return r.session.Happen(e)
}

// write writes a file of the experiment's folder and notes it. It is sure to be on the disk
// once the summary is there.
func (r *runner) write(name string, f func(io.Writer) error) error {
	if err := files.Put(r.path(name), f); err != nil {
		return err
	}
	r.note(name)
	return nil
}

// path is that of a file of the experiment's folder.
func (r *runner) path(name string) string { return filepath.Join(r.dir, filepath.FromSlash(name)) }

// note notes a file that was written.
func (r *runner) note(name string) { r.result.Files = append(r.result.Files, r.path(name)) }
