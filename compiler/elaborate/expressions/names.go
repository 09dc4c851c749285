package expressions

import (
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/statements"
)

// named spells out a name: x, t, pi, a constant, a param, or an object.
func (el *Speller) named(e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	c := el.c
	if name, ok := e.IsName(); ok {
		if v, ok := el.bound[name]; ok {
			return v, true
		}
		part, isPart := el.parts[name]
		switch {
		case name == "x" && el.x != nil:
			return *el.x, true
		case isPart:
			return part, true
		case name == "t" || name == "dt":
			return el.time(name, e)
		}
	} else if e.Kind == grammar.Index && el.isOfX(RootName(e)) {
		return el.indexed(e, s)
	} else if e.Kind == grammar.Index && !values.IsRef(e) {
		return el.indexed(e, s)
	}
	if values.IsRef(e) {
		d := values.RootDecl(e, s)
		if d != nil && d.Kind == outline.Constant {
			return el.constant(e, d, s)
		}
		name, _ := e.IsName()
		if _, word := statements.Constant(name); d != nil && d.Kind == outline.Vocabulary || d == nil && word {
			v, ok := c.Constant(e, s)
			return spell(v, e.At), ok && el.carries(v, e)
		}
		return el.object(e, s)
	}
	c.Err(diag.BadArgument, e.At, "`%s` cannot stand in an expression", e)
	return Vector{}, false
}

// isOfX reports a name of the value that a function is of, or of a part of it.
func (el *Speller) isOfX(name string) bool {
	_, isPart := el.parts[name]
	return el.x != nil && name == "x" || isPart
}

// RootName is the name in front of all dots and brackets of a reference; "" if there is none.
func RootName(e *grammar.Expr) string {
	for e.Kind == grammar.Index || e.Kind == grammar.Member {
		e = e.Args[0]
	}
	n, _ := e.IsName()
	return n
}

// time spells out t and dt, which only nodes know.
func (el *Speller) time(name string, e *grammar.Expr) (Vector, bool) {
	if el.place != inCode {
		el.c.Err(diag.UnknownName, e.At, "`%s` is known in node expressions only", name).
			WithHelp("`node clock = %s` makes it an object that can be connected", name)
		return Vector{}, false
	}
	kind := code.Time
	if name == "dt" {
		kind = code.Step
	}
	return Vector{Elements: []*code.Expr{{Kind: kind, At: e.At}}}, true
}
