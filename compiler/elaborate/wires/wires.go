// Package wires takes the expressions on connections apart into terms, each a
// function of one object.
package wires

import (
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// Wires reads wires.
type Wires struct{ *expressions.Resolver }

// A wire computes what a brain can do with connections: a sum of terms, each a
// function of one object (language.md §3).
type Wire struct {
	Size   int
	Terms  []*Term
	Points *model.Given // instead of the function of its only term: the values at the evaluation points

	// As written, element by element; nil for a whole array.
	Elements []*code.Expr
	Sources  []expressions.Source
}

// Term is a function of one object, then a linear map.
type Term struct {
	Src       expressions.Source
	Fn        []*code.Expr // of the whole value of src, Input.Src 0; nil for the identity
	Transform model.Transform
	Constant  []float64 // instead of a source: a constant term
	At        diag.Span

	Array   *expressions.EnsembleArray // instead of a source: terms over members of one array
	Members []*Term
	Whole   bool // the values, or functions, of all members in order; members may be nil, and have no transforms
}

// addend is coef·e within one element of a wire.
type addend struct {
	coef float64
	e    *code.Expr
}

// Wire takes an expression apart into terms.
func (c *Wires) Wire(e *grammar.Expr, s *outline.Scope) (*Wire, bool) {
	if a := c.wholeArray(e, s); a != nil {
		return &Wire{Size: a.Size(), Terms: []*Term{{Array: a, Whole: true, At: e.At}}}, true
	}
	el := c.OnWire()
	v, ok := el.Expr(e, s)
	if !ok {
		return nil, false
	}
	if !c.Expands(e.At, report.ElementBytes*float64(len(el.Sources))*float64(len(v.Elements))/8) {
		return nil, false
	}
	sp := &splitter{c: c, el: el, parts: make([][][]addend, len(el.Sources)), constant: make([]float64, len(v.Elements)), ok: true}
	for i := range sp.parts {
		sp.parts[i] = make([][]addend, len(v.Elements))
	}
	for i, x := range v.Elements {
		sp.at = x.At
		sp.split(x, 1, i)
		if k := sp.constant[i]; math.IsNaN(k) || math.IsInf(k, 0) {
			sp.notFinite()
		}
	}
	if !sp.ok {
		return nil, false
	}
	return sp.wire(v.Elements, e.At)
}

// wholeArray is the array of several members that an expression names, and nothing
// else; nil if it does not.
func (c *Wires) wholeArray(e *grammar.Expr, s *outline.Scope) *expressions.EnsembleArray {
	name, ok := e.Strip().IsName()
	if !ok {
		return nil
	}
	d := s.Lookup(name)
	if d == nil || d.Kind != outline.Object {
		return nil
	}
	if _, ok := d.Stmt.(*grammar.Array); !ok || !c.Resolve(d) {
		return nil
	}
	if a := c.Built[d].(*expressions.EnsembleArray); len(a.Members) > 1 {
		return a
	}
	return nil
}

// splitter sorts the addends of a wire by source and element.
type splitter struct {
	c        *Wires
	el       *expressions.Speller
	parts    [][][]addend // by source, by element
	constant []float64
	at       diag.Span // of the element that is being split
	ok       bool
}

// notFinite refuses an element with a factor or a constant that is infinite, or no
// number; once for a wire.
func (sp *splitter) notFinite() {
	if sp.ok {
		sp.c.Err(diag.OutOfRange, sp.at, "a wire carries finite numbers, `%s` does not", sp.c.Text(sp.at))
	}
	sp.ok = false
}

// split follows sums and constant factors; what remains must be a function of
// one object.
func (sp *splitter) split(e *code.Expr, coef float64, elem int) {
	if math.IsNaN(coef) || math.IsInf(coef, 0) {
		sp.notFinite()
		return
	}
	switch {
	case e.Kind == code.Const:
		sp.constant[elem] += coef * e.Num
		return
	case e.Kind == code.Unary && e.Op == "-":
		sp.split(e.Args[0], -coef, elem)
		return
	case e.Kind == code.Binary:
		a, b := e.Args[0], e.Args[1]
		switch {
		case e.Op == "+":
			sp.split(a, coef, elem)
			sp.split(b, coef, elem)
			return
		case e.Op == "-":
			sp.split(a, coef, elem)
			sp.split(b, -coef, elem)
			return
		case e.Op == "*" && a.Kind == code.Const:
			sp.split(b, coef*a.Num, elem)
			return
		case e.Op == "*" && b.Kind == code.Const:
			sp.split(a, coef*b.Num, elem)
			return
		case e.Op == "/" && b.Kind == code.Const:
			sp.split(a, coef/b.Num, elem)
			return
		}
	}
	src := e.Sources()
	if len(src) != 1 {
		sp.product(e, src)
		return
	}
	sp.parts[src[0]][elem] = append(sp.parts[src[0]][elem], addend{coef, e})
}

func (sp *splitter) product(e *code.Expr, src []int) {
	sp.ok = false
	a, b := sp.el.Sources[src[0]].Name(), sp.el.Sources[src[1]].Name()
	d := sp.c.Err(diag.ProductOnWire, e.At, "`%s` needs neurons that see both `%s` and `%s`", sp.c.Text(e.At), a, b).
		WithNote("a connection computes a function of one population; sums are free, products are not")
	if e.Kind == code.Binary && e.Op == "*" {
		d.WithHelp("`use std/product` · `product p(d=1)` · `connect %s -> p.a` · `connect %s -> p.b` · `connect p.y -> …`", a, b)
	} else {
		d.WithHelp("bring both into one population: `ensemble ab 200 dims 2` · `connect %s -> ab[0]` · `connect %s -> ab[1]`; or compute it exactly in a `node`", a, b)
	}
}

// wire makes the terms, in order of first appearance.
func (sp *splitter) wire(elems []*code.Expr, at diag.Span) (*Wire, bool) {
	size := len(elems)
	w := &Wire{Size: size, Elements: elems, Sources: sp.el.Sources}
	lone := len(sp.parts) == 1 && !IsPassThrough(sp.el.Sources[0])
	for i, parts := range sp.parts {
		if lone {
			for elem, k := range sp.constant {
				if k != 0 {
					parts[elem] = append(parts[elem], addend{1, code.Number(k)})
					sp.constant[elem] = 0
				}
			}
		}
		t, ok := sp.term(sp.el.Sources[i], parts, at)
		if !ok {
			return nil, false
		}
		if t != nil {
			w.Terms = append(w.Terms, t)
		}
	}
	if slices.ContainsFunc(sp.constant, func(k float64) bool { return k != 0 }) || len(w.Terms) == 0 {
		w.Terms = append(w.Terms, &Term{Constant: sp.constant, At: at})
	}
	joinMembers(w)
	return w, true
}

// IsPassThrough reports a source that only passes values on.
func IsPassThrough(s expressions.Source) bool {
	return s.Node != nil && s.Node.Kind == model.PassThrough && !s.Node.Direct
}

// term merges the addends of one source: a linear map if all are linear, else
// one function with a common factor taken out.
func (sp *splitter) term(src expressions.Source, parts [][]addend, at diag.Span) (*Term, bool) {
	t := &Term{Src: src, At: at}
	if k, ok := sameElements(parts, src.Size()); ok {
		t.Transform = model.Scaling(k)
		return t, true
	}
	if !sp.c.Expands(at, report.NumberBytes*float64(len(parts))*float64(src.Size())) {
		return nil, false
	}
	if m, ok := linearMap(parts, src.Size()); ok {
		t.Transform = m
		if m.M != nil && src.Ensemble != nil {
			t.Fn, t.Transform = usedDimensions(m)
		}
		return t, true
	}
	if IsPassThrough(src) {
		bad := firstNonlinear(parts, src.Size())
		sp.c.Err(diag.ProductOnWire, bad.At, "`%s` needs neurons: `%s` only passes values on", sp.c.Text(bad.At), src.Name()).
			WithPlace(src.Node.At, "it has no neurons to compute with").
			WithHelp("connect `%s` to an ensemble and take the function of that, or write `node f = …`, which is exact", src.Name())
		return nil, false
	}
	factor, common := commonFactor(parts)
	if !common {
		factor = 1
	}
	for _, addends := range parts {
		sum := code.Number(0)
		for k, a := range addends {
			x := a.e
			if a.coef != factor {
				x = code.NewBinary("*", code.Number(a.coef/factor), a.e, a.e.At)
			}
			if k == 0 {
				sum = x
			} else {
				sum = code.NewBinary("+", sum, x, at)
			}
		}
		t.Fn = append(t.Fn, sum.Replace(func(_, i int) *code.Expr { return code.Var(0, i) }))
	}
	t.Transform = model.Scaling(factor)
	t.dropZeros()
	return t, true
}

// sameElements reports addends that are the elements of a source in order, all
// with one factor: a multiple of the identity, for which no matrix is needed.
func sameElements(parts [][]addend, size int) (factor float64, ok bool) {
	if len(parts) != size {
		return 0, false
	}
	for i, addends := range parts {
		if len(addends) != 1 || addends[0].e.Kind != code.Input || addends[0].e.Index != i || addends[0].coef != parts[0][0].coef {
			return 0, false
		}
	}
	return parts[0][0].coef, true
}

// dropZeros decodes only the elements of a function that are not zero: those a
// source has no part in.
func (t *Term) dropZeros() {
	var used []int
	for i, e := range t.Fn {
		if v, isConst := e.IsConst(); !isConst || v != 0 {
			used = append(used, i)
		}
	}
	if len(used) == len(t.Fn) || len(used) == 0 {
		return
	}
	m := model.Zeros(len(t.Fn), len(used))
	var fn []*code.Expr
	for j, i := range used {
		fn = append(fn, t.Fn[i])
		m.M[i*m.Cols+j] = t.Transform.Scalar
	}
	t.Fn, t.Transform = fn, m
}

// linearMap returns the matrix of a term whose addends are all linear; a
// multiple of the identity becomes a scalar.
func linearMap(parts [][]addend, size int) (model.Transform, bool) {
	m := model.Zeros(len(parts), size)
	for i, addends := range parts {
		for _, a := range addends {
			coef, constant, ok := a.e.Linear(size)
			if !ok || constant != 0 {
				return m, false
			}
			for j, v := range coef {
				m.M[i*size+j] += a.coef * v
			}
		}
	}
	return m.Simplest(), true
}

// usedDimensions drops the dimensions a linear map does not read, so that only
// the others are decoded.
func usedDimensions(m model.Transform) ([]*code.Expr, model.Transform) {
	var used []int
	for j := range m.Cols {
		for i := range m.Rows {
			if m.M[i*m.Cols+j] != 0 {
				used = append(used, j)
				break
			}
		}
	}
	if len(used) == m.Cols {
		return nil, m
	}
	if len(used) == 0 {
		used = []int{0}
	}
	var fn []*code.Expr
	for _, j := range used {
		fn = append(fn, code.Var(0, j))
	}
	out := m.Columns(used)
	if out.IsIdentity() {
		out = model.Scaling(1)
	}
	return fn, out
}

func firstNonlinear(parts [][]addend, size int) *code.Expr {
	for _, addends := range parts {
		for _, a := range addends {
			if _, k, ok := a.e.Linear(size); !ok || k != 0 {
				return a.e
			}
		}
	}
	return parts[0][0].e
}

// commonFactor returns the coefficient all addends share.
func commonFactor(parts [][]addend) (float64, bool) {
	factor, found := 0.0, false
	for _, addends := range parts {
		for _, a := range addends {
			if _, isConst := a.e.IsConst(); isConst {
				return 1, false
			}
			if found && a.coef != factor {
				return 1, false
			}
			factor, found = a.coef, true
		}
	}
	return factor, found && factor != 0
}
