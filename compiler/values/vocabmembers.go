package values

import (
	"fmt"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// vocabOf is the vocabulary that `v.RED` names, or nil.
func vocabOf(e *grammar.Expr, s *outline.Scope) *outline.Decl {
	if e.Kind != grammar.Member {
		return nil
	}
	name, ok := e.Args[0].IsName()
	if d := s.Lookup(name); ok && d != nil && d.Kind == outline.Vocabulary {
		return d
	}
	return nil
}

// vocabMember is `v.RED`, one pointer.
func (c *Evaluator) vocabMember(d *outline.Decl, e *grammar.Expr) (Value, bool) {
	v, ok := c.VocabValue(d)
	if !ok {
		return Value{}, false
	}
	if data, ok := v.Vector[e.Text]; ok {
		return Vector(data), true
	}
	dg := c.Err(diag.UnknownName, e.At, "`%s` has no pointer `%s`", e.Args[0], e.Text).WithPlace(d.At, "the vocabulary")
	if near := c.Near(dg, report.Tail(e.At, e.Text), e.Text, v.Names, v.List()); near != "" {
		dg.WithHelp("did you mean `%s.%s`?", e.Args[0], near)
	}
	return Value{}, false
}

// PlainProduct warns of a product of two pointers outside of a vocabulary, or of one
// and a vector that varies, as a and b say of the operands: it is taken element by
// element there, and binds nothing.
func (c *Evaluator) PlainProduct(e *grammar.Expr, s *outline.Scope, a, b bool) {
	if e.Text != "*" {
		return
	}
	if p, q := isPointer(e.Args[0], s), isPointer(e.Args[1], s); !(p && q || p && b || a && q) {
		return
	}
	c.Diags.Add(diag.New(diag.PlainProduct, e.At, "`%s` multiplies element by element and binds nothing", e).
		WithNote("`*` binds inside the braces of a `vocab`; elsewhere `bind` does").
		WithFix(diag.Replace(e.At, fmt.Sprintf("bind(%s, %s)", e.Args[0].Strip(), e.Args[1].Strip())).Maybe()))
}

// isPointer reports a pointer of a vocabulary, a constant that is one, or sums,
// products and inverses of some.
func isPointer(e *grammar.Expr, s *outline.Scope) bool {
	switch e = e.Strip(); e.Kind {
	case grammar.Member:
		return vocabOf(e, s) != nil
	case grammar.Name:
		d := s.Lookup(e.Text)
		return d != nil && d.Kind == outline.Constant && vocabOf(d.Expr.Strip(), d.In) != nil
	case grammar.Unary:
		return isPointer(e.Args[0], s)
	case grammar.Binary:
		return (e.Text == "+" || e.Text == "-" || e.Text == "*") && isPointer(e.Args[0], s) && isPointer(e.Args[1], s)
	case grammar.Call:
		name, _ := e.Args[0].IsName()
		return (name == "bind" || name == "inverse") && len(e.Args) > 1 && isPointer(e.Args[1], s)
	}
	return false
}
