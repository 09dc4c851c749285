package editor

import (
	"maps"
	"slices"

	"github.com/nefc/nefc/grammar/diag"
)

// Findings are diagnostics by the file that they are about. What is said of a file of the
// library is said of the place in a file of one's own that led there.
type Findings map[string]diag.List

// Findings checks the models that some files are part of, and collects what was found,
// each diagnostic once. Every file that was read has an entry, an empty one if nothing is
// wrong with it. Of a file that others use, warnings count where it is used: it need not
// have a seed, or use what it declares.
func (w *Workspace) Findings(files []string) Findings {
	roots, parts := map[string]bool{}, map[string]bool{}
	usage := w.usage()
	for _, file := range files {
		users := usage.of(file)
		for _, root := range users {
			roots[root] = true
		}
		parts[file] = len(users) > 1
	}
	out := Findings{}
	for _, root := range slices.Sorted(maps.Keys(roots)) {
		if m := w.Model(root); m != nil {
			out.add(m, parts[root])
		}
	}
	for _, list := range out {
		list.Sort()
	}
	return out
}

// add takes what was found in a model.
func (f Findings) add(m *Model, errorsOnly bool) {
	for file := range m.Sources {
		if !InLibrary(file) && f[file] == nil {
			f[file] = diag.List{}
		}
	}
	for _, d := range m.Diags {
		if errorsOnly && d.Severity != diag.Error {
			continue
		}
		d = m.ofOnesOwn(d)
		list := f[d.Subject.Filename]
		list.Add(d)
		f[d.Subject.Filename] = list
	}
}

// ofOnesOwn is a diagnostic with its subject in a file that is not the library's.
func (m *Model) ofOnesOwn(d *diag.Diagnostic) *diag.Diagnostic {
	if d.Subject.IsValid() && !InLibrary(d.Subject.Filename) {
		return d
	}
	moved := *d
	moved.Subject = diag.Between(m.start(), m.start())
	for _, p := range slices.Backward(d.Places) {
		if !InLibrary(p.Span.Filename) {
			moved.Subject = p.Span
		}
	}
	moved.Fixes = nil // nobody edits the library
	return moved.WithPlace(d.Subject, "here")
}

// start is the first place of the model's own file.
func (m *Model) start() diag.Pos { return diag.Pos{Filename: m.Root, Line: 1, Column: 1} }
