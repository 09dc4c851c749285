package values

import (
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// Requirements checks what a template expects of its arguments. What it says
// points at the caller's line.
func (c *Evaluator) Requirements(s *outline.Scope) bool {
	ok := true
	for _, st := range s.Body {
		if e, isExpect := st.(*grammar.Expect); isExpect {
			ok = c.require(e, s) && ok
		}
	}
	return ok
}

// require checks one expectation. The report says what the names in it are, and stands
// where the caller gave the first of them.
func (c *Evaluator) require(st *grammar.Expect, s *outline.Scope) bool {
	v, ok := c.Constant(st.Cond, s)
	if !ok {
		return false
	}
	if v.Vec {
		c.Err(diag.BadArgument, st.Cond.At, "a template expects something true or false, `%s` has %d elements", st.Cond, v.Len())
		return false
	}
	if v.Num != 0 {
		return true
	}
	because := ""
	if opt := st.Options.Get("because"); opt != nil {
		because = ": " + opt.Value.Text
	}
	var values []string
	at := s.Site
	seen := map[string]bool{}
	st.Cond.Walk(func(e *grammar.Expr) {
		name, isName := e.IsName()
		d := s.Decls[name]
		if !isName || d == nil || d.Kind != outline.Constant || seen[name] {
			return
		}
		seen[name] = true
		values = append(values, "`"+name+"` is "+d.Expr.String())
		if d.In != s && len(seen) == 1 {
			at = d.Expr.At // the caller wrote it
		}
	})
	c.Err(diag.BadArgument, at, "%s%s", strings.Join(values, ", "), because).
		WithPlace(st.At, "the template expects `%s`", st.Cond)
	return false
}
