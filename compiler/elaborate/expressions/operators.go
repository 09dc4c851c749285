package expressions

import (
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// aligned spells out operands and brings them to one size; a number fills.
func (el *Speller) aligned(operands []*grammar.Expr, e *grammar.Expr, s *outline.Scope) (parts [][]*code.Expr, list, ok bool) {
	size := 1
	var vs []Vector
	for _, o := range operands {
		v, ok := el.Expr(o, s)
		if !ok {
			return nil, false, false
		}
		if len(v.Elements) != 1 {
			if size != 1 && size != len(v.Elements) {
				el.c.Err(diag.SizeMismatch, e.At, "`%s` has %d elements, `%s` has %d", operands[0], len(vs[0].Elements), o, len(v.Elements))
				return nil, false, false
			}
			size = len(v.Elements)
		}
		list = list || v.List
		vs = append(vs, v)
	}
	if !el.c.Expands(e.At, report.ElementBytes*float64(size-1)) {
		return nil, false, false
	}
	for _, v := range vs {
		full := v.Elements
		for len(full) < size {
			full = append(full[:len(full):len(full)], v.Elements[0])
		}
		parts = append(parts, full)
	}
	return parts, list, true
}

// binary applies an operator to elements side by side.
func (el *Speller) binary(e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	if !code.IsOperator(e.Text) {
		el.c.Err(diag.BadArgument, e.At, "`%s` cannot stand in an expression", e.Text)
		return Vector{}, false
	}
	parts, list, ok := el.aligned(e.Args, e, s)
	if !ok {
		return Vector{}, false
	}
	el.c.PlainProduct(e, s, !el.summed && isVarying(parts[0]), !el.summed && isVarying(parts[1]))
	out := Vector{List: list}
	for i := range parts[0] {
		out.Elements = append(out.Elements, code.NewBinary(e.Text, parts[0][i], parts[1][i], e.At))
	}
	return out, true
}

// isVarying reports elements of a vector that is known only when the model runs; one
// number that fills is none.
func isVarying(elements []*code.Expr) bool {
	if len(elements) < 2 || elements[0] == elements[1] {
		return false
	}
	_, constant := elements[0].IsConst()
	return !constant
}

// unary applies a sign or a `not` to every element.
func (el *Speller) unary(e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	x, ok := el.Expr(e.Args[0], s)
	if !ok {
		return x, false
	}
	out := Vector{List: x.List}
	for _, a := range x.Elements {
		out.Elements = append(out.Elements, at(code.NewUnary(e.Text, a), e.At))
	}
	return out, true
}

// choice spells out `if … then … else …`, which chooses for every element.
func (el *Speller) choice(e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	parts, list, ok := el.aligned(e.Args, e, s)
	if !ok {
		return Vector{}, false
	}
	out := Vector{List: list}
	for i := range parts[0] {
		out.Elements = append(out.Elements, code.NewSelect(parts[0][i], parts[1][i], parts[2][i], e.At))
	}
	return out, true
}

// list puts the elements of what is written between brackets one after the other.
func (el *Speller) list(e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	out := Vector{List: true}
	for _, a := range e.Args {
		x, ok := el.Expr(a, s)
		if !ok {
			return x, false
		}
		out.Elements = append(out.Elements, x.Elements...)
	}
	return out, true
}
