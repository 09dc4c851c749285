package experiments

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// until reads when a phase ends early: as soon as a whole window of it meets a
// condition. What the condition reads without `in` is that window.
func (tl *timeline) until(p *model.Phase, st *grammar.Until) (*model.Until, bool) {
	c := tl.c
	if st.Over == nil {
		c.Err(diag.BadArgument, st.Cond.At, "`%s` is judged on whole windows of the phase: how long is one?", st.Cond).
			WithHelp("`until %s over 1s`", st.Cond).WithFix(diag.Insert(st.Cond.At.End(), " over 1s").Maybe())
		return nil, false
	}
	out := &model.Until{Text: st.Cond.String()}
	var ok bool
	if out.Cond, ok = tl.analysis(st.Cond, tl.s); !ok {
		return nil, false
	}
	c.UnitsMeet(st.Cond, tl.s)
	if !out.Cond.IsCondition() {
		c.noCondition(st.Cond)
		return nil, false
	}
	if isTheSame(out.Cond) {
		c.Err(diag.BadArgument, st.Cond.At, "`%s` is the same in every window", st.Cond).
			WithHelp("name something recorded: `until rmse(post, u) < 0.05 over 1s`")
		return nil, false
	}
	if out.Asked, out.Steps, ok = tl.lasting("a window", st.Over); !ok {
		return nil, false
	}
	if out.Steps > p.Steps {
		c.Err(diag.OutOfRange, st.Over.At, "a window of %g s is longer than the phase, which lasts %g s", out.Asked, p.Asked)
		return nil, false
	}
	return out, true
}

// isTheSame reports an analysis that no window of the phase changes: of numbers,
// params, and what phases before recorded.
func isTheSame(a *model.Analysis) bool {
	return !readsAny(a, func(x *model.Analysis) bool { return x.Kind == model.AWeights || x.Phase == "" })
}

// noCondition refuses a value where a condition stands.
func (c *Experiments) noCondition(e *grammar.Expr) {
	c.Err(diag.BadArgument, e.At, "`%s` is a value, not a condition", e).WithHelp("compare it: `%s < 0.1`", e).
		WithFix(diag.Insert(e.At.End(), " < 0.1").Maybe())
}
