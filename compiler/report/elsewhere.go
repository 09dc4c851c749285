package report

import (
	"maps"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// NamePort adds to the report of an instance that stands where an object is meant
// which of its ports, inputs or outputs, could.
func NamePort[Port grammar.Statement](d *diag.Diagnostic, inner *outline.Scope, e *grammar.Expr, what string) {
	var ports []string
	for _, name := range slices.Sorted(maps.Keys(inner.Decls)) {
		if _, is := inner.Decls[name].Stmt.(Port); is {
			ports = append(ports, "`"+e.String()+"."+name+"`")
			d.WithFix(diag.Insert(e.At.End, "."+name).Maybe())
		}
	}
	if len(ports) > 0 {
		d.WithHelp("name one of its %s: %s", what, strings.Join(ports, ", "))
	} else {
		d.WithHelp("it has no %s: name one of its members", what)
	}
}

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
		c.Searched += len(p.Decls)
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
