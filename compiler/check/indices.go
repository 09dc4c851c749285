package check

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/functions"
)

func (c *checker) constIndex(e *grammar.Expr, s *scope) (value, bool) {
	v, ok := c.constant(e.Args[0], s)
	if !ok {
		return v, false
	}
	if !v.vec {
		c.err(diag.BadIndex, e.At, "`%s` is one number and has no elements", e.Args[0])
		return value{}, false
	}
	idx, ok := c.indices(e.Args[1:], len(v.list), e.Args[0].String(), "elements", s)
	if !ok {
		return value{}, false
	}
	if len(idx) == 1 && e.Args[1].Kind != grammar.Slice {
		return v.list[idx[0]], true
	}
	out := value{vec: true}
	for _, i := range idx {
		out.list = append(out.list, v.list[i])
	}
	return out, c.expands(e.At, numberBytes*out.count())
}

// indices evaluates index items against a size: single indices and half-open
// slices; negative ones count from the end.
func (c *checker) indices(items []*grammar.Expr, size int, what, unit string, s *scope) ([]int, bool) {
	var out []int
	at := func(e *grammar.Expr, fallback, top int) (int, bool) {
		if e == nil {
			return fallback, true
		}
		v, ok := c.constant(e, s)
		if !ok {
			return 0, false
		}
		if v.vec || v.unit != catalog.Plain || v.num != math.Round(v.num) {
			c.err(diag.NotWhole, e.At, "an index is a whole number, `%s` is not", e)
			return 0, false
		}
		i := int(v.num)
		if i < 0 {
			i += size
		}
		if i < 0 || i > top {
			c.err(diag.BadIndex, e.At, "`%s[%s]`: `%s` has %s", what, e, what, span(size, unit))
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
			c.err(diag.BadIndex, e.At, "the slice `%s` of `%s` is empty", e, what)
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

// indexMoves reports an index that depends on the i and j of a matrix.
func (el *speller) indexMoves(e *grammar.Expr) bool {
	moves := false
	for ; e.Kind == grammar.Index; e = e.Args[0] {
		for _, item := range e.Args[1:] {
			item.Walk(func(x *grammar.Expr) {
				name, _ := x.IsName()
				moves = moves || el.bound[name].elems != nil
			})
		}
	}
	return moves
}

// lookedUp is an element of a constant list, k[mod(i, 3)], or of a matrix,
// m[i][j], where the compiler runs through i and j. An index beyond the list is
// noted, for whoever evaluates to report.
func (el *speller) lookedUp(e *grammar.Expr, s *scope) (vector, bool) {
	c := el.c
	list, items := e, []*grammar.Expr(nil)
	for ; list.Kind == grammar.Index; list = list.Args[0] {
		if len(list.Args) != 2 || list.Args[1].Kind == grammar.Slice {
			c.err(diag.BadIndex, e.At, "an index that depends on i or j picks one element, as in `k[mod(i, 3)]`")
			return vector{}, false
		}
		items = append([]*grammar.Expr{list.Args[1]}, items...)
	}
	v, ok := c.constant(list, s)
	if !ok {
		return vector{}, false
	}
	if !v.vec || len(items) > 2 || (len(items) == 2) != v.list[0].vec {
		c.err(diag.BadIndex, e.At, "`%s` is not one element of `%s`", e, list)
		return vector{}, false
	}
	data, ok := c.numbers(v, list.String(), catalog.Plain)
	if !ok {
		return vector{}, false
	}
	rows, cols := len(v.list), len(data)/len(v.list)
	index := make([]*code.Expr, len(items))
	for k, item := range items {
		x, ok := el.expr(item, s)
		if !ok {
			return vector{}, false
		}
		if len(x.elems) != 1 {
			c.err(diag.NotWhole, item.At, "an index is a whole number, `%s` is a list", item)
			return vector{}, false
		}
		index[k] = x.elems[0]
	}
	pick := func(i, j float64) float64 {
		if i != math.Trunc(i) || j != math.Trunc(j) || !(i >= 0 && i < float64(rows)) || !(j >= 0 && j < float64(cols)) {
			el.missed = e
			return math.NaN()
		}
		return data[int(i)*cols+int(j)]
	}
	fn := &functions.Func{Name: "element", F1: func(i float64) float64 { return pick(i, 0) }}
	if len(index) == 2 {
		fn = &functions.Func{Name: "element", F2: pick}
	}
	return vector{elems: []*code.Expr{code.NewCall(fn, index, e.At)}}, true
}

// anyMoves reports an index, or one in front of it, that depends on bound names.
func (el *speller) anyMoves(e *grammar.Expr) bool {
	return e.Kind == grammar.Index && (el.indexMoves(e) || el.anyMoves(e.Args[0]))
}

// isMatrix reports a constant that may be a matrix, of which an index picks
// rows, not numbers.
func isMatrix(e *grammar.Expr, s *scope, depth int) bool {
	inside := func(args []*grammar.Expr) bool {
		return slices.ContainsFunc(args, func(a *grammar.Expr) bool { return isMatrix(a, s, depth+1) })
	}
	switch name, _, _, _ := nameAndArgs(e); {
	case depth > 64:
		return false
	case e.Kind == grammar.Name:
		d := s.lookup(e.Text)
		return d != nil && d.kind == constDecl && !d.param && isMatrix(d.expr, d.in, depth+1)
	case e.Kind == grammar.Vector:
		return e.Args[0].Strip().Kind == grammar.Vector || inside(e.Args)
	case e.Kind == grammar.Index:
		return isMatrix(e.Args[0], s, depth+1)
	case e.Kind == grammar.Paren, e.Kind == grammar.Unary, e.Kind == grammar.Binary, e.Kind == grammar.If:
		return inside(e.Args)
	case e.Kind == grammar.Call:
		return isFile(e) || slices.Contains([]string{"matrix", "eye", "diag", "transpose"}, name)
	}
	return isFile(e)
}

// isFile reports a constant that is read from a file.
func isFile(e *grammar.Expr) bool {
	name, args, _, ok := nameAndArgs(e.Strip())
	return e.Strip().Kind == grammar.FromFile || ok && name == "npy" && len(args) == 1
}

// indexed picks elements of a vector expression.
func (el *speller) indexed(e *grammar.Expr, s *scope) (vector, bool) {
	if el.indexMoves(e) {
		return el.lookedUp(e, s)
	}
	v, ok := el.expr(e.Args[0], s)
	if !ok {
		return v, false
	}
	unit := "elements"
	if el.x != nil {
		unit = "dimensions"
	}
	idx, ok := el.c.indices(e.Args[1:], len(v.elems), e.Args[0].String(), unit, s)
	if !ok {
		return vector{}, false
	}
	out := vector{list: true}
	for _, i := range idx {
		out.elems = append(out.elems, v.elems[i])
	}
	return out, true
}
