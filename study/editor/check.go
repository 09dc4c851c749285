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
	"github.com/nefc/nefc/grammar"
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
	texts *compiler.Texts // as read; nil if they cannot be
	read  chan struct{}   // closed when they are
	ready chan struct{}   // closed when it is done
	stale atomic.Bool     // a text was changed since it began
	model *Model          // nil where there is none: the file cannot be read, or the check was overtaken
	err   error

	declaring sync.Once
	declared  *Model // once asked for
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

// Declared is what the file of a model declares, with the texts as they are now: an outline, and
// objects with their sizes. It is there long before the model is, which knows wires, rules and
// mistakes as well; nil if the file cannot be read.
func (w *Workspace) Declared(path string) *Model {
	for path = filepath.Clean(path); ; {
		c := w.check(path)
		<-c.read
		if c.stale.Load() {
			continue
		}
		c.declaring.Do(func() {
			if c.texts != nil {
				c.declared = &Model{Checked: compiler.Declare(c.texts), Root: path}
			}
		})
		return c.declared
	}
}

// File is a file as it was parsed for its check; nil if it cannot be read.
func (w *Workspace) File(path string) *grammar.File {
	m := w.check(filepath.Clean(path))
	if <-m.read; m.texts == nil {
		return nil
	}
	return m.texts.File()
}

// check begins to check a file unless that is done already, or under way.
func (w *Workspace) check(path string) *checking {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c := w.models[path]; c != nil {
		return c
	}
	c := &checking{root: path, read: make(chan struct{}), ready: make(chan struct{})}
	w.models[path] = c
	texts, before := w.texts, w.read[path]
	go func() {
		defer close(c.ready)
		w.guard(c, func() { w.readTexts(c, texts, before) })
		if c.texts != nil {
			w.guard(c, c.whole)
		}
	}()
	return c
}

// guard does a part of a check. A mistake of ours costs the answers about a text, not the session.
func (w *Workspace) guard(c *checking, part func()) {
	defer func() {
		if r := recover(); r != nil {
			c.err = fmt.Errorf("a mistake in nefc: %v\n%s", r, debug.Stack())
			if w.Mistake != nil {
				w.Mistake(c.err)
			}
		}
	}()
	part()
}

// readTexts reads the texts of a check, and takes over what they have in common with those that were
// read before.
func (w *Workspace) readTexts(c *checking, texts compiler.Overlay, before *compiler.Texts) {
	defer close(c.read)
	c.texts, c.err = compiler.Read(c.root, texts, before)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.models[c.root] == c && c.texts != nil {
		w.read[c.root] = c.texts
	}
}

// whole checks what was read.
func (c *checking) whole() {
	checked, err := compiler.Check(c.root, compiler.Options{Texts: c.texts, Stop: c.stale.Load})
	if c.err = err; err == nil {
		c.model = &Model{Checked: checked, Root: c.root}
	}
}
