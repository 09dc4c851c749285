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

func (c *Evaluator) constIndex(e *grammar.Expr, s *outline.Scope) (Value, bool) {
	v, ok := c.Constant(e.Args[0], s)
	if !ok {
		return v, false
	}
	if !v.Vec {
		c.Err(diag.BadIndex, e.At, "`%s` is one number and has no elements", e.Args[0])
		return Value{}, false
	}
	idx, ok := c.Indices(e.Args[1:], len(v.List), e.Args[0].String(), "elements", s)
	if !ok {
		return Value{}, false
	}
	if len(idx) == 1 && e.Args[1].Kind != grammar.Slice {
		return v.List[idx[0]], true
	}
	out := Value{Vec: true}
	for _, i := range idx {
		out.List = append(out.List, v.List[i])
	}
	return out, c.Expands(e.At, report.NumberBytes*out.Count())
}

// Indices evaluates index items against a size: single indices and half-open
// slices; negative ones count from the end.
func (c *Evaluator) Indices(items []*grammar.Expr, size int, what, unit string, s *outline.Scope) ([]int, bool) {
	var out []int
	at := func(e *grammar.Expr, fallback, top int) (int, bool) {
		if e == nil {
			return fallback, true
		}
		v, ok := c.Constant(e, s)
		if !ok {
			return 0, false
		}
		if v.Vec || v.Unit != catalog.Plain || v.Num != math.Round(v.Num) {
			c.Err(diag.NotWhole, e.At, "an index is a whole number, `%s` is not", e)
			return 0, false
		}
		i := int(v.Num)
		if i < 0 {
			i += size
		}
		if i < 0 || i > top {
			c.Err(diag.BadIndex, e.At, "`%s[%s]`: `%s` has %s", what, e, what, span(size, unit))
			return 0, false
		}
		return i, true
	}
	for _, e := range items {
		if e.Kind != grammar.Slice {
			i, ok := at(e, 0, size-1)
			if !ok {
				return nil, false
			}
			out = append(out, i)
			continue
		}
		lo, ok1 := at(e.Args[0], 0, size)
		hi, ok2 := at(e.Args[1], size, size)
		if !ok1 || !ok2 {
			return nil, false
		}
		if lo >= hi {
			c.Err(diag.BadIndex, e.At, "the slice `%s` of `%s` is empty", e, what)
			return nil, false
		}
		for i := lo; i < hi; i++ {
			out = append(out, i)
		}
	}
	return out, true
}

// span says which indices exist: dimensions 0, 1, 2.
func span(n int, unit string) string {
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
