package run

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
	cell := taken(claim(dir, "e", "seed=1"))
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("what was left is still there: %v", err)
	}
	refused(claim(dir, "e", "seed=1"))
	taken(claim(dir, "e", "seed=2")).Release()
	a, b := taken(join(dir, "e")), taken(join(dir, "e"))
	refused(claim(dir, "e", ""))
	a.Release()
	b.Release()
	cell.Release()
	whole := taken(claim(dir, "e", ""))
	refused(join(dir, "e"))
	taken(join(dir, "f")).Release()
	whole.Release()
	taken(claim(dir, "e", "seed=1")).Release()
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if l, err := claim(dir, "file", ""); err == nil || l != nil {
		t.Errorf("a file is claimed as a folder: %v, %v", l, err)
	}
}
