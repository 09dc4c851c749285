package run

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
)

const swept = `seed 1
param k = 1
node u = k
probe u
experiment alone {
  run 10ms
}
experiment e {
  seeds 1:3
  sweep k in [1, 3]
  run 10ms
  expect mean(u) < 2.5
  expect median(mean(u)) < 2.5 over seeds
}
`

// newJob is a job of a model that is written for it, checked.
func newJob(t testing.TB, text string) (*Job, *compiler.Checked) {
	t.Helper()
	dir := t.TempDir()
	checked := compilertest.ValidIn(t, dir, text)
	return &Job{Path: checked.Model.File, Dir: filepath.Join(dir, "out"), Workers: 2}, checked
}

// Experiments are run in order, their cells gathered, and who watches is told as it
// happens; what has run before is not run again.
func TestExperiments(t *testing.T) {
	job, checked := newJob(t, swept)
	var told []string
	job.Watch = func(e Event) {
		if _, ok := e.(Progress); !ok {
			told = append(told, strings.TrimPrefix(fmt.Sprintf("%T", e), "run."))
		}
	}
	results, err := job.Experiments(checked, checked.Model.Experiments)
	if err != nil || len(results) != 2 || results[0].State() != Fine || results[1].State() != Failed || Worst(results) != Failed {
		t.Fatal(err, results)
	}
	want := "Begins Found Simulates Simulated Ran Begins Simulates CellDone CellDone CellDone CellDone Simulated Ran Gathered"
	if got := strings.Join(told, " "); got != want {
		t.Errorf("told of %s, want %s", got, want)
	}
	alone, cells := results[0], results[1]
	if len(alone.Cells) != 1 || alone.Cells[0].Result.Steps != 10 || len(alone.Files()) != 2 {
		t.Errorf("%+v", alone)
	}
	if ran, before := cells.Count(); ran != 4 || before != 0 || len(cells.Pooled) != 2 || !cells.Pooled[0].Met || cells.Pooled[1].Met || len(cells.Gathered) != 2 {
		t.Errorf("%d ran, %d before: %+v", ran, before, cells)
	}
	found := cells.Findings()
	if len(found) != 1 || len(found[0].Diags) != 1 || found[0].Diags[0].Notes[0] != "in cell seed=1,k=3, and in 1 of the other 3" || found[0].Sources[job.Path] == "" {
		t.Errorf("%+v", found)
	}
	if again := cells.Findings(); len(again[0].Diags[0].Notes) != 1 {
		t.Error("what is found is told differently the second time")
	}
	again, err := job.Experiments(checked, checked.Model.Experiments[1:])
	if err != nil {
		t.Fatal(err)
	}
	if ran, before := again[0].Count(); ran != 4 || before != 4 || again[0].State() != Failed {
		t.Errorf("%d ran, %d before", ran, before)
	}
}

// A job that is stopped begins no more cells, and no more experiments.
func TestStop(t *testing.T) {
	job, checked := newJob(t, swept)
	stop := make(chan struct{})
	close(stop)
	job.Stop = stop
	experiments := checked.Model.Experiments
	results, err := job.Experiments(checked, experiments)
	if err != nil || len(results) != 1 || results[0].State() != Unfinished || !results[0].Cells[0].Result.Interrupted {
		t.Errorf("%v, %+v", err, results)
	}
	results, err = job.Experiments(checked, experiments[1:])
	if err != nil || len(results) != 1 || results[0].State() != Unfinished || results[0].Cells[3].Reached != Waiting {
		t.Errorf("%v, %+v", err, results)
	}
}

// Who watches is told what is solved; a cell that is being built when the job is stopped
// is not waited for, and nothing is kept of it.
func TestBuilding(t *testing.T) {
	job, checked := newJob(t, "seed 1\nnode u = 1\nensemble a 50\nensemble b 20\nconnect u -> a\nconnect c: a -> b\n"+
		"connect w: a.neurons -> b.neurons solve l2\nprobe b\nrun 1ms\n")
	var told []string
	job.Watch = func(e Event) {
		if s, ok := e.(Solving); ok && s.Solved {
			told = append(told, fmt.Sprintf("%s %d/%d", s.Name, s.Done, s.Of))
		}
	}
	if _, err := job.Experiments(checked, checked.Model.Experiments); err != nil || strings.Join(told, ", ") != "c 1/3, b 2/3, w 3/3" && strings.Join(told, ", ") != "b 1/3, c 2/3, w 3/3" {
		t.Errorf("%v; told of %v", err, told)
	}
	slow, checked := newJob(t, "seed 1\nparam n = 1200\nensemble a n\nprobe a\nexperiment e {\n  sweep n in [1200]\n  run 1ms\n}\n")
	stop := make(chan struct{})
	close(stop)
	slow.Stop = stop
	c := slow.Worker(checked).Run("e", checked.Model.Experiments[0].Cells()[0], "")
	if c.Reached != Waiting || c.State() != Unfinished || c.Result != nil || c.Err != nil {
		t.Errorf("%+v", c)
	}
}

// A model that is not built, and a folder that cannot be written, are told apart.
func TestWhatDoesNotRun(t *testing.T) {
	job, checked := newJob(t, "seed 1\nparam n = 5\nensemble a n\nnode u = 1\nconnect u -> a\nprobe a\nexperiment e {\n  sweep n in [5, 0]\n  run 1ms\n}\n")
	results, err := job.Experiments(checked, checked.Model.Experiments)
	if err != nil || results[0].Cells[0].State() != Fine || results[0].Cells[1].State() != Failed || results[0].Cells[1].Reached != Checking {
		t.Errorf("%v, %+v", err, results)
	}
	w := job.Worker(checked)
	cell := checked.Model.Experiments[0].Cells()[0]
	if c := w.Run("e", cell, "another hash"); !errors.Is(c.Err, ErrOtherModel) || c.State() != Unfinished {
		t.Errorf("%+v", c)
	}
	if c := w.Run("f", cell, ""); !errors.Is(c.Err, ErrOtherModel) {
		t.Errorf("%+v", c)
	}
	if c := w.Run("e", cell, results[0].Cells[0].Result.SpecHash); c.Err != nil || !c.Before {
		t.Errorf("%+v", c)
	}
	job.Dir = job.Path
	if results, err := job.Experiments(checked, checked.Model.Experiments); err == nil || len(results) != 0 {
		t.Errorf("a file is taken for the folder of results: %+v", results)
	}
}

// The options of a cell are those of the model, with its own seed and params.
func TestCellOptions(t *testing.T) {
	_, checked := newJob(t, swept)
	seed := int64(9)
	opts := compiler.Options{Seed: &seed, Set: map[string]string{"j": "2"}, MaxMemory: 7}
	cells := checked.Model.Experiments[1].Cells()
	got := CellOptions(checked, opts, cells[3])
	if *got.Seed != 2 || got.Set["j"] != "2" || got.Set["k"] != "3" || got.MaxMemory != 7 || len(opts.Set) != 1 {
		t.Errorf("%+v, of %+v", got, opts)
	}
	if got := CellOptions(checked, compiler.Options{}, checked.Model.Experiments[0].Cells()[0]); got.Seed != nil || len(got.Set) != 0 {
		t.Errorf("%+v", got)
	}
}
