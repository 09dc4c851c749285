// Package report says what is wrong with a model, and counts what is made of it.
// Everything that is said while a model is read goes through one Reporter: it
// adds the line that a template was expanded from, looks for what an unknown
// name was meant to be as long as that is worth it, and refuses what makes more
// of a text than a machine can hold.
package report

import (
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// Reporter gathers what is wrong with a model.
type Reporter struct {
	Diags diag.List
	Site  diag.Span                // the line outside of all templates that what is read came from
	Files map[string]*grammar.File // by name

	asides    int     // calls of Aside that are running
	expansion float64 // bytes made of the text so far
	tooMany   bool    // said once
	Searched  int     // names that were compared with unknown ones
}

// New is a Reporter that has nothing to say yet.
func New() *Reporter { return &Reporter{Files: map[string]*grammar.File{}} }

// Err reports what is wrong at a place.
func (c *Reporter) Err(code diag.Code, at diag.Span, format string, args ...any) *diag.Diagnostic {
	d := c.Draft(code, at, format, args...)
	c.Diags.Add(d)
	return d
}

// Draft is a diagnostic that is not reported yet.
func (c *Reporter) Draft(code diag.Code, at diag.Span, format string, args ...any) *diag.Diagnostic {
	d := diag.New(code, at, format, args...)
	if s := c.Site; s != (diag.Span{}) && s.Start.Filename != at.Start.Filename {
		d.WithPlace(s, "expanded from here")
	}
	return d
}

// Aside runs f and returns what it reports, instead of reporting it.
func (c *Reporter) Aside(f func()) diag.List {
	reported := c.Diags
	c.Diags = nil
	c.asides++
	f()
	said := c.Diags
	c.Diags = reported
	c.asides--
	return said
}

// Fails notes a declaration that is in error, and was reported.
func (c *Reporter) Fails(d *outline.Decl) { d.Failed = d.Failed || c.asides == 0 }

// NotYet refuses what a later version will do.
func (c *Reporter) NotYet(at diag.Span, what string) {
	c.Err(diag.NotYetSupported, at, "nefc does not support %s yet", what).
		WithHelp("delete it to run the rest of the model; `nefc list` shows what is supported")
}
