package editor

import (
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/program"
)

// Model is a model as its texts are now, checked.
type Model struct {
	*compiler.Checked
	Root string // the file that was checked

	named sync.Once
	names []*Named // once asked for

	listed sync.Once
	things *Objects // once asked for

	hashes sync.Map // of cells, by name

	built atomic.Pointer[program.Program] // nil until it is built
}

// Source is the text of a file of the model, as it was checked.
func (m *Model) Source(file string) string { return m.Sources[file] }

// SpecHash identifies what a cell of a model says; "" for one with errors.
func (w *Workspace) SpecHash(m *Model, cell model.Cell) string {
	if hash, known := m.hashes.Load(cell.Name); known {
		return hash.(string)
	}
	hash := ""
	checked, err := compiler.Check(m.Root, compiler.Options{Overlay: w.overlay(), Set: cell.Set, Seed: cell.Seed})
	if err == nil && !checked.Diags.HasErrors() {
		hash = checked.Model.SpecHash()
	}
	m.hashes.Store(cell.Name, hash)
	return hash
}

// checking is a check that is done, or under way.
type checking struct {
	root  string
	ready chan struct{} // closed when it is done
	stale atomic.Bool   // a text was changed since it began
	model *Model        // nil where there is none: the file cannot be read, or the check was overtaken
	err   error
}

// reads reports a check that depends on a file, as far as is known.
func (c *checking) reads(path string) bool {
	select {
	case <-c.ready:
	default:
		return true
	}
	if c.model == nil {
		return true
	}
	_, used := c.model.Sources[path]
	return used
}

// forget drops checks; those under way end early.
func (w *Workspace) forget(which func(*checking) bool) {
	for root, c := range w.models {
		if which(c) {
			c.stale.Store(true)
			delete(w.models, root)
		}
	}
}

// Model is the model of a file, checked with the texts as they are now; nil if the file
// cannot be read.
func (w *Workspace) Model(path string) *Model {
	for path = filepath.Clean(path); ; {
		c := w.check(path)
		<-c.ready
		if !errors.Is(c.err, compiler.ErrStopped) {
			return c.model
		}
	}
}

// check begins to check a file unless that is done already, or under way.
func (w *Workspace) check(path string) *checking {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c := w.models[path]; c != nil {
		return c
	}
	c := &checking{root: path, ready: make(chan struct{})}
	w.models[path] = c
	texts := w.texts
	go func() {
		defer close(c.ready)
		defer func() {
			if r := recover(); r != nil {
				c.err = fmt.Errorf("a mistake in nefc: %v\n%s", r, debug.Stack()) // costs the answers about a text, not the session
				if w.Mistake != nil {
					w.Mistake(c.err)
				}
			}
		}()
		checked, err := compiler.Check(path, compiler.Options{Overlay: texts, Stop: c.stale.Load})
		if c.err = err; err == nil {
			c.model = &Model{Checked: checked, Root: path}
		}
	}()
	return c
}
