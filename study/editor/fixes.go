package editor

import (
	"fmt"
	"slices"

	"github.com/nefc/nefc/grammar/diag"
)

// Fix is a way out of what is wrong, as edits.
type Fix struct {
	Title   string
	Of      *diag.Diagnostic // nil for one that is about several
	Code    diag.Code
	Edits   []Edit
	Certain bool // nobody need decide
}

// Fixes are the ways out of what is wrong in a stretch of a file: those of each diagnostic,
// and, where the file has several of a kind with a certain way out, all of that kind at
// once.
func (w *Workspace) Fixes(at Place) []Fix {
	found := w.Findings([]string{at.File})[at.File]
	var out []Fix
	var kinds []diag.Code
	for _, d := range found {
		subject := PlaceOf(d.Subject)
		if subject.Start > at.End || subject.End < at.Start {
			continue
		}
		for _, f := range d.Fixes {
			out = append(out, Fix{f.String(), d, d.Code, editsOf(f), !f.Guess && len(d.Fixes) == 1})
		}
		if !slices.Contains(kinds, d.Code) {
			kinds = append(kinds, d.Code)
		}
	}
	for _, code := range kinds {
		if edits, n := together(found, func(d *diag.Diagnostic) bool { return d.Code == code }); n > 1 {
			out = append(out, Fix{Title: fmt.Sprintf("fix all %d of this kind (%s)", n, code), Code: code, Edits: edits})
		}
	}
	return out
}

// FixAll is every certain way out of what is wrong in a file.
func (w *Workspace) FixAll(file string) []Edit {
	edits, _ := together(w.Findings([]string{file})[file], func(*diag.Diagnostic) bool { return true })
	return edits
}

// together are the certain ways out of some diagnostics, but for those that change what
// another one changes; n counts them.
func together(list diag.List, which func(*diag.Diagnostic) bool) (edits []Edit, n int) {
	var made []diag.Edit
	for _, d := range list {
		if !which(d) || len(d.Fixes) != 1 || d.Fixes[0].Guess {
			continue
		}
		f := d.Fixes[0]
		if slices.ContainsFunc(f.Edits, func(e diag.Edit) bool { return slices.ContainsFunc(made, e.Meets) }) {
			continue
		}
		made, edits = append(made, f.Edits...), append(edits, editsOf(f)...)
		n++
	}
	return edits, n
}

func editsOf(f diag.Fix) []Edit {
	var out []Edit
	for _, e := range f.Edits {
		out = append(out, Edit{PlaceOf(e.At), e.Text})
	}
	return out
}
