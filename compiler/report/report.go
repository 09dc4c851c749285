// Package report says what is wrong with a model. Everything that is said while a
// model is read goes through one Reporter: it adds the line that a template was
// expanded from (report.go) and finds the words of a line that are wrong
// (places.go). Of a name that nobody declared it says what was meant (unknown.go,
// search.go): one of another block (elsewhere.go), one of Python (foreign.go), one
// in letters that look alike (lookalikes.go), or a port of an instance (ports.go).
//
// It also refuses a model of which more is made than a machine can hold
// (budget.go), since that is said once, wherever it is noticed.
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
	text      int     // bytes of all files
	expansion float64 // bytes made of the text so far
	tooMany   bool    // said once
	searched  int     // names that were compared with unknown ones
}

// New is a Reporter that has nothing to say yet.
func New() *Reporter { return &Reporter{Files: map[string]*grammar.File{}} }

// Knows makes a file known, whose lines messages show.
func (c *Reporter) Knows(f *grammar.File) {
	if c.Files[f.Name] == nil {
		c.text += len(f.Source)
	}
	c.Files[f.Name] = f
}

// Err reports what is wrong at a place, and returns it for notes, help and fixes.
func (c *Reporter) Err(code diag.Code, at diag.Span, format string, args ...any) *diag.Diagnostic {
	d := c.Draft(code, at, format, args...)
	c.Diags.Add(d)
	return d
}

// Draft is a diagnostic that is not reported yet.
func (c *Reporter) Draft(code diag.Code, at diag.Span, format string, args ...any) *diag.Diagnostic {
	d := diag.New(code, at, format, args...)
	if s := c.Site; s != (diag.Span{}) && s.Filename != at.Filename {
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
