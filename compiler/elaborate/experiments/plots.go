package experiments

import (
	"slices"

	"github.com/nefc/nefc/compiler/elaborate/drawings"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/plots"
)

// plot reads what is drawn, how, and of which stretch of time.
func (tl *timeline) plot(at model.EventAt, st *grammar.Plot) model.Event {
	o := tl.c.Options("plot", &st.Options, tl.s)
	p := &model.Plot{EventAt: at, Kind: string(st.Kind)}
	if p.Kind == "" {
		p.Kind = "line"
	}
	d := drawings.New(tl.c.Evaluator, plots.FormOf(p.Kind, o.Has("over"), o.Has("against")), o)
	if !d.Takes() || !tl.across(p, o) {
		return nil
	}
	for _, e := range st.What {
		item, ok := tl.plotItem(d, p.Kind, e)
		if !ok {
			return nil
		}
		p.Items = append(p.Items, item)
	}
	if !tl.against(p, o, at.At) {
		return nil
	}
	var read []*model.Analysis
	for _, item := range p.Items {
		read = append(read, item.Analysis)
	}
	if p.Against != nil {
		read = append(read, p.Against.Analysis)
	}
	var ok bool
	if d.Form.InTime() {
		if p.Phase, p.After, ok = tl.inAfter(o, at.At, read...); !ok {
			return nil
		}
	}
	if p.Style, ok = d.Style(); !ok {
		return nil
	}
	if p.To, ok = tl.files.Outputs(o, at.At, "plot"); !ok {
		return nil
	}
	return p
}

// against reads what lies along the axis instead of time. Points need it.
func (tl *timeline) against(p *model.Plot, o *values.Options, at diag.Span) bool {
	opt, given := o.Get("against")
	if !given {
		if p.Kind == "scatter" {
			tl.c.Err(diag.BadArgument, at, "`plot scatter` draws a signal against another: against which?").
				WithHelp("`plot scatter %s against x` with a signal that is recorded", p.Items[0].Text)
		}
		return p.Kind != "scatter"
	}
	item := model.PlotItem{Text: opt.Value.String()}
	var ok bool
	if item.Analysis, ok = tl.analysis(opt.Value, tl.s); !ok {
		return false
	}
	if item.Analysis.Form != analyses.Samples || item.Analysis.D != 1 {
		tl.c.Err(diag.BadArgument, opt.Value.At, "`against` takes one recorded dimension, `%s` is %s", opt.Value, comesTo(item.Analysis))
		return false
	}
	p.Against = &item
	return true
}

// across reads `over` and `by` of a plot: the swept param along the axis, and
// the one that tells the lines apart.
func (tl *timeline) across(p *model.Plot, o *values.Options) bool {
	for i, to := range []*string{&p.Over, &p.By} {
		name := []string{"over", "by"}[i]
		opt, ok := o.Get(name)
		if !ok {
			continue
		}
		word, _ := opt.Value.IsName()
		if sweepOf(tl.e, word) == nil {
			d := tl.c.Err(diag.UnknownParam, opt.Value.At, "`%s` names a swept param, found `%s`", name, opt.Value)
			if word == "seed" || word == "seeds" {
				d.WithHelp("over a swept param, the seeds of each value are the band around its mean")
				return false
			}
			tl.isNotSwept(d, opt.Value.At, word)
			return false
		}
		*to = word
	}
	by, given := o.Get("by")
	wordy := func(s model.Sweep) bool { return s.Param == p.Over && s.Words != nil }
	switch {
	case slices.ContainsFunc(tl.e.Sweeps, wordy):
		over, _ := o.Get("over")
		tl.c.Err(diag.BadArgument, over.Value.At, "`%s` is swept over words, which have no place along an axis", p.Over).
			WithHelp("`over` a param of numbers `by %s` draws a line for each", p.Over)
		return false
	case given && p.Over == "":
		tl.c.Err(diag.BadArgument, by.NameAt, "`by` needs `over`: what lies along the axis?")
		return false
	case given && p.By == p.Over:
		tl.c.Err(diag.BadArgument, by.Span(), "`%s` lies along the axis and cannot tell the lines apart too", p.By).
			WithFix(diag.Delete(by.Span()))
		return false
	}
	return true
}

// plotItem reads one thing that a plot draws.
func (tl *timeline) plotItem(d *drawings.Drawing, kind string, e *grammar.Expr) (model.PlotItem, bool) {
	item := model.PlotItem{Text: e.String()}
	var ok bool
	switch kind {
	case "weights":
		item.Connection, item.Part, ok = tl.weightsOf(e)
	case "tuning":
		item.Ensemble, ok = tl.tuningOf(e)
	case "heat":
		item.Ensemble, item.Neurons, ok = tl.planeOf(e)
	case "similarity":
		item.Analysis, ok = tl.similarities(e)
		ok = ok && d.Draws(kind, item.Analysis, e, comesTo(item.Analysis)) && d.Similar(item.Analysis, e)
	default:
		tl.c.UnitsMeet(e, tl.s)
		if item.Analysis, ok = tl.analysis(e, tl.s); ok {
			ok = d.Draws(kind, item.Analysis, e, comesTo(item.Analysis)) && d.HasPlaces(kind, item.Analysis, e)
		}
	}
	return item, ok
}

// similarities reads a signal that is compared with the pointers of a vocabulary:
// similarity(x, v), or x alone where there is one vocabulary of its dimensions.
func (tl *timeline) similarities(e *grammar.Expr) (*model.Analysis, bool) {
	a, ok := tl.analysis(e, tl.s)
	if !ok || a.Form != analyses.Samples || a.Kind == model.ACall && a.Op == "similarity" {
		return a, ok
	}
	if v := tl.c.OnlyVocabulary(tl.s, a.D); v != "" {
		name := func(word string) *grammar.Expr { return &grammar.Expr{Kind: grammar.Name, Text: word, At: e.At} }
		call := &grammar.Expr{Kind: grammar.Call, At: e.At, Args: []*grammar.Expr{name("similarity"), e, name(v)}, ArgNames: []string{"", ""}}
		return tl.analysis(call, tl.s)
	}
	return a, true
}

// weightsOf resolves a connection whose weights are written or drawn, and the part of its
// source of which they are; nil for all.
func (tl *timeline) weightsOf(e *grammar.Expr) (*model.Connection, *model.Joint, bool) {
	r, ok := tl.c.Reference(e, tl.s)
	if !ok {
		return nil, nil, false
	}
	if r.Connection != nil && r.Slot == "weights" {
		r.Slot = ""
	}
	conn, ok := tl.isConnection(r, e)
	return conn, r.Part, ok && tl.hasWeights(conn, e)
}

// tuningOf resolves an ensemble whose tuning curves are written or drawn.
func (tl *timeline) tuningOf(e *grammar.Expr) (*model.Ensemble, bool) {
	r, ok := tl.c.PopulationReference(e, tl.s)
	if ok && (r.Ensemble == nil || r.Slot != "" || r.Index != nil) {
		d := tl.c.Err(diag.BadTarget, e.At, "`%s` is not an ensemble and has no tuning curves", e)
		if r.Connection != nil && r.Slot == "weights" {
			d.WithHelp("`plot weights %s`", e)
		}
		if r.Array != nil && r.Array.Neurons > 0 {
			d.WithHelp("a member of it has: `%s[0]`", r.Array.Name).WithFix(diag.Replace(e.At, r.Array.Name+"[0]").Maybe())
		}
		return nil, false
	}
	if !ok {
		return nil, false
	}
	return r.Ensemble, true
}

// planeOf resolves an ensemble of two dimensions, and those of its neurons that are
// named; nil for all.
func (tl *timeline) planeOf(e *grammar.Expr) (*model.Ensemble, []int, bool) {
	r, ok := tl.c.PopulationReference(e, tl.s)
	if !ok {
		return nil, nil, false
	}
	switch {
	case r.Ensemble == nil || r.Slot != "" && r.Slot != "neurons" || r.Slot == "" && r.Index != nil:
		d := tl.c.Err(diag.BadTarget, e.At, "`%s` is not an ensemble and has no firing rates", e)
		if r.Connection != nil && r.Slot == "weights" {
			d.WithHelp("`plot weights %s`", e)
			break
		}
		d.WithHelp("`plot heat a`, or some of its neurons: `plot heat a.neurons[0:4]`")
	case r.Ensemble.Dims != 2:
		d := tl.c.Err(diag.BadTarget, e.At, "`plot heat` draws rates over a plane, `%s` represents %s", r.Ensemble.Name, report.Dimensions(r.Ensemble.Dims)).
			WithPlace(r.Ensemble.At, "declared here")
		if r.Ensemble.Dims == 1 && r.Slot == "" {
			d.WithHelp("`plot tuning %s`", e)
		}
	case len(r.Index) > plots.MostHeats:
		tl.c.Err(diag.TooLarge, e.At, "a panel for each of %d neurons does not fit on a page", len(r.Index)).
			WithHelp("%d at most", plots.MostHeats)
	default:
		return r.Ensemble, r.Index, true
	}
	return nil, nil, false
}
