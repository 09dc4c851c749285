package expressions

import (
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/functions"
)

// call spells out a function call.
func (el *Speller) call(e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	c := el.c
	name, _ := e.Args[0].IsName()
	switch name {
	case "table":
		return el.tableCall(e, s)
	case "sum", "norm", "dot":
		return el.reduce(name, e, s)
	case "bind", "inverse":
		if slices.ContainsFunc(e.Args[1:], func(a *grammar.Expr) bool { return el.varies(a, s) }) {
			return el.pointers(name, e, s)
		}
	}
	if v, found, ok := c.MatrixCall(name, e, s); found {
		return spell(v, e.At), ok
	}
	if el.place == inCode {
		if v, found, ok := el.partInTime(e, s); found {
			return v, ok
		}
	}
	fn := functions.Find(name)
	if fn == nil {
		c.UnknownFunction(e.Args[0])
		return Vector{}, false
	}
	if len(e.Args)-1 != fn.Arity() {
		c.Err(diag.BadArgument, e.At, "`%s` takes %s, not %d", name, report.Arguments(fn.Arity()), len(e.Args)-1)
		return Vector{}, false
	}
	parts, list, ok := el.aligned(e.Args[1:], e, s)
	if !ok {
		return Vector{}, false
	}
	out := Vector{List: list}
	for i := range parts[0] {
		args := make([]*code.Expr, len(parts))
		for k := range parts {
			args[k] = parts[k][i]
		}
		out.Elements = append(out.Elements, code.NewCall(fn, args, e.At))
	}
	return out, true
}

// reduce spells out the functions that make one number of a vector.
func (el *Speller) reduce(name string, e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	want := 1
	if name == "dot" {
		want = 2
	}
	if len(e.Args)-1 != want {
		el.c.Err(diag.BadArgument, e.At, "`%s` takes %s, not %d", name, report.Arguments(want), len(e.Args)-1)
		return Vector{}, false
	}
	around := el.summed
	el.summed = name == "sum"
	parts, _, ok := el.aligned(e.Args[1:], e, s)
	el.summed = around
	if !ok {
		return Vector{}, false
	}
	total := code.Number(0)
	for i, a := range parts[0] {
		term := a
		if name != "sum" {
			term = code.NewBinary("*", a, parts[len(parts)-1][i], e.At)
		}
		if i == 0 {
			total = term
		} else {
			total = code.NewBinary("+", total, term, e.At)
		}
	}
	if name == "norm" {
		total = code.NewCall(functions.Find("sqrt"), []*code.Expr{total}, e.At)
	}
	return Vector{Elements: []*code.Expr{total}}, true
}
