package check

import (
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// A wire computes what a brain can do with connections: a sum of terms, each a
// function of one object (language.md §3).
type wire struct {
	size   int
	terms  []*term
	points *model.Given // instead of the function of its only term: the values at the evaluation points

	// As written, element by element; nil for a whole array.
	elems   []*code.Expr
	sources []source
}

// term is a function of one object, then a linear map.
type term struct {
	src       source
	fn        []*code.Expr // of the whole value of src, Input.Src 0; nil for the identity
	transform model.Transform
	constant  []float64 // instead of a source: a constant term
	at        diag.Span

	array   *ensembleArray // instead of a source: terms over members of one array
	members []*term
	whole   bool // the values, or functions, of all members in order; members may be nil, and have no transforms
}

// addend is coef·e within one element of a wire.
type addend struct {
	coef float64
	e    *code.Expr
}

// wire takes an expression apart into terms.
func (c *checker) wire(e *grammar.Expr, s *scope) (*wire, bool) {
	if a := c.wholeArray(e, s); a != nil {
		return &wire{size: a.size(), terms: []*term{{array: a, whole: true, at: e.At}}}, true
	}
	el := c.onWire()
	v, ok := el.expr(e, s)
	if !ok {
		return nil, false
	}
	if !c.expands(e.At, elementBytes*float64(len(el.sources))*float64(len(v.elems))/8) {
		return nil, false
	}
	sp := &splitter{c: c, el: el, parts: make([][][]addend, len(el.sources)), constant: make([]float64, len(v.elems)), ok: true}
	for i := range sp.parts {
		sp.parts[i] = make([][]addend, len(v.elems))
	}
	for i, x := range v.elems {
		sp.at = x.At
		sp.split(x, 1, i)
		if k := sp.constant[i]; math.IsNaN(k) || math.IsInf(k, 0) {
			sp.notFinite()
		}
	}
	if !sp.ok {
		return nil, false
	}
	return sp.wire(v.elems, e.At)
}

// wholeArray is the array of several members that an expression names, and nothing
// else; nil if it does not.
func (c *checker) wholeArray(e *grammar.Expr, s *scope) *ensembleArray {
	name, ok := e.Strip().IsName()
	if !ok {
		return nil
	}
	d := s.lookup(name)
	if d == nil || d.kind != objectDecl {
		return nil
	}
	if _, ok := d.stmt.(*grammar.Array); !ok || !c.resolve(d) {
		return nil
	}
	if a := c.made[d].(*ensembleArray); len(a.members) > 1 {
		return a
	}
	return nil
}

// splitter sorts the addends of a wire by source and element.
type splitter struct {
	c        *checker
	el       *speller
	parts    [][][]addend // by source, by element
	constant []float64
	at       diag.Span // of the element that is being split
	ok       bool
}

// notFinite refuses an element with a factor or a constant that is infinite, or no
// number; once for a wire.
func (sp *splitter) notFinite() {
	if sp.ok {
		sp.c.err(diag.OutOfRange, sp.at, "a wire carries finite numbers, `%s` does not", sp.c.text(sp.at))
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
	a, b := sp.el.sources[src[0]].name(), sp.el.sources[src[1]].name()
	d := sp.c.err(diag.ProductOnWire, e.At, "`%s` needs neurons that see both `%s` and `%s`", sp.c.text(e.At), a, b).
		WithNote("a connection computes a function of one population; sums are free, products are not")
	if e.Kind == code.Binary && e.Op == "*" {
		d.WithHelp("`use std/product` · `product p(d=1)` · `connect %s -> p.a` · `connect %s -> p.b` · `connect p.y -> …`", a, b)
	} else {
		d.WithHelp("bring both into one population: `ensemble ab 200 dims 2` · `connect %s -> ab[0]` · `connect %s -> ab[1]`; or compute it exactly in a `node`", a, b)
	}
}

// wire makes the terms, in order of first appearance.
func (sp *splitter) wire(elems []*code.Expr, at diag.Span) (*wire, bool) {
	size := len(elems)
	w := &wire{size: size, elems: elems, sources: sp.el.sources}
	lone := len(sp.parts) == 1 && !isPassThrough(sp.el.sources[0])
	for i, parts := range sp.parts {
		if lone {
			for elem, k := range sp.constant {
				if k != 0 {
					parts[elem] = append(parts[elem], addend{1, code.Number(k)})
					sp.constant[elem] = 0
				}
			}
		}
		t, ok := sp.term(sp.el.sources[i], parts, at)
		if !ok {
			return nil, false
		}
		if t != nil {
			w.terms = append(w.terms, t)
		}
	}
	if slices.ContainsFunc(sp.constant, func(k float64) bool { return k != 0 }) || len(w.terms) == 0 {
		w.terms = append(w.terms, &term{constant: sp.constant, at: at})
	}
	joinMembers(w)
	return w, true
}

// isPassThrough reports a source that only passes values on.
func isPassThrough(s source) bool {
	return s.node != nil && s.node.Kind == model.PassThrough && !s.node.Direct
}

// term merges the addends of one source: a linear map if all are linear, else
// one function with a common factor taken out.
func (sp *splitter) term(src source, parts [][]addend, at diag.Span) (*term, bool) {
	t := &term{src: src, at: at}
	if k, ok := sameElements(parts, src.size()); ok {
		t.transform = model.Transform{Scalar: k}
		return t, true
	}
	if !sp.c.expands(at, numberBytes*float64(len(parts))*float64(src.size())) {
		return nil, false
	}
	if m, ok := linearMap(parts, src.size()); ok {
		t.transform = m
		if m.M != nil && src.ens != nil {
			t.fn, t.transform = usedDimensions(m)
		}
		return t, true
	}
	if isPassThrough(src) {
		bad := firstNonlinear(parts, src.size())
		sp.c.err(diag.ProductOnWire, bad.At, "`%s` needs neurons: `%s` only passes values on", sp.c.text(bad.At), src.name()).
			WithPlace(src.node.At, "it has no neurons to compute with").
			WithHelp("connect `%s` to an ensemble and take the function of that, or write `node f = …`, which is exact", src.name())
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
		t.fn = append(t.fn, sum.Replace(func(_, i int) *code.Expr { return code.Var(0, i) }))
	}
	t.transform = model.Transform{Scalar: factor}
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
func (t *term) dropZeros() {
	var used []int
	for i, e := range t.fn {
		if v, isConst := e.IsConst(); !isConst || v != 0 {
			used = append(used, i)
		}
	}
	if len(used) == len(t.fn) || len(used) == 0 {
		return
	}
	m := model.Transform{Rows: len(t.fn), Cols: len(used), M: make([]float64, len(t.fn)*len(used))}
	var fn []*code.Expr
	for j, i := range used {
		fn = append(fn, t.fn[i])
		m.M[i*m.Cols+j] = t.transform.Scalar
	}
	t.fn, t.transform = fn, m
}

// linearMap returns the matrix of a term whose addends are all linear; a
// multiple of the identity becomes a scalar.
func linearMap(parts [][]addend, size int) (model.Transform, bool) {
	m := model.Transform{M: make([]float64, len(parts)*size), Rows: len(parts), Cols: size}
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
	return simplest(m), true
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
	out := model.Transform{Rows: m.Rows, Cols: len(used)}
	for _, j := range used {
		fn = append(fn, code.Var(0, j))
	}
	for i := range m.Rows {
		for _, j := range used {
			out.M = append(out.M, m.M[i*m.Cols+j])
		}
	}
	if isIdentity(out) {
		out = model.Transform{Scalar: 1}
	}
	return fn, out
}

func isIdentity(m model.Transform) bool {
	if m.Rows != m.Cols {
		return false
	}
	for i, v := range m.M {
		if v != code.Truth(i%(m.Cols+1) == 0) {
			return false
		}
	}
	return true
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

// apply multiplies a transform by another that follows it.
func apply(after, before model.Transform) model.Transform {
	if after.Sparse != nil && before.IsScalar() {
		return model.Transform{Sparse: after.Sparse.Scaled(before.Scalar), Rows: after.Rows, Cols: after.Cols}
	}
	if after.Sparse != nil {
		after = model.Transform{M: after.Dense(), Rows: after.Rows, Cols: after.Cols}
	}
	if after.M == nil && before.M == nil {
		return model.Transform{Scalar: after.Scalar * before.Scalar}
	}
	if after.M == nil || before.M == nil {
		m, k := before, after.Scalar
		if after.M != nil {
			m, k = after, before.Scalar
		}
		out := model.Transform{Rows: m.Rows, Cols: m.Cols, M: make([]float64, len(m.M))}
		for i, v := range m.M {
			out.M[i] = k * v
		}
		return out
	}
	out := model.Transform{Rows: after.Rows, Cols: before.Cols, M: make([]float64, after.Rows*before.Cols)}
	for i := range after.Rows {
		for k := range after.Cols {
			for j := range before.Cols {
				out.M[i*before.Cols+j] += after.M[i*after.Cols+k] * before.M[k*before.Cols+j]
			}
		}
	}
	return out
}

// signal builds a signal or an output port: a pass-through with the wires that
// end in it.
func (c *checker) signal(d *decl, role string, e *grammar.Expr, given *grammar.Options) (any, bool) {
	o := c.options(role, given, d.in)
	n := &model.Node{Name: d.name, Role: role, At: d.at}
	w, ok := c.wire(e, d.in)
	if !ok {
		return nil, false
	}
	post := model.Endpoint{At: d.at, Node: n, Size: w.size}
	wo := &wireOptions{at: d.at, name: d.name, post: &post, o: o, function: e}
	n.Dims = w.size
	if !c.connectWire(w, wo, d.in, nil) {
		return nil, false
	}
	n.Dims = post.Size
	return c.keepNode(n)
}
