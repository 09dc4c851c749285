package manifest

import (
	"fmt"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/study/cells"
	"github.com/nefc/nefc/study/run"
)

// Status is how far the cells of a manifest are.
type Status struct {
	Cells, Finished int
	Failed          int // of those finished
	Missing         []Range
}

// Status looks which cells are finished. The error is ErrChanged if the model is
// another one by now.
func (m *Manifest) Status() (*Status, error) {
	if _, err := m.current(); err != nil {
		return nil, err
	}
	s := &Status{Cells: len(m.Cells)}
	var missing []int
	for i, c := range m.Cells {
		switch r := m.finished(c); {
		case r == nil:
			missing = append(missing, i)
		case !r.Good():
			s.Failed++
		}
	}
	s.Finished, s.Missing = s.Cells-len(missing), ranges(missing)
	return s, nil
}

// Gathering is what the finished cells of an experiment amount to.
type Gathering struct {
	Experiment      *model.Experiment
	Cells, Finished int // of the experiment; that are finished
	Failed          int // finished cells in which something that was expected is not so

	Pooled []cells.Pooled // expectations over seeds
	Files  []string       // written; nil for an experiment without seeds and sweeps
}

// State is Failed if something that was expected is not so.
func (g *Gathering) State() run.State {
	failed := g.Failed > 0
	for _, p := range g.Pooled {
		failed = failed || !p.Met
	}
	if failed {
		return run.Failed
	}
	return run.Fine
}

// Missing says that cells of an experiment are not finished.
type Missing struct {
	Experiment  string
	Missing, Of int
}

// Error counts the cells.
func (e *Missing) Error() string {
	return fmt.Sprintf("%d of %d cells of %s are missing", e.Missing, e.Of, e.Experiment)
}

// Gather writes the tables and plots of all cells of each experiment, and judges
// expectations over seeds. If partial, cells may be missing; else the error is
// *Missing. Who watches the job is told of the model.
func (m *Manifest) Gather(job *run.Job, partial bool) ([]Gathering, error) {
	checked, err := m.current()
	if err != nil {
		return nil, err
	}
	job.Tell(run.Checked{Checked: checked})
	planned := map[key]Cell{}
	for _, c := range m.Cells {
		planned[c.key()] = c
	}
	var out []Gathering
	for _, e := range checked.Model.Experiments {
		g, outcomes := m.collect(e, planned)
		if missing := g.Cells - g.Finished; missing > 0 && !partial {
			return out, &Missing{e.Name, missing, g.Cells}
		}
		if e.HasCells() && len(outcomes) > 0 {
			if err := g.write(job, outcomes); err != nil {
				return out, err
			}
		}
		out = append(out, g)
	}
	return out, nil
}

// collect reads the finished cells of an experiment; planned are those of the manifest.
func (m *Manifest) collect(e *model.Experiment, planned map[key]Cell) (Gathering, []cells.Outcome) {
	g := Gathering{Experiment: e}
	var outcomes []cells.Outcome
	for _, cell := range e.Cells() {
		c, ok := planned[key{e.Name, cell.Name}]
		if !ok {
			continue
		}
		r := m.finished(c)
		if g.Cells++; r != nil {
			g.Finished++
			if !r.Good() {
				g.Failed++
			}
		}
		outcomes = append(outcomes, cells.Outcome{Cell: cell, Result: r, Before: true})
	}
	return g, outcomes
}

// write writes what belongs to all cells.
func (g *Gathering) write(job *run.Job, outcomes []cells.Outcome) error {
	release, err := job.Join(g.Experiment.Name)
	if err != nil {
		return err
	}
	defer release()
	if g.Files, err = cells.Gather(job.Dir, g.Experiment, outcomes); err != nil {
		return err
	}
	g.Pooled = cells.Pool(g.Experiment, outcomes)
	return nil
}
