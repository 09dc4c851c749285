package core

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// Missing says that there is no core for pages, and how to get one.
type Missing struct{ Why string }

// Error says so.
func (e *Missing) Error() string {
	return "pages hold a core, which this nefc was built without, and " + e.Why +
		". A release of nefc has the core in it; or give the folder of nefc's source, with Go installed: --source FOLDER"
}

// Find is the core that this nefc was built with, or else one built from its source: that
// in a folder, or for "" where it was built, where it lies, or around the working folder.
func Find(ctx context.Context, source string) (*Core, error) {
	if source == "" {
		if c := builtIn(); c != nil {
			return c, nil
		}
		source = beside()
	}
	if source == "" {
		return nil, &Missing{"its source is not here"}
	}
	if !isSource(source) {
		return nil, &Missing{source + " is not the folder of its source"}
	}
	if _, err := exec.LookPath("go"); err != nil {
		return nil, &Missing{"Go is not installed to build one"}
	}
	return Build(ctx, source)
}

// beside is the folder of the source; "" if there is none.
func beside() string {
	_, here, _, _ := runtime.Caller(0)
	program, _ := os.Executable()
	working, _ := os.Getwd()
	for _, start := range []string{here, program, working} {
		for dir := start; filepath.IsAbs(dir); dir = filepath.Dir(dir) {
			if isSource(dir) {
				return dir
			}
			if dir == filepath.Dir(dir) {
				break
			}
		}
	}
	return ""
}

// isSource reports a folder with our module.
func isSource(dir string) bool {
	b, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	return err == nil && strings.HasPrefix(string(b), "module "+strings.TrimSuffix(module, "/")+"\n")
}
