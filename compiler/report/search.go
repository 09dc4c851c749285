package report

import (
	"maps"
	"slices"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
)

// maxSearched bounds how many names are compared with unknown ones, to find what was
// meant: a large model with many mistakes is still refused at once.
const maxSearched = 100000

// SearchesNear reports whether it is still worth looking for what was meant.
func (c *Reporter) SearchesNear() bool { return c.searched < maxSearched && !c.Diags.Full() }

// Compares counts n names that are compared with what was written, or as much work.
func (c *Reporter) Compares(n int) { c.searched += n }

// MemberNames are the names that a block declares, as long as it is worth looking for what was
// meant.
func (c *Reporter) MemberNames(s *outline.Scope) []string {
	if !c.SearchesNear() {
		return nil
	}
	return slices.Sorted(maps.Keys(s.Decls))
}

// Meant adds to a diagnostic what was meant by a name that should be one of the
// known ones of the language, and returns that.
func (c *Reporter) Meant(d *diag.Diagnostic, at diag.Span, name string, known []string, otherwise string) string {
	return c.search(meant.Name, d, at, name, known, otherwise)
}

// Near is Meant for names that a model gives.
func (c *Reporter) Near(d *diag.Diagnostic, at diag.Span, name string, known []string, otherwise string) string {
	return c.search(meant.Near, d, at, name, known, otherwise)
}

// search looks for what was meant as long as it is worth it.
func (c *Reporter) search(how func(d *diag.Diagnostic, at diag.Span, name string, known []string, otherwise string) string,
	d *diag.Diagnostic, at diag.Span, name string, known []string, otherwise string) string {
	if !c.SearchesNear() {
		return ""
	}
	c.searched += len(known)
	return how(d, at, name, known, otherwise)
}
