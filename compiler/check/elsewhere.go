package check

import (
	"maps"
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// namePort adds to the report of an instance that stands where an object is meant
// which of its ports, inputs or outputs, could.
func namePort[Port grammar.Statement](d *diag.Diagnostic, inner *scope, e *grammar.Expr, what string) {
	var ports []string
	for _, name := range slices.Sorted(maps.Keys(inner.decls)) {
		if _, is := inner.decls[name].stmt.(Port); is {
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
func (c *checker) declaredElsewhere(d *diag.Diagnostic, s *scope, name string, at diag.Span) bool {
	for p := s; p != nil; p = p.parent {
		if outside, ok := p.decls[name]; ok {
			d.WithPlace(outside.at, "declared here, outside the template").WithNote("a template sees nothing of its caller").
				WithHelp("let it in by a port: `input u` with its `dims`, and where the template is built `connect %s -> NAME.u`", name)
			return true
		}
	}
	if !c.searchesNear() {
		return false
	}
	for p := s; p != nil; p = p.parent {
		c.searched += len(p.decls)
		for _, n := range slices.Sorted(maps.Keys(p.decls)) {
			inner := p.decls[n].inner
			if inner == nil || inner.decls[name] == nil || s.lookup(n) != p.decls[n] {
				continue
			}
			d.WithPlace(inner.decls[name].at, "declared here, in `%s`", n).WithFix(diag.Replace(at, n+"."+name).Maybe())
			return true
		}
	}
	return false
}
