package experiments

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/catalog"
)

// overSeeds collects the terms of a condition over seeds: what functions make of
// the numbers of several cells, and params. Around them stand numbers and operators.
type overSeeds struct{ terms []model.Term }

// overSeeds reads a condition that is judged over the seeds of a sweep point.
func (tl *timeline) overSeeds(x *model.Expect, cond *grammar.Expr) bool {
	c := tl.c
	r := tl.reader(tl.s)
	r.over = &overSeeds{}
	var ok bool
	if x.Cond, ok = r.read(cond); !ok {
		return false
	}
	x.Terms = r.over.terms
	for _, t := range x.Terms {
		if t.Pool != "" && x.Pool == "" {
			x.Pool = t.Pool
		}
		if t.Of == x.Cond {
			c.noCondition(cond)
			return false
		}
	}
	if x.Pool == "" {
		c.Err(diag.BadArgument, cond.At, "`%s` says nothing of the seeds", cond).WithHelp("`expect median(rmse(x, y)) < 0.1 over seeds`")
		return false
	}
	return tl.oneValueOfParams(x)
}

// oneValueOfParams refuses a param of which a condition over seeds reads several values:
// each of its other terms picks its own.
func (tl *timeline) oneValueOfParams(x *model.Expect) bool {
	for _, t := range x.Terms {
		if t.Pool == "" && x.Picked(t.Text) {
			tl.c.Err(diag.BadArgument, t.Of.At, "`%s` has several values here: each part of the line picks its own", t.Text).
				WithHelp("write the number that is meant")
			return false
		}
	}
	return true
}

// param notes a param that stands outside of what cells give.
func (o *overSeeds) param(a *model.Analysis, name string, e *grammar.Expr) {
	if o != nil {
		o.terms = append(o.terms, model.Term{Text: name, Of: a})
	}
}

// pooled reads a function of what cells give: median(rmse(x, y), lr=1e-4).
func (r *analysisReader) pooled(f *analyses.Function, e *grammar.Expr, args []*grammar.Expr, named []setting) (*model.Analysis, bool) {
	t := model.Term{Text: e.String(), Pool: f.Name}
	cell := *r
	cell.over = nil
	for _, x := range named {
		ok := false
		if x.name == "in" {
			cell.phase, ok = r.tl.phaseNamed(x.value)
		} else {
			ok = r.tl.choose(&t, f, x)
		}
		if !ok {
			return nil, false
		}
	}
	var ok bool
	if t.Of, ok = cell.expr(args[0]); !ok || !r.givesOne(f, t.Of, args[0]) {
		return nil, false
	}
	if len(args) == 2 {
		if t.Share, ok = r.share(args[1]); !ok {
			return nil, false
		}
	}
	slices.SortFunc(t.Cells, func(a, b model.Pick) int { return strings.Compare(a.Param, b.Param) })
	r.over.terms = append(r.over.terms, t)
	return t.Of, true
}

// givesOne refuses what is not one number in each cell, or for `share` no condition.
func (r *analysisReader) givesOne(f *analyses.Function, a *model.Analysis, e *grammar.Expr) bool {
	switch condition := a.IsCondition(); {
	case a.Form != analyses.Number && condition:
		r.c.Err(diag.BadArgument, e.At, "`%s` compares many numbers; over seeds each cell gives one", e).WithHelp("such as `mean(…) < 0.1`")
	case a.Form != analyses.Number:
		r.c.Err(diag.BadArgument, e.At, "`%s` is %s; over seeds each cell gives one number", e, comesTo(a)).WithHelp("such as `mean(%s)`", e).
			WithFix(diag.Replace(e.At, "mean("+e.String()+")").Maybe())
	case f.Args[0] == analyses.Condition && !condition:
		r.c.noCondition(e)
	default:
		return true
	}
	return false
}

// share reads the second argument of quantile.
func (r *analysisReader) share(e *grammar.Expr) (float64, bool) {
	v, ok := r.c.Constant(e, r.s)
	if !ok {
		return 0, false
	}
	q, ok := r.c.Scalar(v, "a share", catalog.Plain)
	if ok && !(q >= 0 && q <= 1) {
		r.c.Err(diag.OutOfRange, e.At, "a share is from 0 to 1, found %g", q)
		return 0, false
	}
	return q, ok
}

// choose reads which cells of a sweep are meant: lr=1e-4.
func (tl *timeline) choose(t *model.Term, f *analyses.Function, x setting) bool {
	c := tl.c
	at := c.NameBefore(x.value.At, x.name)
	sweep := sweepOf(tl.e, x.name)
	if sweep == nil {
		tl.isNotSwept(c.Err(diag.UnknownParam, at, "`%s=` picks cells by a swept param, and `%s` is none", x.name, x.name), at, x.name)
		return false
	}
	if _, twice := t.Pick(x.name); twice {
		c.Err(diag.DeclaredTwice, at, "`%s` picks cells by `%s` twice", f.Name, x.name)
		return false
	}
	number, ok := tl.swept(sweep, x.value)
	if !ok {
		return false
	}
	if !slices.Contains(sweep.Values, number) {
		c.Err(diag.OutOfRange, x.value.At, "no cell has `%s` = %s", x.name, x.value).
			WithHelp("it is swept over %s", strings.Join(sweep.Texts, ", "))
		return false
	}
	t.Cells = append(t.Cells, model.Pick{Param: x.name, Value: number})
	return true
}

// swept reads a value of a swept param; that of a word is its place among them.
func (tl *timeline) swept(sweep *model.Sweep, e *grammar.Expr) (float64, bool) {
	if sweep.Words != nil {
		return float64(slices.Index(sweep.Words, e.String())), true
	}
	v, ok := tl.c.Constant(e, tl.s)
	if !ok {
		return 0, false
	}
	return tl.c.Scalar(v, sweep.Param, tl.c.unitOf(tl.s.Lookup(sweep.Param)))
}

// withinCell refuses what has another value in each cell where all of them are
// judged together: a number, or samples.
func (r *analysisReader) withinCell(e *grammar.Expr, form analyses.Form) bool {
	if r.over == nil {
		return true
	}
	before, after := "median(", ")"
	if form != analyses.Number {
		before, after = "median(mean(", "))"
	}
	r.c.Err(diag.BadArgument, e.At, "`%s` has another value in each cell: over seeds, a function makes one of them", e).
		WithHelp("one of %s", strings.Join(analyses.Pooling(), " ")).
		WithFix(diag.Insert(e.At.Start(), before).And(diag.Insert(e.At.End(), after)).Maybe())
	return false
}

// overWhat refuses a function of cells where each is judged alone.
func (r *analysisReader) overWhat(f *analyses.Function, e *grammar.Expr) {
	if r.over != nil {
		r.c.Err(diag.BadArgument, e.At, "`%s` takes %d arguments by place", f.Name, len(f.Args))
		return
	}
	r.c.Err(diag.BadArgument, e.At, "`%s` judges seeds together", f.Name).WithHelp("end the line with `over seeds`")
}
