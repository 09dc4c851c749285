package run

import (
	"errors"
	"maps"
	"time"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/study/cells"
)

// Cell is what came of one cell.
type Cell struct {
	cells.Outcome
	Reached Stage
	Err     error        // of files
	Diags   diag.List    // of the model and of building it; those of its run are in Result
	Sources diag.Sources // the texts that diagnostics point at
}

// Stage is how far a cell came.
type Stage int

// The stages of a cell. Waiting is one of which nothing is kept, since the run was stopped
// before it began or while it was built.
const (
	Waiting Stage = iota
	Checking
	Building
	Simulating
)

// State says whether what ran came to its end, and well.
type State int

// The states, each worse than the one before. Failed is a model with errors, or an
// expectation that is not met; Unfinished what was interrupted or could not be written.
const (
	Fine State = iota
	Failed
	Unfinished
)

// State is that of a cell.
func (c *Cell) State() State {
	switch {
	case c.Err != nil || c.Reached == Waiting:
		return Unfinished
	case c.Result == nil:
		return Failed
	case c.Result.Interrupted:
		return Unfinished
	case c.Result.Diags.HasErrors() || c.Before && !c.Result.Good():
		return Failed
	}
	return Fine
}

// Diagnostics lists all of a cell.
func (c *Cell) Diagnostics() diag.List {
	if c.Result == nil {
		return c.Diags
	}
	return append(c.Diags[:len(c.Diags):len(c.Diags)], c.Result.Diags...)
}

// CellOptions are those that a cell is checked with, of a model that was checked with
// opts. Its text is not read again.
func CellOptions(checked *compiler.Checked, opts compiler.Options, cell model.Cell) compiler.Options {
	set := maps.Clone(opts.Set)
	if set == nil {
		set = map[string]string{}
	}
	maps.Copy(set, cell.Set)
	opts.Set, opts.Like = set, checked
	if cell.Seed != nil {
		opts.Seed = cell.Seed
	}
	return opts
}

// ErrOtherModel says that a model is not the one whose cells were listed.
var ErrOtherModel = errors.New("the model is another one by now")

// Worker runs cells one after the other. The next cell shares what the one before
// has built, if they differ only in params that may change while a model runs.
type Worker struct {
	job   *Job
	like  *compiler.Checked
	built *compiler.Compiled
}

// Worker returns one for cells of the job, whose model is checked.
func (j *Job) Worker(checked *compiler.Checked) *Worker { return &Worker{job: j, like: checked} }

// Run runs a cell of an experiment, whose folder is claimed, unless it ran before. Err
// is ErrOtherModel if the model has no such experiment, or if specHash is given and the
// model has another one.
func (w *Worker) Run(name string, cell model.Cell, specHash string) Cell {
	c := Cell{Outcome: cells.Outcome{Cell: cell}, Reached: Checking}
	checked, err := compiler.Check(w.job.Path, CellOptions(w.like, w.job.Options, cell))
	if err != nil {
		c.Err = err
		return c
	}
	c.Sources = checked.Sources
	if checked.Diags.HasErrors() {
		c.Diags = checked.Diags
		return c
	}
	hash := ""
	if specHash != "" || !w.job.Again {
		hash = checked.SpecHash()
	}
	switch {
	case checked.Model.Experiment(name) == nil || specHash != "" && specHash != hash:
		c.Err = ErrOtherModel
	case !w.job.Again && w.finished(&c, name, hash):
	default:
		w.simulate(&c, checked, name)
	}
	return c
}

// finished reports a cell that ran before, and takes its result.
func (w *Worker) finished(c *Cell, name, hash string) bool {
	c.Result = experiment.Finished(w.job.Dir, name, c.Cell.Name, hash, version.Name())
	if c.Result == nil {
		return false
	}
	c.Before, c.Reached = true, Simulating
	c.Err = experiment.Forget(w.job.Dir, name, c.Cell.Name) // it may have been killed just before
	return true
}

// simulate builds and runs a cell.
func (w *Worker) simulate(c *Cell, checked *compiler.Checked, name string) {
	began := time.Now()
	c.Reached = Building
	stopped := false
	if c.Diags, stopped = w.build(checked, checked.Model.Experiment(name).Dt); stopped {
		c.Reached = Waiting
	}
	if w.built == nil {
		return
	}
	c.Reached = Simulating
	result, err := experiment.Run(w.built.Program, w.built.Program.Experiment(name), time.Since(began).Seconds(),
		experiment.Options{Dir: w.job.Dir, Cell: c.Cell.Name, Stop: w.job.Stop, Version: version.Name(), CheckpointEvery: w.job.CheckpointEvery,
			Anew: w.job.Again, Observer: w.job.observer(checked)})
	if err != nil {
		c.Err = err
		return
	}
	c.Result = result
}

// build compiles a checked model for a time step (s), unless the build of the cell
// before will do; built is nil if it has errors. A build cannot be ended halfway: where
// the job is stopped meanwhile, nobody waits for it, and built is nil.
func (w *Worker) build(checked *compiler.Checked, dt float64) (diags diag.List, stopped bool) {
	if w.built != nil {
		if w.built = w.built.As(checked, dt); w.built != nil {
			return nil, false
		}
	}
	done := make(chan func(), 1)
	go func() {
		compiled, found := compiler.Compile(checked, dt, nil)
		done <- func() { w.built, diags = compiled, found }
	}()
	select {
	case keep := <-done:
		keep()
		return diags, false
	case <-w.job.Stop:
		return nil, true
	}
}
