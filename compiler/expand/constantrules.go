package expand

import (
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// constantUtility judges a rule that is worth the same at all times: a number says
// that it is for when no other rule is worth more; false after a diagnostic.
func (x *choice) constantUtility(r *grammar.ActionRule) bool {
	compares := false
	r.Utility.Walk(func(e *grammar.Expr) { compares = compares || e.Kind == grammar.Call || e.Kind == grammar.Member })
	v, ok := x.Constant(r.Utility, x.s)
	if ok && v.Vec {
		x.Err(diag.SizeMismatch, r.Utility.At, "a utility is one number, `%s` is a list", r.Utility).
			WithHelp("`dot(OBJECT, %s)` says how alike an object is to a pointer", r.Utility)
		return false
	}
	if ok {
		_, ok = x.Scalar(v, "a utility", catalog.Plain)
	}
	if !ok {
		return false
	}
	if compares {
		x.Err(diag.NothingToChoose, r.Utility.At, "`%s` never varies: no object stands in it", r.Utility).
			WithHelp("`dot(OBJECT, v.A)` says how alike an object is to a pointer; a rule for when no other is worth more has a number: `when 0.3`")
		return false
	}
	x.constants = append(x.constants, r)
	return true
}

// judge refuses rules of which only one can ever be chosen.
func (x *choice) judge() {
	if len(x.constants) < 2 {
		return
	}
	first, again := x.constants[0], x.constants[1]
	x.Err(diag.NothingToChoose, again.At, "`%s` and `%s` are both worth the same at all times: one of them is never chosen",
		first.Name, again.Name).WithPlace(first.At, "the other").
		WithHelp("one rule may have a number, for when no other is worth more; `when dot(OBJECT, v.A)` depends on an object")
}
