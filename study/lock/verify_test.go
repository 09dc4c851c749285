package lock

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/study/run"
)

const lockable = `seed 1
param k = 1
node u = k*sin(6*t)
probe u
experiment main {
  run 10ms
  expect mean(u) < 2
  export probes u to "u.csv"
}
`

// locked locks a model and returns the lock as it is read, and the path of the model.
func locked(t *testing.T, text string) (*Lock, string) {
	t.Helper()
	dir := t.TempDir()
	model := compilertest.ValidIn(t, dir, text).Model.File
	l, state, err := Observe(run.Job{Dir: filepath.Join(dir, "out")}, filepath.Join(dir, Name), []string{model})
	if err != nil || state != run.Fine {
		t.Fatal(err, state)
	}
	if err := l.Save(); err != nil {
		t.Fatal(err)
	}
	read, err := Read(l.Path)
	if err != nil || read.Count() != (Counts{Experiments: 1, Digests: 1, Files: 1, Expectations: 1}) {
		t.Fatal(err, read)
	}
	return read, model
}

// What was locked is verified; what changed is told before a run if it can be, after
// one if it must.
func TestVerify(t *testing.T) {
	l, model := locked(t, lockable)
	verify := func() *Verified {
		t.Helper()
		v, _, err := l.Verify(run.Job{Dir: t.TempDir()}, model)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if v := verify(); len(v.Differences) != 0 || !v.Exactly || v.Now.Count() != l.Count() {
		t.Errorf("%+v", v)
	}
	l.Facts[0].Value = strings.Replace(l.Facts[0].Value, "n=10 ", "n=11 ", 1)
	if v := verify(); len(v.Differences) != 1 || v.Differences[0].Kind != Digested || v.Now == nil {
		t.Errorf("%+v", v)
	}
	if err := os.WriteFile(model, []byte(strings.Replace(lockable, "6*t", "7*t", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if v := verify(); len(v.Differences) != 1 || v.Differences[0].Kind != Spec || v.Now != nil {
		t.Errorf("%+v", v)
	}
}

// A model that has errors, or that a lock does not speak of, is no difference.
func TestCannotVerify(t *testing.T) {
	l, model := locked(t, lockable)
	var unknown *Unknown
	if _, _, err := l.Verify(run.Job{}, filepath.Join(filepath.Dir(model), "other.nef")); !errors.As(err, &unknown) || unknown.Model != "other.nef" {
		t.Error(err)
	}
	if err := os.WriteFile(model, []byte("nonsense\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var invalid *compiler.Invalid
	if _, _, err := l.Verify(run.Job{}, ""); !errors.As(err, &invalid) || !invalid.Diags.HasErrors() {
		t.Error(err)
	}
	if l, _, err := Observe(run.Job{}, l.Path, []string{model}); !errors.As(err, &invalid) || l != nil {
		t.Error(err)
	}
}

// A lock allows the model it was made of, with the options of then.
func TestAllows(t *testing.T) {
	l, model := locked(t, lockable)
	for k, want := range map[string]int{"1": 0, "2": 1} {
		checked, err := compiler.Check(model, compiler.Options{Set: map[string]string{"k": k}})
		if err != nil {
			t.Fatal(err)
		}
		if differ, err := l.Allows(model, checked); err != nil || len(differ) != want {
			t.Errorf("with k = %s: %v, %+v", k, err, differ)
		}
	}
}

// A run that is stopped leaves nothing to lock.
func TestStoppedRunIsNotLocked(t *testing.T) {
	dir := t.TempDir()
	model := compilertest.ValidIn(t, dir, lockable).Model.File
	stop := make(chan struct{})
	close(stop)
	l, state, err := Observe(run.Job{Dir: filepath.Join(dir, "out"), Stop: stop}, filepath.Join(dir, Name), []string{model})
	if l != nil || state != run.Unfinished || err != nil {
		t.Errorf("%+v, %d, %v", l, state, err)
	}
}
