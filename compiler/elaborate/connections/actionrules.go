package connections

import (
	"fmt"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// ruleClash reports a wire of a rule of action that has another size than where it
// ends; false for other wires.
func (c *Connections) ruleClash(size int, post model.Endpoint, line *Line) bool {
	st, ok := line.Decl.Stmt.(*grammar.Connect)
	if !ok || st.Of == nil {
		return false
	}
	if st.Source == st.Of.Utility {
		c.Err(diag.SizeMismatch, line.At, "a utility is one number, `%s` has %d", st.Source, size).
			WithHelp("`dot(%s, v.A)` says how alike it is to a pointer `A` of a vocabulary `v`", st.Source)
		return true
	}
	for _, send := range st.Of.Sends.List {
		if send.At != st.At {
			continue
		}
		d := c.Err(diag.SizeMismatch, line.At, "`%s` is %s, `%s` takes %d", send.Value, numbers(size), send.Target, post.Size)
		if size == 1 {
			d.WithHelp("`send vector(%d, %s)` fills `%s`", post.Size, send.Value, send.Target)
		}
	}
	return true
}

// numbers counts numbers in words.
func numbers(n int) string {
	if n == 1 {
		return "one number"
	}
	return fmt.Sprintf("%d numbers", n)
}
