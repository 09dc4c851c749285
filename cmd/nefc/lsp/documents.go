package lsp

import (
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nefc/nefc/internal/lsp"
)

// documents are those that the editor has open, by path.
type documents struct {
	mu      sync.Mutex
	open    map[string]*document
	changes atomic.Int64          // of texts, counted
	changed atomic.Int64          // when, in nanoseconds since 1970
	others  map[string]*lsp.Lines // of files that are not open, as they were last read
}

// document is a text with its version.
type document struct {
	uri     string // as the editor writes it
	version int
	lines   *lsp.Lines
}

// get is the document of a path, nil if it is not open.
func (d *documents) get(path string) *document {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.open[path]
}

// set replaces the document of a path; nil closes it.
func (d *documents) set(path string, doc *document) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.changes.Add(1)
	d.changed.Store(time.Now().UnixNano())
	if doc == nil {
		delete(d.open, path)
		return
	}
	d.open[path] = doc
}

// paths lists the open documents, sorted.
func (d *documents) paths() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Sorted(maps.Keys(d.open))
}

func (s *server) didOpen(p lsp.Opened) {
	path := pathOf(p.Document.URI)
	s.docs.set(path, &document{p.Document.URI, p.Document.Version, lsp.NewLines(p.Document.Text)})
	s.files.Set(path, p.Document.Text)
	s.finder.look()
}

func (s *server) didChange(p lsp.Changed) {
	path := pathOf(p.Document.URI)
	doc := s.docs.get(path)
	if doc == nil {
		return
	}
	lines := doc.lines
	for _, c := range p.Changes {
		lines = changed(lines, c)
	}
	next := &document{doc.uri, doc.version, lines}
	if p.Document.Version != nil {
		next.version = *p.Document.Version
	}
	s.docs.set(path, next)
	s.files.Set(path, lines.Text)
	s.finder.look()
}

// changed is a text after a change.
func changed(l *lsp.Lines, c lsp.Change) *lsp.Lines {
	if c.Range == nil {
		return lsp.NewLines(c.Text)
	}
	start, end := l.Span(*c.Range)
	return lsp.NewLines(l.Text[:start] + c.Text + l.Text[end:])
}

func (s *server) didClose(p lsp.InDocument) {
	path := pathOf(p.Document.URI)
	s.docs.set(path, nil)
	s.files.Close(path)
	s.finder.look()
}

func (s *server) didSave(lsp.InDocument) { s.filesChanged(lsp.FilesChanged{}) }

// filesChanged reads files anew. Summaries of runs change no model, only what is shown beside it.
func (s *server) filesChanged(p lsp.FilesChanged) {
	summary := func(c lsp.FileChange) bool { return filepath.Base(pathOf(c.URI)) == "summary.json" }
	others := slices.DeleteFunc(slices.Clone(p.Changes), summary)
	if len(others) < len(p.Changes) {
		s.refresh()
	}
	if len(others) > 0 || len(p.Changes) == 0 {
		s.files.Reload()
		s.finder.look()
	}
}

// lines are the lines of a file, open or not.
func (s *server) lines(path string) *lsp.Lines {
	if doc := s.docs.get(path); doc != nil {
		return doc.lines
	}
	text, _ := s.files.Text(path)
	return s.docs.other(path, text)
}

// other are the lines of a file that is not open.
func (d *documents) other(path, text string) *lsp.Lines {
	d.mu.Lock()
	defer d.mu.Unlock()
	if l := d.others[path]; l == nil || l.Text != text {
		d.others[path] = lsp.NewLines(text)
	}
	return d.others[path]
}
