package files

import (
	"path/filepath"
	"testing"
)

// A disk says how much it holds, or that it does not say.
func TestFree(t *testing.T) {
	dir := t.TempDir()
	free, known := Free(dir)
	if known != (free > 0) {
		t.Errorf("%g bytes, known %v", free, known)
	}
	if _, known := Free(filepath.Join(dir, "none")); known {
		t.Error("a folder that is not there has room")
	}
}
