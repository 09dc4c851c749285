package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Folders for work go when they are done with.
func TestScratch(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	dir, remove, err := Scratch("work")
	if err != nil || !strings.HasPrefix(filepath.Base(dir), "nefc-work-") || filepath.Dir(dir) != os.TempDir() {
		t.Fatal(dir, err)
	}
	if err := os.WriteFile(filepath.Join(dir, "f"), nil, 0o644); err != nil || !scratch.folders[dir] {
		t.Errorf("%v; would it go at an interrupt? %v", err, scratch.folders[dir])
	}
	remove()
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) || scratch.folders[dir] {
		t.Errorf("still there: %v", err)
	}
	dir, _, err = Scratch("interrupted")
	if err != nil {
		t.Fatal(err)
	}
	RemoveScratch()
	scratch.Unlock() // it keeps others from making any more: the process is about to end
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("still there after an interrupt: %v", err)
	}
	t.Setenv("TMPDIR", filepath.Join(dir, "gone"))
	if dir, remove, err := Scratch("x"); err == nil || dir != "" || remove != nil {
		t.Errorf("a folder in a folder that is gone: %s", dir)
	}
}
