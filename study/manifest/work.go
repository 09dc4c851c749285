package manifest

import (
	"errors"
	"fmt"
	"time"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/study/run"
)

// patience is how long a process waits for a cell that another one runs: long
// enough for a file system to notice that the machine of that process has died.
const patience = 2 * time.Minute

// Work runs cells in order, but those first that no other process is at; the others
// come last, and are mostly finished by then. Finished ones are left out. The job is
// that of the manifest, with what the caller adds to it; done is called for each cell.
func (m *Manifest) Work(job *run.Job, list []Cell, done func(Cell, run.Cell)) (run.State, error) {
	checked, err := compiler.Check(job.Path, job.Options)
	if err != nil {
		return run.Unfinished, err
	}
	job.Tell(run.Begins{Memory: checked.Model.Bytes})
	w := &worker{job: job, run: job.Worker(checked), known: cellsByName(checked.Model), done: done}
	job.Tell(run.Simulates{})
	defer job.Tell(run.Simulated{})
	state := run.Fine
	for since := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		before := len(list)
		worse, left, err := w.pass(list)
		state = max(state, worse)
		if err != nil || state == run.Unfinished || len(left) == 0 {
			return state, err
		}
		if len(left) < before {
			since = time.Now()
		}
		if time.Since(since) > patience || job.Stopped() {
			return run.Unfinished, fmt.Errorf("%d cells are left to others: %w", len(left), w.held)
		}
		list = left
	}
}

// worker runs cells of a manifest one after the other.
type worker struct {
	job   *run.Job
	run   *run.Worker
	known map[key]model.Cell
	done  func(Cell, run.Cell)
	held  *files.Held // why the last cell was left to another process
}

// pass runs the cells that no other process is at, and returns the others.
func (w *worker) pass(list []Cell) (state run.State, left []Cell, err error) {
	for _, c := range list {
		worse, err := w.cell(c)
		if errors.As(err, &w.held) {
			left = append(left, c)
			continue
		}
		if err != nil {
			return run.Unfinished, nil, fmt.Errorf("cell %s of %s: %w", c.Cell, c.Experiment, err)
		}
		if state = max(state, worse); state == run.Unfinished {
			return state, nil, nil
		}
	}
	return state, left, nil
}

// cell runs one cell, unless it had run before.
func (w *worker) cell(c Cell) (run.State, error) {
	cell, ok := w.known[c.key()]
	if !ok {
		return run.Unfinished, fmt.Errorf("%s has no such cell any more: it was changed since the manifest was written", w.job.Path)
	}
	release, err := w.job.ClaimCell(c.Experiment, c.Cell)
	if err != nil {
		return run.Unfinished, err
	}
	defer release()
	r := w.run.Run(c.Experiment, cell, c.SpecHash)
	if errors.Is(r.Err, run.ErrOtherModel) {
		r.Err = ErrChanged
	}
	w.done(c, r)
	return r.State(), r.Err
}
