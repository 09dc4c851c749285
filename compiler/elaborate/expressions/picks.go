package expressions

import (
	"math"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/functions"
)

// indexMoves reports an index that depends on the i and j of a matrix.
func (el *Speller) indexMoves(e *grammar.Expr) bool {
	moves := false
	for ; e.Kind == grammar.Index; e = e.Args[0] {
		for _, item := range e.Args[1:] {
			item.Walk(func(x *grammar.Expr) {
				name, _ := x.IsName()
				moves = moves || el.bound[name].Elements != nil
			})
		}
	}
	return moves
}

// lookedUp is an element of a constant list, k[mod(i, 3)], or of a matrix,
// m[i][j], where the compiler runs through i and j. An index beyond the list is
// noted, for whoever evaluates to report.
func (el *Speller) lookedUp(e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	c := el.c
	list, items := e, []*grammar.Expr(nil)
	for ; list.Kind == grammar.Index; list = list.Args[0] {
		if len(list.Args) != 2 || list.Args[1].Kind == grammar.Slice {
			c.Err(diag.BadIndex, e.At, "an index that depends on i or j picks one element, as in `k[mod(i, 3)]`")
			return Vector{}, false
		}
		items = append([]*grammar.Expr{list.Args[1]}, items...)
	}
	v, ok := c.Constant(list, s)
	if !ok {
		return Vector{}, false
	}
	if !v.Vec || len(items) > 2 || (len(items) == 2) != v.Element(0).Vec {
		c.Err(diag.BadIndex, e.At, "`%s` is not one element of `%s`", e, list)
		return Vector{}, false
	}
	data, ok := c.Numbers(v, list.String(), catalog.Plain)
	if !ok {
		return Vector{}, false
	}
	index, ok := el.spellEach(items, s)
	if !ok {
		return Vector{}, false
	}
	return Vector{Elements: []*code.Expr{code.NewCall(el.picking(e, data, v.Len(), len(items)), index, e.At)}}, true
}

// spellEach spells out indices, each of which is one number.
func (el *Speller) spellEach(items []*grammar.Expr, s *outline.Scope) ([]*code.Expr, bool) {
	index := make([]*code.Expr, len(items))
	for k, item := range items {
		x, ok := el.Expr(item, s)
		if !ok {
			return nil, false
		}
		if len(x.Elements) != 1 {
			el.c.Err(diag.NotWhole, item.At, "an index is a whole number, `%s` is a list", item)
			return nil, false
		}
		index[k] = x.Elements[0]
	}
	return index, true
}

// picking is the function that picks an element of some rows of data by one index or
// by two. e is what is picked, as written.
func (el *Speller) picking(e *grammar.Expr, data []float64, rows, indices int) *functions.Func {
	cols := len(data) / rows
	pick := func(i, j float64) float64 {
		if i != math.Trunc(i) || j != math.Trunc(j) || !(i >= 0 && i < float64(rows)) || !(j >= 0 && j < float64(cols)) {
			el.missed = e
			return math.NaN()
		}
		return data[int(i)*cols+int(j)]
	}
	if indices == 2 {
		return &functions.Func{Name: "element", F2: pick}
	}
	return &functions.Func{Name: "element", F1: func(i float64) float64 { return pick(i, 0) }}
}

// anyMoves reports an index, or one in front of it, that depends on bound names.
func (el *Speller) anyMoves(e *grammar.Expr) bool {
	return e.Kind == grammar.Index && (el.indexMoves(e) || el.anyMoves(e.Args[0]))
}

// indexed picks elements of a vector expression.
func (el *Speller) indexed(e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	if el.indexMoves(e) {
		return el.lookedUp(e, s)
	}
	v, ok := el.Expr(e.Args[0], s)
	if !ok {
		return v, false
	}
	unit := "elements"
	if el.x != nil {
		unit = "dimensions"
	}
	idx, ok := el.c.Indices(e.Args[1:], len(v.Elements), e.Args[0].String(), unit, s)
	if !ok {
		return Vector{}, false
	}
	out := Vector{List: true}
	for _, i := range idx {
		out.Elements = append(out.Elements, v.Elements[i])
	}
	return out, true
}
