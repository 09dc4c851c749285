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
			d.WithFix(diag.Insert(e.At.End(), "."+name).Maybe())
		}
	}
	if len(ports) > 0 {
		d.WithHelp("name one of its %s: %s", what, strings.Join(ports, ", "))
	} else {
		d.WithHelp("it has no %s: name one of its members", what)
	}
}
