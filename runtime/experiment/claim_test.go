package experiment

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/internal/files"
)

// Who claims the folder of an experiment or a cell has it alone, and finds nothing
// there that a killed run was about to write; who joins shares it with others that do.
func TestClaim(t *testing.T) {
	dir := t.TempDir()
	left := filepath.Join(dir, "e", "seed=1", "run", ".nefc-left.tmp")
	if err := errors.Join(os.MkdirAll(filepath.Dir(left), 0o755), os.WriteFile(left, nil, 0o644)); err != nil {
		t.Fatal(err)
	}
	refused := func(l *files.Lock, err error) {
		t.Helper()
		var held *files.Held
		if !errors.As(err, &held) || l != nil {
			t.Errorf("%v, %v", l, err)
		}
	}
	taken := func(l *files.Lock, err error) *files.Lock {
		t.Helper()
		if errors.Is(err, files.ErrNoLocks) {
			t.Skip(err)
		}
		if err != nil || l == nil {
			t.Fatal(l, err)
		}
		return l
	}
	cell := taken(Claim(dir, "e", "seed=1"))
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("what was left is still there: %v", err)
	}
	refused(Claim(dir, "e", "seed=1"))
	taken(Claim(dir, "e", "seed=2")).Release()
	a, b := taken(Join(dir, "e")), taken(Join(dir, "e"))
	refused(Claim(dir, "e", ""))
	a.Release()
	b.Release()
	cell.Release()
	whole := taken(Claim(dir, "e", ""))
	refused(Join(dir, "e"))
	taken(Join(dir, "f")).Release()
	whole.Release()
	taken(Claim(dir, "e", "seed=1")).Release()
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if l, err := Claim(dir, "file", ""); err == nil || l != nil {
		t.Errorf("a file is claimed as a folder: %v, %v", l, err)
	}
}

// What a finished run left for going on is removed; of nothing there is nothing to
// remove.
func TestForget(t *testing.T) {
	dir := t.TempDir()
	cell := filepath.Join(dir, "e", "c")
	if err := Forget(dir, "e", "c"); err != nil {
		t.Error(err)
	}
	if err := os.MkdirAll(filepath.Join(cell, ".folder.records"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{checkpointName, ".run.records", "run.records", ".records.npz", "summary.json"} {
		if err := os.WriteFile(filepath.Join(cell, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := Forget(dir, "e", "c"); err != nil {
		t.Error(err)
	}
	left, err := os.ReadDir(cell)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range left {
		names = append(names, e.Name())
	}
	if len(names) != 4 || names[0] != ".folder.records" || names[1] != ".records.npz" || names[2] != "run.records" || names[3] != "summary.json" {
		t.Errorf("left: %v", names)
	}
}
