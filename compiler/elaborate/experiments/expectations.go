package experiments

import (
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/analyses"
)

// expect reads a claim of what was recorded, and when it holds.
func (tl *timeline) expect(at model.EventAt, st *grammar.Expect) model.Event {
	c := tl.c
	o := c.Options("expect", &st.Options, tl.s)
	x := &model.Expect{EventAt: at, Text: st.Cond.String()}
	x.At = st.Cond.At
	if !tl.condition(x, st.Cond, o) {
		return nil
	}
	c.UnitsMeet(st.Cond, tl.s)
	if !x.Cond.IsCondition() {
		c.noCondition(st.Cond)
		return nil
	}
	x.Measured, x.MeasuredText = measured(x.Cond, st.Cond)
	c.normOfSamples(x.Cond)
	read := []*model.Analysis{x.Cond}
	var ok bool
	if opt, given := o.Get("when"); given {
		if x.When, ok = tl.when(opt); !ok {
			return nil
		}
		x.WhenText = opt.Value.String()
		read = append(read, x.When)
	}
	if x.Phase, x.After, ok = tl.inAfter(o, at.At, read...); !ok {
		return nil
	}
	if o.Has("because") {
		if x.Because, ok = o.Text("because"); !ok {
			return nil
		}
	}
	return x
}

// when reads the condition under which an expectation counts.
func (tl *timeline) when(opt values.Option) (*model.Analysis, bool) {
	a, ok := tl.analysis(opt.Value, opt.In)
	if !ok {
		return nil, false
	}
	if a.Form != analyses.Number && !a.IsCondition() {
		tl.c.Err(diag.BadArgument, opt.Value.At, "`%s` is %s, not a condition", opt.Value, comesTo(a)).
			WithHelp("compare it: `when %s > 0`", opt.Value).
			WithFix(diag.Insert(opt.Value.At.End(), " > 0").Maybe())
		return nil, false
	}
	tl.c.UnitsMeet(opt.Value, opt.In)
	return a, true
}

// condition reads what is claimed, of each cell or over seeds.
func (tl *timeline) condition(x *model.Expect, cond *grammar.Expr, o *values.Options) (ok bool) {
	opt, together := o.Get("over")
	if !together {
		x.Cond, ok = tl.analysis(cond, tl.s)
		return ok
	}
	if word, _ := opt.Value.IsName(); word != "seeds" {
		tl.c.Err(diag.BadArgument, opt.Value.At, "an expectation is judged `over seeds`, found `%s`", opt.Value)
		return false
	}
	return tl.overSeeds(x, cond)
}

// normOfSamples warns where the norm of samples is compared with a number: it
// grows with how long was recorded. In a ratio of two that cancels.
func (c *Experiments) normOfSamples(cond *model.Analysis) {
	cond.Walk(func(link *model.Analysis) {
		if link.Kind != model.ABinary || !code.Comparisons[link.Op] {
			return
		}
		var norms []*model.Analysis
		link.Walk(func(x *model.Analysis) {
			if x.Kind == model.ACall && x.Op == "norm" && x.Args[0].Form == analyses.Samples {
				norms = append(norms, x)
			}
		})
		if len(norms) != 1 {
			return
		}
		of := c.Text(norms[0].Args[0].At)
		c.Diags.Add(diag.New(diag.BadArgument, norms[0].At, "`norm` runs over samples and dimensions, so that `%s` grows with how long is recorded",
			c.Text(norms[0].At)).AsWarning().
			WithHelp("`mean(length(%s))` or `max(length(%s))` is about the length at each sample", of, of).
			WithFix(diag.Replace(norms[0].At, "mean(length("+of+"))").Maybe()))
	})
}

// measured is what a condition compares, and its text: the side of a comparison
// that is no constant, the middle of a chain; nil for other conditions.
func measured(a *model.Analysis, e *grammar.Expr) (*model.Analysis, string) {
	e = e.Strip()
	chain := e.Chained
	for ; e.Chained; e = e.Args[0] {
		a = a.Args[0]
	}
	if a.Kind != model.ABinary || !code.Comparisons[a.Op] {
		return nil, ""
	}
	side := 0
	if chain || isConstant(a.Args[0]) && !isConstant(a.Args[1]) {
		side = 1
	}
	return a.Args[side], e.Args[side].String()
}

// isConstant reports an analysis of numbers and params alone.
func isConstant(a *model.Analysis) bool {
	return !readsAny(a, func(*model.Analysis) bool { return true })
}

// readsAny reports an analysis in which something of what it reads, recorded or weights,
// meets a condition.
func readsAny(a *model.Analysis, which func(*model.Analysis) bool) bool {
	found := false
	a.Walk(func(x *model.Analysis) {
		switch x.Kind {
		case model.ASeries, model.AWeights, model.ATime:
			found = found || which(x)
		}
	})
	return found
}
