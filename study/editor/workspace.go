// Package editor answers what an editor asks of models that are being written: what is
// wrong, and the ways out; what stands at a place, who uses it, what can be written
// there. In go the texts of open files, saved or not, and a place as a file and a byte;
// out come stretches of text, edits and words. It knows neither a protocol nor a screen:
// the language server and the live page ask the same questions.
//
// Every answer depends on the texts as they are now, and on nothing that was asked or
// written before.
package editor

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/stdlib"
)

// Workspace holds the texts of open files and the models that were checked with them.
// It may be asked from several goroutines.
type Workspace struct {
	Mistake func(error) // is told of mistakes of nefc itself, which cost an answer; may be nil

	mu      sync.Mutex
	texts   compiler.Overlay // of open files, by path
	folders []string         // whose models are looked through
	found   []string         // the models in them; nil if they are to be looked for
	models  map[string]*checking
	read    map[string]*compiler.Texts // of models, as they were last read, by path
}

// New returns a workspace of folders; models in them are looked for where a question is
// about all models that use a file.
func New(folders ...string) *Workspace {
	w := &Workspace{texts: compiler.Overlay{}, models: map[string]*checking{}, read: map[string]*compiler.Texts{}}
	w.Folders(folders, nil)
	return w
}

// Folders adds folders to those whose models are looked through, and takes others away.
func (w *Workspace) Folders(added, removed []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, f := range removed {
		w.folders = slices.DeleteFunc(w.folders, func(have string) bool { return have == filepath.Clean(f) })
	}
	for _, f := range added {
		if f = filepath.Clean(f); !slices.Contains(w.folders, f) {
			w.folders = append(w.folders, f)
		}
	}
	w.found = nil
}

// Set says what the text of an open file is now. Models that were checked with another
// text of it are checked again when they are asked for, and those that are being checked
// are given up.
func (w *Workspace) Set(path, text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	path = filepath.Clean(path)
	if old, open := w.texts[path]; open && old == text {
		return
	}
	_, open := w.texts[path]
	w.texts = maps.Clone(w.texts) // a check may be reading the old ones
	w.texts[path] = text
	if !open {
		w.found = nil
	}
	w.forget(func(c *checking) bool { return !open || c.reads(path) })
}

// Close says that a file is not open any more: what is on disk counts.
func (w *Workspace) Close(path string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.texts = maps.Clone(w.texts)
	delete(w.texts, filepath.Clean(path))
	delete(w.read, filepath.Clean(path))
	w.found = nil
	w.forget(func(*checking) bool { return true })
}

// Reload says that files on disk may have changed.
func (w *Workspace) Reload() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.found = nil
	w.forget(func(*checking) bool { return true })
}

// Open lists the open files, sorted.
func (w *Workspace) Open() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Sorted(maps.Keys(w.texts))
}

// Text is the text of a file: that of the editor if it is open, else what is on disk or
// in the library.
func (w *Workspace) Text(path string) (string, bool) {
	w.mu.Lock()
	text, open := w.texts[filepath.Clean(path)]
	w.mu.Unlock()
	if open {
		return text, true
	}
	if text, ok := libraryText(path); ok {
		return text, true
	}
	text, err := compiler.ReadSource(path)
	return text, err == nil
}

// InLibrary reports a file of the standard library, as diagnostics and declarations name
// it: std/1/product.nef.
func InLibrary(path string) bool { _, ok := libraryText(path); return ok }

func libraryText(path string) (string, bool) {
	e, name, ok := stdlib.Resolve(edition.Newest(), filepath.ToSlash(path))
	if !ok || e == nil || !strings.HasSuffix(path, ".nef") {
		return "", false
	}
	return stdlib.Network(e, name)
}
