package values

import (
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
)

// IsRef reports whether an expression has the form of a reference: a name,
// with members and indices behind it.
func IsRef(e *grammar.Expr) bool {
	switch e.Kind {
	case grammar.Name:
		return true
	case grammar.Member, grammar.Index:
		return IsRef(e.Args[0])
	}
	return false
}

// RootDecl returns the declaration at the root of a reference, without a
// diagnostic.
func RootDecl(e *grammar.Expr, s *outline.Scope) *outline.Decl {
	for e.Kind != grammar.Name {
		e = e.Args[0]
	}
	return s.Lookup(e.Text)
}
