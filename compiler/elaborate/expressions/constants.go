package expressions

import (
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// constant spells out a let, argument or param. Where params may change at run
// time they stay variables, also behind a let.
func (el *Speller) constant(e *grammar.Expr, d *outline.Decl, s *outline.Scope) (Vector, bool) {
	if e.Kind == grammar.Index {
		if !el.anyMoves(e) && values.IsMatrix(e.Args[0], s, 0) {
			v, ok := el.c.Constant(e, s)
			return spell(v, e.At), ok
		}
		return el.indexed(e, s)
	}
	if e.Kind == grammar.Member {
		el.c.Err(diag.UnknownSlot, e.At, "`%s` is a number and has no `.%s`", e.Args[0], e.Text)
		return Vector{}, false
	}
	if d.Failed || !el.c.IsNumber(e, d) {
		return Vector{}, false
	}
	free := el.place == inCode || el.place == inRate
	if d.Param && free {
		return Vector{Elements: []*code.Expr{{Kind: code.Param, Index: d.Index, At: e.At}}}, true
	}
	if free && !d.Param && !values.IsFile(d.Expr) {
		return el.moving(e, d)
	}
	v, ok := el.c.ConstValue(d)
	if !ok || !el.c.Expands(e.At, report.ElementBytes*v.Count()) {
		return Vector{}, false
	}
	return spell(v, e.At), el.carries(v, e)
}

// moving spells out a constant that may depend on a param, from its text.
func (el *Speller) moving(e *grammar.Expr, d *outline.Decl) (Vector, bool) {
	k := el.c.Constants.Of(d)
	if k.Evaluating {
		el.c.Err(diag.Cycle, d.At, "`%s` is defined by itself", d.Name)
		el.c.Fails(d)
		return Vector{}, false
	}
	if v, ok := el.c.folded[d]; ok {
		return v, el.c.Expands(e.At, report.ElementBytes*float64(len(v.Elements)))
	}
	k.Evaluating = true
	v, ok := el.Expr(d.Expr, d.In)
	k.Evaluating = false
	if d.Failed {
		return v, false
	}
	if ok && !slices.ContainsFunc(v.Elements, func(x *code.Expr) bool { return x.Kind != code.Const }) {
		el.c.folded[d] = v
	}
	return v, ok
}

// carries refuses an infinite factor or term of what connections compute.
func (el *Speller) carries(v values.Value, e *grammar.Expr) bool {
	if el.place == inCode || el.place == inConstant || !math.IsInf(v.Num, 0) {
		return true
	}
	el.c.Err(diag.OutOfRange, e.At, "`%s` is infinite; wires, functions and rates are of finite numbers", e)
	return false
}
