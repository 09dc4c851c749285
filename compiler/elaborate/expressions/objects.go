package expressions

import (
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/slots"
)

// object spells out a reference to what an expression may read.
func (el *Speller) object(e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	c := el.c
	if el.place == inConstant {
		c.Constant(e, s) // says what is wrong with it
		return Vector{}, false
	}
	if el.place == inRate || el.place == inFunction {
		el.noObjects(e, s)
		return Vector{}, false
	}
	if d := values.RootDecl(e, s); d != nil && el.self != nil && c.Building[d] == el.self {
		return el.selfRef(e, s)
	}
	r, ok := c.Reference(e, s)
	if !ok {
		return Vector{}, false
	}
	if r.Array != nil && r.Slot == "" {
		return el.arrayElements(r, e), true
	}
	if r.Slot != "" || r.Connection != nil || r.Decl.Kind == outline.Instance {
		el.badRead(e, r)
		return Vector{}, false
	}
	if !c.Expands(e.At, report.ElementBytes*float64(r.Size)) {
		return Vector{}, false
	}
	src := el.source(Source{Ensemble: r.Ensemble, Node: r.Node, At: e.At})
	out := Vector{List: true}
	for _, i := range r.picked(r.Size) {
		out.Elements = append(out.Elements, at(code.Var(src, i), e.At))
	}
	return out, true
}

// noObjects refuses an object in a learning rate or a function of x.
func (el *Speller) noObjects(e *grammar.Expr, s *outline.Scope) {
	if name, ok := e.IsName(); ok && s.Lookup(name) == nil {
		el.c.Unknown(s, name, e.At, "x")
		return
	}
	what := "a learning rate depends on numbers and params only"
	if el.place == inFunction {
		what = "a `function` is an expression in `x`, the value of the source"
	}
	el.c.Err(diag.ProductOnWire, e.At, "`%s` is an object: %s", e, what)
}

// arrayElements spells out the value of an array: each element belongs to one
// member.
func (el *Speller) arrayElements(r *Ref, e *grammar.Expr) Vector {
	out := Vector{List: true}
	if !el.c.Expands(e.At, report.ElementBytes*float64(r.Size)) {
		return out
	}
	for _, i := range r.picked(r.Array.Size()) {
		m := r.Array.Members[i/r.Array.Dims]
		m.At = e.At
		out.Elements = append(out.Elements, at(code.Var(el.source(m), i%r.Array.Dims), e.At))
	}
	return out
}

// selfRef reads the previous value of the node being defined.
func (el *Speller) selfRef(e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	el.ReadsSelf = true
	src := el.source(Source{Node: el.self, At: e.At})
	all := Vector{List: true}
	if !el.c.Expands(e.At, report.ElementBytes*float64(el.self.Dims)) {
		return Vector{}, false
	}
	for i := range max(el.self.Dims, 1) { // one until it is known
		all.Elements = append(all.Elements, at(code.Var(src, i), e.At))
	}
	if e.Kind == grammar.Name {
		return all, true
	}
	if e.Kind != grammar.Index || e.Args[0].Kind != grammar.Name {
		el.c.Err(diag.UnknownSlot, e.At, "a node reads its previous value by its name alone")
		return Vector{}, false
	}
	idx, ok := el.c.Indices(e.Args[1:], len(all.Elements), e.Args[0].String(), "dimensions", s)
	if !ok {
		return Vector{}, false
	}
	out := Vector{List: true}
	for _, i := range idx {
		out.Elements = append(out.Elements, all.Elements[i])
	}
	return out, true
}

// badRead refuses a reference that is no value.
func (el *Speller) badRead(e *grammar.Expr, r *Ref) {
	d := el.c.Err(diag.NeuronsAndValues, e.At, "`%s` is not a value an expression can read", e)
	switch {
	case r.Decl.Kind == outline.Instance:
		report.NamePort[*grammar.Output](d, r.Decl.Inner, e, "outputs")
	case r.Ensemble != nil && r.Entry().From == slots.Activity:
		d.WithHelp("`%s` is the decoded value; activities are connected with `connect %s -> …`", r.Ensemble.Name, e)
		if e.Kind == grammar.Member {
			d.WithFix(diag.Replace(e.At, e.Args[0].String()).Maybe())
		}
	}
}
