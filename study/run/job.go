// Package run runs experiments of a model. In goes a Job: which model, checked with
// which options, and the folder for results. Out come Results: of each experiment its
// cells, one without a name or as many as seeds and sweeps make of it, and what they
// amount to together.
//
// A cell is a model of its own, checked and built with its seed and params: what it
// computes depends on no other cell and not on how many run at a time. One that fails
// fails alone. Every folder that is written to is claimed, so that two processes never
// write to one.
//
// What is wrong with a model is a diag.List in the results, what is wrong with files
// an error. Nothing is printed: who wants to follow a run is told of Events.
package run

import (
	"runtime"
	"time"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/size"
)

// Job says what is to run, and how.
type Job struct {
	Path    string           // of the model
	Options compiler.Options // the model is checked with
	Dir     string           // of all experiments: out
	Workers int              // cells that run at a time, if memory holds them; 0 for one a core
	Again   bool             // run finished cells once more, and interrupted ones from the start
	Profile bool             // measure where time goes; not in cells
	Keep    bool             // keep what a report shows, beside the results
	Command []string         // that asked for the run, for the report

	CheckpointEvery time.Duration   // 0 for never
	Stop            <-chan struct{} // closed to end the run; may be nil
	Watch           func(Event)     // is told what happens, one event at a time; may be nil
}

// Experiments runs experiments of a checked model in order, up to the first one that
// does not come to its end.
func (j *Job) Experiments(checked *compiler.Checked, list []*model.Experiment) ([]*Result, error) {
	workers := Workers(j.Workers, checked.Model.Bytes, j.Options.MaxMemory)
	var out []*Result
	for _, e := range list {
		r, err := j.experiment(checked, e, workers)
		if r != nil {
			out = append(out, r)
		}
		if err != nil || r.State() == Unfinished {
			return out, err
		}
	}
	return out, nil
}

// experiment claims the folder of an experiment and runs it there.
func (j *Job) experiment(checked *compiler.Checked, e *model.Experiment, workers int) (*Result, error) {
	atOnce := min(float64(workers), e.NumCells())
	j.Tell(Begins{e, checked.Model.Bytes * size.Bytes(atOnce)})
	release, err := j.claim(e.Name)
	if err != nil {
		return nil, err
	}
	defer release()
	if e.HasCells() {
		return j.cells(checked, e, int(atOnce))
	}
	return j.alone(checked, e)
}

// Workers is how many cells run at a time: as many as asked for, or one a core, but
// no more than fit into limit bytes of memory.
func Workers(asked int, cell size.Bytes, limit int64) int {
	if asked <= 0 {
		asked = runtime.NumCPU()
	}
	if limit > 0 && cell > 0 {
		asked = min(asked, int(min(size.Bytes(limit)/cell, 1e6)))
	}
	return max(1, asked)
}
