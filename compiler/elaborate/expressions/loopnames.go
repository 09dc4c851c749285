package expressions

import (
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
)

// Named prints an expression with the variables of loops replaced by their
// values, for names of connections and probes.
func (c *Resolver) Named(e *grammar.Expr, s *outline.Scope) string {
	return replaceLoops(e, s).String()
}

func replaceLoops(e *grammar.Expr, s *outline.Scope) *grammar.Expr {
	if e == nil {
		return nil
	}
	if e.Kind == grammar.Name {
		if d := s.Lookup(e.Text); d != nil && d.Loop {
			return d.Expr
		}
		return e
	}
	if len(e.Args) == 0 {
		return e
	}
	out := *e
	out.Args = make([]*grammar.Expr, len(e.Args))
	for i, a := range e.Args {
		out.Args[i] = replaceLoops(a, s)
	}
	return &out
}
