package check

import (
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// requirements checks what a template expects of its arguments. What it says
// points at the caller's line.
func (c *checker) requirements(s *scope) bool {
	ok := true
	for _, st := range s.body {
		if e, isExpect := st.(*grammar.Expect); isExpect {
			ok = c.require(e, s) && ok
		}
	}
	return ok
}

func (c *checker) require(st *grammar.Expect, s *scope) bool {
	v, ok := c.constant(st.Cond, s)
	if !ok {
		return false
	}
	if v.vec {
		c.err(diag.BadArgument, st.Cond.At, "a template expects something true or false, `%s` has %d elements", st.Cond, len(v.list))
		return false
	}
	if v.num != 0 {
		return true
	}
	because := ""
	if opt := st.Options.Get("because"); opt != nil {
		because = ": " + opt.Value.Text
	}
	var values []string
	at := s.site
	seen := map[string]bool{}
	st.Cond.Walk(func(e *grammar.Expr) {
		name, isName := e.IsName()
		d := s.decls[name]
		if !isName || d == nil || d.kind != constDecl || seen[name] {
			return
		}
		seen[name] = true
		values = append(values, "`"+name+"` is "+d.expr.String())
		if d.in != s && len(seen) == 1 {
			at = d.expr.At // the caller wrote it
		}
	})
	c.err(diag.BadArgument, at, "%s%s", strings.Join(values, ", "), because).
		WithPlace(st.At, "the template expects `%s`", st.Cond)
	return false
}
