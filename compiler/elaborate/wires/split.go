package wires

import (
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/grammar/diag"
)

// addend is factor·e within one element of a wire.
type addend struct {
	factor float64
	e      *code.Expr
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

func newSplitter(c *Wires, el *expressions.Speller, size int) *splitter {
	sp := &splitter{c: c, el: el, parts: make([][][]addend, len(el.Sources)), constant: make([]float64, size), ok: true}
	for i := range sp.parts {
		sp.parts[i] = make([][]addend, size)
	}
	return sp
}

// notFinite refuses an element with a factor or a constant that is infinite, or no
// number; once for a wire.
func (sp *splitter) notFinite() {
	if sp.ok {
		sp.c.Err(diag.OutOfRange, sp.at, "a wire carries finite numbers, `%s` does not", sp.c.Text(sp.at))
	}
	sp.ok = false
}

// split sorts the addends of an element; each must be a function of one object.
func (sp *splitter) split(e *code.Expr, elem int) {
	sp.at = e.At
	e.Addends(1, func(factor float64, x *code.Expr) {
		src := x.Sources()
		switch {
		case math.IsNaN(factor) || math.IsInf(factor, 0):
			sp.notFinite()
		case x.Kind == code.Const:
			sp.constant[elem] += float64(factor * x.Num)
		case len(src) == 1:
			sp.parts[src[0]][elem] = append(sp.parts[src[0]][elem], addend{factor, x})
		default:
			sp.product(x, src)
		}
	})
	if k := sp.constant[elem]; math.IsNaN(k) || math.IsInf(k, 0) {
		sp.notFinite()
	}
}

// product refuses an addend that depends on several objects.
func (sp *splitter) product(e *code.Expr, src []int) {
	sp.ok = false
	a, b := sp.el.Sources[src[0]].Name(), sp.el.Sources[src[1]].Name()
	d := sp.c.Err(diag.ProductOnWire, e.At, "`%s` needs neurons that see both `%s` and `%s`", sp.c.Text(e.At), a, b).
		WithNote("a connection computes a function of one population; sums are free, products are not")
	if e.Kind == code.Binary && e.Op == "*" {
		sp.multiply(d, e, src)
	} else {
		d.WithHelp("bring both into one population: `ensemble ab 200 dims 2` · `connect %s -> ab[0]` · `connect %s -> ab[1]`; or compute it exactly in a `node`", a, b)
	}
}

// multiply is the way out of a product: the network that multiplies what stands on
// both sides, and sums where the wire is a scalar product of two vectors.
func (sp *splitter) multiply(d *diag.Diagnostic, e *code.Expr, src []int) {
	a, b := sp.c.Text(e.Args[0].At), sp.c.Text(e.Args[1].At)
	dims, y := len(sp.constant), "p.y"
	if size := sp.el.Sources[src[0]].Size(); dims == 1 && a == sp.el.Sources[src[0]].Name() && size > 1 {
		dims, y = size, "sum(p.y)"
	}
	ways := fmt.Sprintf("`use std/product` · `product p(d=%d)` · `connect %s -> p.a` · `connect %s -> p.b` · `connect %s -> …`", dims, a, b, y)
	x, z := sp.el.Sources[src[0]].Ensemble, sp.el.Sources[src[1]].Ensemble
	if dims == 1 && x != nil && z != nil && x.Array+z.Array == "" && a == x.Name && b == z.Name {
		ways += fmt.Sprintf("; or dendrites that multiply: `connect [%s.neurons, %s.neurons] -> y.neurons function %s*%s relax yes`, "+
			"where `y` has `neurons two_compartment`, `%s` and `%s` have `dale 0.7`", a, b, a, b, a, b)
	}
	d.WithHelp("%s", ways)
}

// wire makes the terms, in order of first appearance.
func (sp *splitter) wire(elems []*code.Expr, at diag.Span) (*Wire, bool) {
	size := len(elems)
	w := &Wire{Size: size, Elements: elems, Sources: sp.el.Sources}
	lone := len(sp.parts) == 1 && !sp.el.Sources[0].IsPassThrough()
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
