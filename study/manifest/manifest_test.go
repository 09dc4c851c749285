package manifest

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/study/run"
)

const swept = `seed 1
param k = 1
node u = k
probe u
experiment e {
  sweep k in [1, 3]
  run 10ms
  expect mean(u) < 2.5
}
experiment alone {
  run 10ms
}
`

// listed writes a model and a manifest of its cells, and returns its path.
func listed(t *testing.T, text string) (*Manifest, string) {
	t.Helper()
	dir := t.TempDir()
	checked := compilertest.ValidIn(t, dir, text)
	job := &run.Job{Path: checked.Model.File, Dir: filepath.Join(dir, "out"), Options: compiler.Options{MaxMemory: 1e9}}
	m, err := New(job, checked, checked.Model.Experiments)
	if err != nil {
		t.Fatal(err)
	}
	path, err := m.Save()
	if err != nil {
		t.Fatal(err)
	}
	return m, path
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Parts of a manifest that are worked off in any order and twice are one run.
func TestWork(t *testing.T) {
	m, _ := listed(t, swept)
	work := func(part string, want run.State) (ran, before int) {
		t.Helper()
		cells, err := m.Part(part)
		if err != nil {
			t.Fatal(err)
		}
		state, err := m.Work(m.Job(), cells, func(_ Cell, c run.Cell) {
			if ran++; c.Before {
				before++
			}
		})
		if err != nil || state != want {
			t.Errorf("%s: %v, state %d, want %d", part, err, state, want)
		}
		return ran, before
	}
	work("1:2", run.Failed)
	if s, err := m.Status(); err != nil || s.Cells != 3 || s.Finished != 1 || s.Failed != 1 || len(s.Missing) != 2 || s.Missing[1] != (Range{2, 3}) {
		t.Errorf("%v %+v", err, s)
	}
	var missing *Missing
	if list, err := m.Gather(m.Job(), false); !errors.As(err, &missing) || *missing != (Missing{"e", 1, 2}) || len(list) != 0 {
		t.Errorf("%v, %+v", err, list)
	}
	if list, err := m.Gather(m.Job(), true); err != nil || len(list) != 2 || list[0].Finished != 1 || len(list[0].Files) != 2 || list[0].State() != run.Failed {
		t.Errorf("%v, %+v", err, list)
	}
	if ran, before := work("", run.Failed); ran != 3 || before != 1 {
		t.Errorf("%d ran, %d before", ran, before)
	}
	if ran, before := work("2:3", run.Fine); ran != 1 || before != 1 {
		t.Errorf("%d ran, %d before", ran, before)
	}
	if list, err := m.Gather(m.Job(), false); err != nil || list[0].Cells != 2 || list[0].Finished != 2 || list[1].Files != nil || list[1].State() != run.Fine {
		t.Errorf("%v, %+v", err, list)
	}
}

// Cells of another model are not run, counted or gathered.
func TestChangedModel(t *testing.T) {
	m, _ := listed(t, swept)
	write(t, m.Model, strings.Replace(swept, "u = k", "u = 2*k", 1))
	if _, err := m.Status(); !errors.Is(err, ErrChanged) {
		t.Error(err)
	}
	if _, err := m.Gather(m.Job(), true); !errors.Is(err, ErrChanged) {
		t.Error(err)
	}
	told := func(_ Cell, c run.Cell) {
		if !errors.Is(c.Err, ErrChanged) {
			t.Errorf("%+v", c)
		}
	}
	if state, err := m.Work(m.Job(), m.Cells, told); !errors.Is(err, ErrChanged) || state != run.Unfinished {
		t.Errorf("%v, state %d", err, state)
	}
	write(t, m.Model, strings.Replace(swept, "[1, 3]", "[1, 4]", 1))
	if _, err := m.Work(m.Job(), m.Cells[1:2], told); err == nil || !strings.Contains(err.Error(), "has no such cell any more") {
		t.Error(err)
	}
	write(t, m.Model, "nonsense\n")
	if _, err := m.Status(); !errors.Is(err, ErrChanged) {
		t.Error(err)
	}
}

// A manifest is read as it was written, by the nefc that wrote it; a changed one is not.
func TestRead(t *testing.T) {
	m, path := listed(t, swept)
	got, err := Read(path)
	if err != nil || got.Version != version.Name() || got.Model != m.Model || got.Out != m.Out || len(got.Cells) != 3 || got.Cells[1] != m.Cells[1] {
		t.Fatalf("%v, %+v", err, got)
	}
	if o := got.Job().Options; o.MaxMemory != 1e9 || o.Set == nil || !o.NeedRun || o.Out != m.Out {
		t.Errorf("%+v", o)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, string(text)+" ")
	var foreign *Foreign
	if _, err := Read(path); !errors.As(err, &foreign) || foreign.Path != path {
		t.Error(err)
	}
	other := strings.Replace(string(text), version.Name(), "v0.1", 1)
	path = filepath.Join(m.Out, "manifest-"+digest([]byte(strings.TrimSuffix(other, "\n")))+".json")
	write(t, path, other)
	if _, err := Read(path); err == nil || !strings.Contains(err.Error(), "was written by nefc v0.1") {
		t.Error(err)
	}
}

// A cell with errors is refused before anything is handed out.
func TestBadCell(t *testing.T) {
	checked := compilertest.Valid(t, "seed 1\nparam n = 5\nensemble a n\nprobe a\nexperiment e {\n  sweep n in [5, 0]\n  run 1ms\n}\n")
	_, err := New(&run.Job{Path: checked.Model.File, Dir: "out"}, checked, checked.Model.Experiments)
	var bad *BadCell
	if !errors.As(err, &bad) || bad.Experiment != "e" || err.Error() != "cell n=0 of e has errors" || !bad.Diags.HasErrors() {
		t.Error(err)
	}
}
