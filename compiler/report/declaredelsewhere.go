package report

import (
	"maps"
	"slices"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar/diag"
)

// declaredElsewhere adds to the report of an unknown name where it is declared
// although it is not known here: around the template, which sees nothing of its
// caller, or in a network beside, whose members have its name in front.
func (c *Reporter) declaredElsewhere(d *diag.Diagnostic, s *outline.Scope, name string, at diag.Span) bool {
	for p := s; p != nil; p = p.Parent {
		if outside, ok := p.Decls[name]; ok {
			d.WithPlace(outside.At, "declared here, outside the template").WithNote("a template sees nothing of its caller").
				WithHelp("let it in by a port: `input u` with its `dims`, and where the template is built `connect %s -> NAME.u`", name)
			return true
		}
	}
	if !c.SearchesNear() {
		return false
	}
	for p := s; p != nil; p = p.Parent {
		c.searched += len(p.Decls)
		for _, n := range slices.Sorted(maps.Keys(p.Decls)) {
			inner := p.Decls[n].Inner
			if inner == nil || inner.Decls[name] == nil || s.Lookup(n) != p.Decls[n] {
				continue
			}
			d.WithPlace(inner.Decls[name].At, "declared here, in `%s`", n).WithFix(diag.Replace(at, n+"."+name).Maybe())
			return true
		}
	}
	return false
}
