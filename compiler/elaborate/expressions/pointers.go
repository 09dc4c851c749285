package expressions

import (
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/functions"
)

// varies reports an expression that reads an object or the time: no constant.
func (el *Speller) varies(e *grammar.Expr, s *outline.Scope) bool {
	args := e.Args
	switch e.Kind {
	case grammar.Name:
		if el.bound[e.Text].Elements != nil || el.isOfX(e.Text) || e.Text == "t" || e.Text == "dt" {
			return true
		}
		d := s.Lookup(e.Text)
		return d != nil && d.Kind != outline.Constant && d.Kind != outline.Vocabulary
	case grammar.Call:
		if values.IsInTime(e.Args[0].String()) {
			return true
		}
		args = e.Args[1:]
	}
	return slices.ContainsFunc(args, func(a *grammar.Expr) bool { return a != nil && el.varies(a, s) })
}

// pointers spells out bind(a, b), the circular convolution, and inverse(a), the
// approximate inverse for it, of what is not known before the run.
func (el *Speller) pointers(name string, e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	if want := functions.FindList(name).Args; len(e.Args)-1 != want {
		el.c.Err(diag.BadArgument, e.At, "`%s` takes %s, not %d", name, report.Arguments(want), len(e.Args)-1)
		return Vector{}, false
	}
	a, ok := el.Expr(e.Args[1], s)
	if !ok {
		return Vector{}, false
	}
	if name == "inverse" {
		out := Vector{List: true, Elements: slices.Clone(a.Elements)}
		slices.Reverse(out.Elements[1:])
		return out, true
	}
	b, ok := el.Expr(e.Args[2], s)
	if !ok {
		return Vector{}, false
	}
	if len(a.Elements) != len(b.Elements) {
		el.c.Err(diag.SizeMismatch, e.At, "`%s` has %d elements, `%s` has %d", e.Args[1], len(a.Elements), e.Args[2], len(b.Elements))
		return Vector{}, false
	}
	return el.bind(a, b, e)
}

// bind spells out a binding, with a constant where one side is that.
func (el *Speller) bind(a, b Vector, e *grammar.Expr) (Vector, bool) {
	if pointer := constants(b); pointer != nil {
		return el.bindConstant(a, pointer, e)
	}
	if pointer := constants(a); pointer != nil {
		return el.bindConstant(b, pointer, e)
	}
	if el.place == inWire && readsSeveral(a, b) {
		el.bindOnWire(e, len(a.Elements))
		return Vector{}, false
	}
	return el.bindBoth(a, b, e)
}

// constants are the numbers of a vector; nil if it has an element that is none.
func constants(v Vector) []float64 {
	out := make([]float64, len(v.Elements))
	for i, e := range v.Elements {
		x, ok := e.IsConst()
		if !ok {
			return nil
		}
		out[i] = x
	}
	return out
}

// readsSeveral reports two vectors that read more than one object together.
func readsSeveral(a, b Vector) bool {
	read := map[int]bool{}
	for _, e := range slices.Concat(a.Elements, b.Elements) {
		for _, src := range e.Sources() {
			read[src] = true
		}
	}
	return len(read) > 1
}

// bindOnWire refuses a binding of two objects, which no connection computes.
func (el *Speller) bindOnWire(e *grammar.Expr, dims int) {
	a, b := e.Args[1], e.Args[2]
	el.c.Err(diag.ProductOnWire, e.At, "`%s` needs neurons that see both `%s` and `%s`", e, a, b).
		WithNote("a connection binds with a constant, which is linear; two objects are multiplied").
		WithHelp("`use std/spa` · `bind p(d=%d)` · `connect %s -> p.a` · `connect %s -> p.b` · `connect p.y -> …`", dims, a, b)
}

// bindConstant binds with a pointer that is known, a linear map whose matrix is
// M[k, i] = p[(k-i) mod d].
func (el *Speller) bindConstant(v Vector, pointer []float64, e *grammar.Expr) (Vector, bool) {
	d := len(pointer)
	if !el.c.Expands(e.At, report.NumberBytes*float64(d)*float64(d)) {
		return Vector{}, false
	}
	out := Vector{List: true}
	for k := range d {
		row := make([]float64, d)
		for i := range row {
			row[i] = pointer[(k-i+d)%d]
		}
		out.Elements = append(out.Elements, code.NewWeighted(row, v.Elements, e.At))
	}
	return out, true
}

// bindBoth binds two vectors of which none is constant, c[k] = Σ a[i]·b[(k-i) mod d].
func (el *Speller) bindBoth(a, b Vector, e *grammar.Expr) (Vector, bool) {
	d := len(a.Elements)
	if !el.c.Expands(e.At, 2*report.ElementBytes*float64(d)*float64(d)) {
		return Vector{}, false
	}
	out := Vector{List: true}
	for k := range d {
		sum := code.NewBinary("*", a.Elements[0], b.Elements[k], e.At)
		for i := 1; i < d; i++ {
			sum = code.NewBinary("+", sum, code.NewBinary("*", a.Elements[i], b.Elements[(k-i+d)%d], e.At), e.At)
		}
		out.Elements = append(out.Elements, sum)
	}
	return out, true
}
