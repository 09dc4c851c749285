// Package wires takes the expressions on connections apart into terms, each a
// function of one object.
package wires

import (
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
)

// Wires takes wires apart.
type Wires struct{ *expressions.Resolver }

// A Wire computes what a brain can do with connections: a sum of terms, each a
// function of one object (language.md §3).
type Wire struct {
	Size   int
	Terms  []*Term
	Points *model.Given // instead of the function of its only term: the values at the evaluation points

	// As written, element by element; nil for a whole array. What a wire is asked is
	// answered from these.
	Elements []*code.Expr
	Sources  []expressions.Source

	coefficients map[any]float64 // by object; nil until one is asked for
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
	sp := newSplitter(c, el, len(v.Elements))
	for i, x := range v.Elements {
		sp.split(x, i)
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
