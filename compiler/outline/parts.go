package outline

import (
	"strings"

	"github.com/nefc/nefc/grammar"
)

// Sources are what stands in front of `.neurons` in the source of a connection of several
// populations, in order; nil for other declarations.
func (d *Decl) Sources() (out []*grammar.Expr) {
	st, ok := d.Stmt.(*grammar.Connect)
	if !ok || d.Kind != Connection || st.Source.Strip().Kind == grammar.Member {
		return nil
	}
	st.Source.Walk(func(e *grammar.Expr) {
		if e.Kind == grammar.Member && e.Text == "neurons" {
			out = append(out, e.Args[0])
		}
	})
	return out
}

// partNamed is what c.a names: a, where a is a population of the source of connection c, or
// begins the name of one. Nil for anything else.
func (s *Scope) partNamed(e *grammar.Expr) *Decl {
	label := e
	for label.Kind == grammar.Member || label.Kind == grammar.Index {
		label = label.Args[0]
		if d := s.Named(label); d != nil && d.Kind == Connection {
			return d.part(strings.TrimPrefix(e.String(), label.String()+"."))
		}
	}
	return nil
}

// part is the declaration that a name behind the label of a connection names.
func (d *Decl) part(name string) (found *Decl) {
	for _, source := range d.Sources() {
		source.Walk(func(e *grammar.Expr) {
			if found == nil && (e.String() == name || e == source && e.Kind == grammar.Member && e.Text == name) {
				found = d.In.Named(e)
			}
		})
	}
	return found
}
