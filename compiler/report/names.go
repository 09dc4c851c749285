package report

import (
	"maps"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
)

// Unknown reports a name nobody declared.
func (c *Reporter) Unknown(s *outline.Scope, name string, at diag.Span, extra ...string) {
	if s.Bad {
		return
	}
	d := c.Err(diag.UnknownName, at, "nothing is called `%s`", name)
	d.Undeclared = true
	if c.declaredElsewhere(d, s, name, at) {
		return
	}
	var visible []string
	if c.SearchesNear() {
		visible = s.Visible()
	}
	if k := slices.IndexFunc(visible, func(n string) bool { return Skeleton(n) == Skeleton(name) }); k >= 0 {
		d.WithNote("`%s` looks the same, but is written in letters of another script", visible[k]).WithFix(diag.Replace(at, visible[k]))
		return
	}
	if c.ofModule(d, name, at) {
		return
	}
	otherwise := ""
	if len(visible) > 0 && len(visible) <= 12 {
		otherwise = "declared here: " + strings.Join(visible, ", ")
	}
	known := slices.Concat(visible, extra)
	if meant.Find(name) != nil {
		known = append(known, "inf", "no", "yes")
	}
	near := c.search(meant.Object, d, at, name, known, otherwise)
	if nd := s.Lookup(near); nd != nil {
		d.WithHelp("did you mean `%s` (line %d)?", near, nd.At.Start.Line)
	}
}

// maxSearched bounds how many names are compared with unknown ones, to find the
// nearest. Those who mistake more have other worries.
const maxSearched = 100000

// SearchesNear reports whether it is still worth looking for what was meant.
func (c *Reporter) SearchesNear() bool { return c.Searched < maxSearched && !c.Diags.Full() }

// MemberNames are the names of a block, as long as it is worth looking for what was
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

// Near is meant for the names that a model gives.
func (c *Reporter) Near(d *diag.Diagnostic, at diag.Span, name string, known []string, otherwise string) string {
	return c.search(meant.Near, d, at, name, known, otherwise)
}

// search looks for what was meant as long as it is worth it.
func (c *Reporter) search(how func(d *diag.Diagnostic, at diag.Span, name string, known []string, otherwise string) string,
	d *diag.Diagnostic, at diag.Span, name string, known []string, otherwise string) string {
	if !c.SearchesNear() {
		return ""
	}
	c.Searched += len(known)
	return how(d, at, name, known, otherwise)
}
