package experiments

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/analyses"
)

// drawn says what a kind of plot draws.
var drawn = map[string]string{"line": "samples in time", "hist": "many numbers", "raster": "spikes"}

// plot reads what is drawn, and of which stretch of time.
func (tl *timeline) plot(at model.EventAt, st *grammar.Plot) model.Event {
	c := tl.c
	o := c.Options("plot", &st.Options, tl.s)
	p := &model.Plot{EventAt: at, Kind: string(st.Kind)}
	if p.Kind == "" {
		p.Kind = "line"
	}
	if !tl.plotOptions(p.Kind, o) || !tl.across(p, o) {
		return nil
	}
	for _, e := range st.What {
		item, ok := tl.plotItem(p, e)
		if !ok {
			return nil
		}
		p.Items = append(p.Items, item)
	}
	var read []*model.Analysis
	for _, item := range p.Items {
		read = append(read, item.Analysis)
	}
	if opt, given := o.Get("against"); given {
		item := model.PlotItem{Text: opt.Value.String()}
		var ok bool
		if item.Analysis, ok = tl.analysis(opt.Value, tl.s); !ok {
			return nil
		}
		if item.Analysis.Form != analyses.Samples || item.Analysis.D != 1 {
			c.Err(diag.BadArgument, opt.Value.At, "`against` takes one recorded dimension, `%s` is %s", opt.Value, comesTo(item.Analysis))
			return nil
		}
		p.Against = &item
		read = append(read, item.Analysis)
	}
	var ok bool
	if drawn[p.Kind] != "" {
		if p.Phase, p.After, ok = tl.inAfter(o, at.At, read...); !ok {
			return nil
		}
	}
	if p.To, ok = tl.output(o, at.At, "plot"); !ok {
		return nil
	}
	return p
}

// plotOptions reports options that a kind of plot has no use for.
func (tl *timeline) plotOptions(kind string, o *values.Options) bool {
	for _, name := range []string{"in", "after", "over", "by", "against"} {
		opt, given := o.Get(name)
		inTime := name == "in" || name == "after"
		switch {
		case !given || kind == "line" && !(name == "against" && o.Has("over")) || inTime && drawn[kind] != "":
			continue
		case inTime:
			tl.c.Err(diag.BadArgument, opt.NameAt, "`plot %s` draws things as they are at this place, not a stretch of time", kind).
				WithHelp("delete `%s %s`", name, opt.Value).WithFix(diag.Delete(opt.Span()))
		case kind == "line":
			over, _ := o.Get("over")
			tl.c.Err(diag.BadArgument, opt.NameAt, "`against` and `over` both say what lies along the axis").WithHelp("keep one of them").
				WithFix(diag.Delete(opt.Span()).Maybe()).WithFix(diag.Delete(over.Span()).Maybe())
		default:
			tl.c.Err(diag.BadArgument, opt.NameAt, "`%s` belongs to a plot of lines, not to `plot %s`", name, kind).WithHelp("delete `%s %s`", name, opt.Value).
				WithFix(diag.Delete(opt.Span()))
		}
		return false
	}
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
		known := []string{}
		for _, s := range tl.e.Sweeps {
			known = append(known, s.Param)
		}
		if !slices.Contains(known, word) {
			d := tl.c.Err(diag.UnknownParam, opt.Value.At, "`%s` names a swept param, found `%s`", name, opt.Value)
			if len(known) > 0 {
				tl.c.Near(d, opt.Value.At, word, known, "swept are "+strings.Join(known, ", "))
			} else {
				d.WithHelp("`sweep %s in […]` before this line sweeps it", opt.Value)
			}
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
		tl.c.Err(diag.BadArgument, by.Span(), "`%s` lies along the axis and cannot tell the lines apart too", p.By).WithFix(diag.Delete(by.Span()))
		return false
	}
	return true
}

// plotItem reads one thing that a plot draws.
func (tl *timeline) plotItem(p *model.Plot, e *grammar.Expr) (model.PlotItem, bool) {
	item := model.PlotItem{Text: e.String()}
	var ok bool
	switch p.Kind {
	case "weights":
		item.Connection, ok = tl.weightsOf(e)
	case "tuning":
		item.Ensemble, ok = tl.tuningOf(e)
	default:
		tl.c.UnitsMeet(e, tl.s)
		if item.Analysis, ok = tl.analysis(e, tl.s); ok {
			ok = tl.draws(p, item.Analysis, e)
		}
	}
	return item, ok
}

// draws reports what a kind of plot cannot draw.
func (tl *timeline) draws(p *model.Plot, a *model.Analysis, e *grammar.Expr) bool {
	if p.Over != "" {
		if a.Form != analyses.Number {
			tl.c.Err(diag.BadArgument, e.At, "a plot over cells needs one number a cell, `%s` is %s", e, comesTo(a)).WithHelp("such as `mean(%s)`", e).
				WithFix(diag.Replace(e.At, fmt.Sprintf("mean(%s)", e)).Maybe())
		}
		return a.Form == analyses.Number
	}
	switch p.Kind {
	case "raster":
		if a.Form == analyses.Spikes {
			return true
		}
	case "hist":
		if a.Form == analyses.Samples || a.Form == analyses.Matrix {
			return true
		}
	default:
		if a.Form == analyses.Samples {
			return true
		}
	}
	d := tl.c.Err(diag.BadTarget, e.At, "`plot %s` draws %s, `%s` is %s", p.Kind, drawn[p.Kind], e, comesTo(a))
	switch a.Form {
	case analyses.Spikes:
		d.WithHelp("`plot raster %s`", e)
	case analyses.Matrix:
		d.WithHelp("`plot weights %s`, or `plot hist %s`", strings.TrimSuffix(e.String(), ".weights"), e)
	case analyses.Samples:
		d.WithHelp("`plot %s`", e)
		if ens := firing(a); ens != nil {
			d.WithHelp("`plot raster %s.spikes`", ens.Name)
			if _, plain := e.IsName(); plain && p.Kind == "raster" {
				d.WithFix(diag.Insert(e.At.End(), ".spikes"))
			}
		}
	case analyses.Number:
		d.WithHelp("`expect %s < 1` judges one number; over a sweep, `plot %s over p` draws it", e, e)
	}
	return false
}

// firing is the spiking population that an analysis is recorded of, or nil.
func firing(a *model.Analysis) *model.Ensemble {
	if a.Kind != model.ASeries || a.Probe.Slot.Ensemble == nil || !a.Probe.Slot.Ensemble.Neurons.Spiking() {
		return nil
	}
	return a.Probe.Slot.Ensemble
}

// weightsOf resolves a connection whose weights are written or drawn.
func (tl *timeline) weightsOf(e *grammar.Expr) (*model.Connection, bool) {
	base := e
	if base.Kind == grammar.Member && base.Text == "weights" {
		base = base.Args[0]
	}
	conn, ok := tl.connection(base)
	return conn, ok && tl.hasWeights(conn, e)
}

// tuningOf resolves an ensemble whose tuning curves are written or drawn.
func (tl *timeline) tuningOf(e *grammar.Expr) (*model.Ensemble, bool) {
	r, ok := tl.c.PopulationReference(e, tl.s)
	if ok && (r.Ensemble == nil || r.Slot != "" || r.Index != nil) {
		d := tl.c.Err(diag.BadTarget, e.At, "`%s` is not an ensemble and has no tuning curves", e)
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
