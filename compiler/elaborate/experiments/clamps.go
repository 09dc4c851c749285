package experiments

import (
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// nodeThatIsSet is the node that `set` names, if it names one.
func (tl *timeline) nodeThatIsSet(e *grammar.Expr) (r *expressions.Ref, isNode bool) {
	tl.c.Aside(func() { r, isNode = tl.c.Reference(e, tl.s) })
	return r, isNode && r.Node != nil
}

// clamp reads a node that is held: at a number for each dimension, or one for all.
func (tl *timeline) clamp(at model.EventAt, st *grammar.Set, r *expressions.Ref) model.Event {
	if !tl.mayBeHeld(r, st.Target) {
		return nil
	}
	v, ok := tl.c.InRate().Expr(st.Value, tl.s)
	if !ok {
		return nil
	}
	values := v.Elements
	if len(values) == 1 {
		for len(values) < r.Node.Dims {
			values = append(values, values[0])
		}
	}
	if len(values) != r.Node.Dims {
		tl.c.Err(diag.SizeMismatch, st.Value.At, "`%s` has %d elements, `%s` has %d dimensions", st.Value, len(values), st.Target, r.Node.Dims).
			WithPlace(r.Decl.At, "declared here")
		return nil
	}
	return &model.Clamp{EventAt: at, Node: r.Node, Values: values, Text: st.Value.String()}
}

// mayBeHeld demands a whole node, which is then built so that it can be held.
func (tl *timeline) mayBeHeld(r *expressions.Ref, e *grammar.Expr) bool {
	if r.Index != nil || r.Slot != "" {
		tl.c.Err(diag.BadTarget, e.At, "`%s` is a part of a node, and a node is held as a whole", e).
			WithPlace(r.Decl.At, "declared here").WithHelp("name the node, with a number for each dimension: `set %s = [0, 1]`", r.Node.Written())
		return false
	}
	r.Node.Held = true
	return true
}
