// Package diagtest tells tests which places of nefc made no diagnostic.
package diagtest

import (
	"fmt"
	"go/token"
	"runtime"
	"slices"
	"sync"

	"github.com/nefc/nefc/grammar/diag"
)

// Watcher notes which lines of Go were on the way to a diagnostic.
type Watcher struct {
	mu      sync.Mutex
	callers map[uintptr]bool
}

// Watch begins to watch; one watches at a time.
func Watch() *Watcher {
	w := &Watcher{callers: map[uintptr]bool{}}
	diag.Made = func() {
		var pcs [12]uintptr // what wraps diag.New is less deep
		n := runtime.Callers(3, pcs[:])
		w.mu.Lock()
		defer w.mu.Unlock()
		for _, pc := range pcs[:n] {
			w.callers[pc] = true
		}
	}
	return w
}

// Stop ends watching.
func (w *Watcher) Stop() { diag.Made = nil }

// Missed lists the reports in packages, given as patterns of `go list`, that made no
// diagnostic while they were watched. A report is a call that makes a diagnostic
// whenever it is made.
func (w *Watcher) Missed(patterns ...string) ([]token.Position, error) {
	reports, err := findReports(patterns)
	if err != nil {
		return nil, err
	}
	if len(reports) == 0 {
		return nil, fmt.Errorf("nothing in %v makes a diagnostic", patterns)
	}
	reached := w.lines()
	return slices.DeleteFunc(reports, func(at token.Position) bool { return reached[line{at.Filename, at.Line}] }), nil
}

// line is a line of a Go file.
type line struct {
	file   string
	number int
}

// lines are those of the callers.
func (w *Watcher) lines() map[line]bool {
	lines := map[line]bool{}
	for pc := range w.callers {
		frames := runtime.CallersFrames([]uintptr{pc})
		for f, more := frames.Next(); ; f, more = frames.Next() {
			lines[line{f.File, f.Line}] = true
			if !more {
				break
			}
		}
	}
	return lines
}
