// Package suite takes the expectations of models for tests. In goes a job; its model's
// experiments that expect something are run, all cells of them, and out comes a Case
// for each expectation, as in test suites. What the experiments write is thrown away.
package suite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/study/cells"
	"github.com/nefc/nefc/study/run"
)

// Case is an expectation that was judged, or what kept others from being judged.
type Case struct {
	OK      bool
	Skipped bool   // its condition does not hold
	Subject string // model, experiment and cell
	What    string // is expected, with the value that was found
}

// ErrInterrupted says that the job was stopped.
var ErrInterrupted = errors.New("interrupted")

// Run runs the experiments of a checked model without errors that expect something.
// The folder of the job is a scratch folder. The caller is told of each case as soon
// as it is judged.
func Run(job *run.Job, checked *compiler.Checked, told func(Case)) error {
	for _, e := range checked.Model.Experiments {
		if !e.Expects() {
			continue
		}
		s := &suite{job: job, worker: job.Worker(checked), experiment: e.Name, told: told}
		var outcomes []cells.Outcome
		for _, cell := range e.Cells() {
			result, err := s.cell(cell)
			if err != nil {
				return err
			}
			outcomes = append(outcomes, cells.Outcome{Cell: cell, Result: result})
		}
		for _, p := range cells.Pool(e, outcomes) {
			told(Case{OK: p.Met, Subject: job.Path + " " + e.Name, What: strings.TrimRight(fmt.Sprintf("%s over seeds (%s) %s", p.Text, p.Found(), p.Point), " ")})
		}
	}
	return nil
}

// suite runs the cells of an experiment.
type suite struct {
	job        *run.Job
	worker     *run.Worker
	experiment string
	told       func(Case)
}

// cell runs a cell and tells of its cases; the result is nil if it did not run.
func (s *suite) cell(cell model.Cell) (*experiment.Result, error) {
	subject := strings.TrimRight(fmt.Sprintf("%s %s %s", s.job.Path, s.experiment, cell.Name), " ")
	s.job.Tell(run.Simulates{})
	c := s.worker.Run(s.experiment, cell, "")
	s.job.Tell(run.Simulated{})
	s.job.Tell(run.Found{Diags: c.Diags, Sources: c.Sources})
	if c.Reached == run.Waiting || c.Result != nil && c.Result.Interrupted {
		c.Err = ErrInterrupted
	}
	switch {
	case c.Err != nil || c.Result == nil && c.Reached > run.Checking:
		s.told(Case{Subject: subject, What: "did not run"})
		return nil, c.Err
	case c.Result == nil:
		s.told(Case{Subject: subject, What: "has errors"})
		return nil, nil
	}
	if !c.Result.Finished {
		s.job.Tell(run.Found{Diags: c.Result.Diags, Sources: c.Sources})
	}
	s.cases(subject, c.Result)
	return c.Result, os.RemoveAll(filepath.Join(s.job.Dir, s.experiment, cell.Name))
}

// cases tells of what a cell expected. What is judged over seeds comes later.
func (s *suite) cases(subject string, r *experiment.Result) {
	for _, x := range r.Expectations {
		if x.Outcome == experiment.Pooled {
			continue
		}
		what := x.Text
		if x.Value != nil {
			what += fmt.Sprintf(" (%.4g)", *x.Value)
		} else if x.Why != "" {
			what += " (" + x.Why + ")"
		}
		s.told(Case{OK: x.Outcome != experiment.Failed, Skipped: x.Outcome == experiment.Skipped, Subject: subject, What: what})
	}
	for _, plot := range r.Undrawn {
		s.told(Case{Subject: subject, What: "plot " + plot})
	}
	if !r.Finished {
		s.told(Case{Subject: subject, What: "did not run to its end"})
	}
}
