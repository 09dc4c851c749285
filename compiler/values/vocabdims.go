package values

import (
	"fmt"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// vocabDims is vocab_dims(n): how many dimensions pointers have where the line stands, or
// where the instance is built that it is a part of; n where no vocabulary is declared. The
// nearest block that declares some decides, and all of it are of one size.
func (c *Evaluator) vocabDims(e *grammar.Expr, s *outline.Scope) (Value, bool) {
	for in := s; in != nil; {
		var found *outline.Decl
		dims := 0
		for _, d := range in.Vocabularies() {
			v, ok := c.VocabValue(d)
			switch {
			case !ok:
				return Value{}, false
			case found != nil && v.Dims != dims:
				c.severalSizes(e, s, found, d, dims, v.Dims)
				return Value{}, false
			}
			found, dims = d, v.Dims
		}
		if found != nil {
			return Value{Num: float64(dims)}, true
		}
		if in.Instance {
			in = in.Made.In
		} else {
			in = in.Parent
		}
	}
	return c.Constant(e.Args[1], s)
}

// severalSizes reports vocabularies that do not tell together how many dimensions are
// meant, at the line that leaves it to them.
func (c *Evaluator) severalSizes(e *grammar.Expr, s *outline.Scope, first, second *outline.Decl, dims, other int) {
	at, ways := e.At, fmt.Sprintf("`%d` or `%d`", dims, other)
	for name, d := range s.Decls {
		if d.Expr == e && s.Instance {
			at, ways = s.Site, fmt.Sprintf("`%s=%d` or `%[1]s=%[3]d`", name, dims, other)
		}
	}
	c.Err(diag.SizeUnknown, at, "`%s` has %d dimensions and `%s` %d: how many are meant?", first.Name, dims, second.Name, other).
		WithPlace(first.At, "%d dimensions", dims).WithPlace(second.At, "%d dimensions", other).WithHelp("write %s", ways)
}
