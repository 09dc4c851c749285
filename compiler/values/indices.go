package values

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// constIndex is v[i], one element, or v[i, j] and v[i:j], a list of some.
func (c *Evaluator) constIndex(e *grammar.Expr, s *outline.Scope) (Value, bool) {
	v, ok := c.Constant(e.Args[0], s)
	if !ok {
		return v, false
	}
	if !v.Vec {
		c.Err(diag.BadIndex, e.At, "`%s` is one number and has no elements", e.Args[0])
		return Value{}, false
	}
	idx, ok := c.Indices(e.Args[1:], v.Len(), e.Args[0].String(), "elements", s)
	if !ok {
		return Value{}, false
	}
	if len(idx) == 1 && e.Args[1].Kind != grammar.Slice {
		return v.Element(idx[0]), true
	}
	out := Value{Vec: true}
	for _, i := range idx {
		out.list = append(out.list, v.Element(i))
	}
	return out, c.Expands(e.At, report.NumberBytes*out.Count())
}

// Indices evaluates index items against a size: single indices and half-open
// slices; negative ones count from the end. What has that size is called what, and
// its units, in the plural, unit.
func (c *Evaluator) Indices(items []*grammar.Expr, size int, what, unit string, s *outline.Scope) ([]int, bool) {
	x := indexed{c, size, what, unit, s}
	var out []int
	for _, e := range items {
		if e.Kind != grammar.Slice {
			i, ok := x.index(e, size-1)
			if !ok {
				return nil, false
			}
			out = append(out, i)
			continue
		}
		lo, hi, ok := x.slice(e)
		if !ok {
			return nil, false
		}
		for i := lo; i < hi; i++ {
			out = append(out, i)
		}
	}
	return out, true
}

// indexed is something that indices are evaluated against.
type indexed struct {
	c          *Evaluator
	size       int
	what, unit string
	in         *outline.Scope
}

// index evaluates one index from 0 to top.
func (x indexed) index(e *grammar.Expr, top int) (int, bool) {
	v, ok := x.c.Constant(e, x.in)
	if !ok {
		return 0, false
	}
	if v.Vec || v.Unit != catalog.Plain || v.Num != math.Round(v.Num) {
		x.c.Err(diag.NotWhole, e.At, "an index is a whole number, `%s` is not", e)
		return 0, false
	}
	i := int(v.Num)
	if i < 0 {
		i += x.size
	}
	if i < 0 || i > top {
		x.c.Err(diag.BadIndex, e.At, "`%s[%s]`: `%s` has %s", x.what, e, x.what, indicesOf(x.size, x.unit))
		return 0, false
	}
	return i, true
}

// slice evaluates lo:hi; without lo it starts at 0, without hi it ends at the size.
func (x indexed) slice(e *grammar.Expr) (lo, hi int, ok bool) {
	hi, okLo, okHi := x.size, true, true
	if e.Args[0] != nil {
		lo, okLo = x.index(e.Args[0], x.size)
	}
	if e.Args[1] != nil {
		hi, okHi = x.index(e.Args[1], x.size)
	}
	if !okLo || !okHi {
		return 0, 0, false
	}
	if lo >= hi {
		x.c.Err(diag.BadIndex, e.At, "the slice `%s` of `%s` is empty", e, x.what)
		return 0, 0, false
	}
	return lo, hi, true
}

// indicesOf says which indices exist: dimensions 0, 1, 2.
func indicesOf(n int, unit string) string {
	if n == 1 {
		return strings.TrimSuffix(unit, "s") + " 0 only"
	}
	if n <= 4 {
		parts := make([]string, n)
		for i := range parts {
			parts[i] = strconv.Itoa(i)
		}
		return unit + " " + strings.Join(parts, ", ")
	}
	return fmt.Sprintf("%s 0 to %d", unit, n-1)
}
