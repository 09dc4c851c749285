package values

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// vocabDims is vocab_dims(n): how many dimensions pointers have where the line stands, or
// where the instance is built that it is a part of; n where no vocabulary is declared. The
// nearest block that declares some decides, and all of it are of one size.
func (c *Evaluator) vocabDims(e *grammar.Expr, s *outline.Scope) (Value, bool) {
	for in := s; in != nil; {
		b, ok := c.pointersOf(in)
		switch {
		case !ok:
			return Value{}, false
		case b.other != nil:
			c.severalSizes(e, s, b)
			return Value{}, false
		case b.first != nil:
			return Value{Num: float64(b.dims)}, true
		}
		if in.Instance {
			in = in.Made.In
		} else {
			in = in.Parent
		}
	}
	return c.Constant(e.Args[1], s)
}

// blockPointers is what the vocabularies of a block say together about how many
// dimensions pointers have.
type blockPointers struct {
	declared        int           // vocabularies in the block when it was asked
	first, other    *outline.Decl // nil for none; other is of another size than first
	dims, otherDims int
}

// pointersOf asks the vocabularies of a block, and keeps the answer until more are declared
// there; false after a diagnostic of one of them.
func (c *Evaluator) pointersOf(s *outline.Scope) (*blockPointers, bool) {
	if b := c.blocks[s]; b != nil && b.declared == len(s.Vocabularies) {
		return b, true
	}
	b := &blockPointers{declared: len(s.Vocabularies)}
	byName := func(a, b *outline.Decl) int { return strings.Compare(a.Name, b.Name) }
	for _, d := range slices.SortedFunc(slices.Values(s.Vocabularies), byName) {
		v, ok := c.VocabValue(d)
		switch {
		case !ok:
			return nil, false
		case b.first == nil:
			b.first, b.dims = d, v.Dims
		case b.other == nil && v.Dims != b.dims:
			b.other, b.otherDims = d, v.Dims
		}
	}
	c.blocks[s] = b
	return b, true
}

// severalSizes reports vocabularies that do not tell together how many dimensions are
// meant, at the line that leaves it to them.
func (c *Evaluator) severalSizes(e *grammar.Expr, s *outline.Scope, b *blockPointers) {
	at, ways := e.At, fmt.Sprintf("`%d` or `%d`", b.dims, b.otherDims)
	for name, d := range s.Decls {
		if d.Expr == e && s.Instance {
			at, ways = s.Site, fmt.Sprintf("`%s=%d` or `%[1]s=%[3]d`", name, b.dims, b.otherDims)
		}
	}
	c.Err(diag.SizeUnknown, at, "`%s` has %d dimensions and `%s` %d: how many are meant?", b.first.Name, b.dims, b.other.Name, b.otherDims).
		WithPlace(b.first.At, "%d dimensions", b.dims).WithPlace(b.other.At, "%d dimensions", b.otherDims).WithHelp("write %s", ways)
}
