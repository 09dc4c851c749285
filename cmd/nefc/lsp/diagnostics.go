package lsp

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/lsp"
	"github.com/nefc/nefc/study/editor"
)

// finder looks for mistakes in the open files, in a goroutine of its own, whenever a text
// has changed. What it finds of a text that was overtaken is not told.
type finder struct {
	server  *server
	idle    *builder
	changed chan struct{} // holds one: that something has changed since it last looked
	stop    chan struct{}
	done    chan struct{}
	shown   map[string]bool // the files of which something is told
}

func newFinder(s *server) *finder {
	f := &finder{server: s, changed: make(chan struct{}, 1), stop: make(chan struct{}), idle: newBuilder(s),
		done: make(chan struct{}), shown: map[string]bool{}}
	go f.work()
	return f
}

// look says that something has changed.
func (f *finder) look() {
	select {
	case f.changed <- struct{}{}:
	default: // it will look anyway
	}
}

func (f *finder) close() {
	close(f.stop)
	<-f.done
	f.idle.close()
}

func (f *finder) work() {
	defer close(f.done)
	for {
		select {
		case <-f.stop:
			return
		case <-f.changed:
			f.find()
		}
	}
}

// find checks every open model, those that use open files, and tells what it found.
func (f *finder) find() {
	s := f.server
	versions := map[string]int{}
	for _, path := range s.docs.paths() {
		if doc := s.docs.get(path); doc != nil {
			versions[path] = doc.version
		}
	}
	found := s.files.Findings(slices.Sorted(maps.Keys(versions)))
	if len(f.changed) > 0 {
		return // overtaken
	}
	for file := range f.shown {
		if _, ok := found[file]; !ok {
			found[file] = diag.List{}
		}
	}
	for _, file := range slices.Sorted(maps.Keys(found)) {
		f.publish(file, found, versions)
	}
	f.idle.soon()
}

func (f *finder) publish(file string, found editor.Findings, versions map[string]int) {
	list := found[file]
	version, open := versions[file]
	if !open && len(list) == 0 && !f.shown[file] {
		return
	}
	f.shown[file] = len(list) > 0
	out := lsp.Diagnostics{URI: f.server.uri(file), List: []lsp.Diagnostic{}}
	if open {
		out.Version = &version
	}
	for _, d := range list {
		out.List = append(out.List, f.server.diagnostic(d))
	}
	f.server.tell("textDocument/publishDiagnostics", out)
}

// diagnostic writes a diagnostic as an editor shows it: what is so, why, and the way out.
func (s *server) diagnostic(d *diag.Diagnostic) lsp.Diagnostic {
	out := lsp.Diagnostic{Range: s.span(d.Subject), Severity: lsp.SeverityError, Code: d.Code.String(), Source: "nefc", Message: message(d)}
	if d.Severity == diag.Warning {
		out.Severity = lsp.SeverityWarning
	}
	if d.Code == diag.Unused {
		out.Tags = []int{lsp.TagUnnecessary}
	} else if slices.ContainsFunc(d.Fixes, func(f diag.Fix) bool { return f.Respells }) {
		out.Tags = []int{lsp.TagDeprecated}
	}
	if page, ok := referenceFile(d.Code.String() + ".md"); ok {
		out.Description = &lsp.CodeDescription{Href: fileURI(page)}
	}
	for _, p := range d.Places {
		out.Related = append(out.Related, lsp.Related{Location: s.location(p.Span), Message: p.Label})
	}
	return out
}

// message is a diagnostic in a few lines.
func message(d *diag.Diagnostic) string {
	lines := []string{d.Summary}
	if d.Label != "" {
		lines = append(lines, d.Label)
	}
	lines = append(lines, d.Notes...)
	if way := d.Way(); way != "" {
		lines = append(lines, "help: "+way)
	}
	for i, line := range lines {
		lines[i] = diag.Visible(line)
	}
	return strings.Join(lines, "\n")
}

// span is where a stretch of text stands.
func (s *server) span(at diag.Span) lsp.Range {
	return s.lines(filepath.Clean(at.Filename)).Range(at.Start().Offset, at.End().Offset)
}

func (s *server) location(at diag.Span) lsp.Location {
	return lsp.Location{URI: s.uri(filepath.Clean(at.Filename)), Range: s.span(at)}
}
