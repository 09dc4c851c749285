// Package experiments reads what happens to a model and what is made of what was
// recorded. Probes are read before (package probes), as analyses read what they record.
//
// Each experiment is a timeline of events (timeline.go): phases (phases.go), changes,
// expectations, plots and exports. What these compute of recorded samples is an
// analysis (analysis.go and analysiscalls.go), of one cell or over seeds (overseeds.go);
// which cells there are, cells.go reads.
package experiments

import (
	"github.com/nefc/nefc/compiler/elaborate/probes"
	"github.com/nefc/nefc/compiler/elaborate/targets"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Experiments reads the experiments of a file.
type Experiments struct {
	*probes.Probes
	in   Input
	Sets []Set // all, of all experiments
}

// Input is what is said of experiments outside of the text.
type Input struct {
	Out  string       // the folder for results; "" for out beside the model
	Live *Live        // what is asked by hand; nil for nothing
	Like *model.Model // that was made of the same text and has no errors; nil for none
}

// New reads experiments.
func New(p *probes.Probes, in Input) *Experiments { return &Experiments{Probes: p, in: in} }

// ReadAll reads the experiments of the file; `run` lines at the top are
// the experiment main.
func (c *Experiments) ReadAll(s *outline.Scope) {
	var main []grammar.Statement
	names := map[string]*model.Experiment{}
	apart := targets.NewFolders(c.Evaluator, "experiment")
	for _, st := range s.Body {
		switch st := st.(type) {
		case *grammar.Run:
			main = append(main, st)
		case *grammar.Experiment:
			if old := names[st.Name]; old != nil {
				c.Err(diag.DeclaredTwice, st.At, "the experiment `%s` already exists", st.Name).WithPlace(old.At, "first declared here")
				continue
			}
			apart.Add(st.Name, st.At)
			e := c.experiment(st.Name, st.At, st.Body, s)
			names[st.Name] = e
			c.Model.Experiments = append(c.Model.Experiments, e)
		}
	}
	if len(main) == 0 {
		return
	}
	if old := names["main"]; old != nil {
		c.Err(diag.DeclaredTwice, main[0].Head().At, "`run` at the top of a file is the experiment `main`, which already exists").
			WithPlace(old.At, "declared here").
			WithHelp("move the `run` into it, or give the experiment another name")
		return
	}
	apart.Add("main", main[0].Head().At)
	c.Model.Experiments = append([]*model.Experiment{c.experiment("main", main[0].Head().At, main, s)}, c.Model.Experiments...)
}

// experiment reads one experiment: its step first, which times are measured in.
func (c *Experiments) experiment(name string, at diag.Span, body []grammar.Statement, s *outline.Scope) *model.Experiment {
	e := &model.Experiment{Name: name, At: at, Dt: 0.001}
	tl := &timeline{c: c, s: s, e: e, ran: map[string]bool{}, tables: map[string]bool{},
		folders: targets.NewFolders(c.Evaluator, "phase"), files: targets.New(c.Evaluator, e, c.in.Out)}
	if c.in.Like != nil {
		tl.like = c.in.Like.Experiment(name)
	}
	for _, st := range body {
		tl.stepSize(st)
	}
	tl.e.Events = tl.list(body, "")
	tl.files.Apart(tl.phases)
	return tl.e
}

// stepSize reads dt, which holds for the whole experiment.
func (tl *timeline) stepSize(st grammar.Statement) {
	c := tl.c
	var v values.Value
	ok := false
	switch st := st.(type) {
	case *grammar.Dt:
		v, ok = c.Constant(st.Value, tl.s)
	case *grammar.Run:
		o := c.Options("run", &st.Options, tl.s)
		if opt, given := o.Get("dt"); given {
			v, ok = c.Constant(opt.Value, opt.In)
		}
	}
	if !ok {
		return
	}
	dt, ok := c.Scalar(v, "dt", catalog.Time)
	if ok && !(dt > 0) {
		c.Err(diag.OutOfRange, v.At, "`dt` must be above 0")
	} else if ok && tl.stepAt.IsValid() && dt != tl.e.Dt {
		c.Err(diag.DeclaredTwice, v.At, "`%s` has one step, and two are given", tl.e.Name).
			WithPlace(tl.stepAt, "the other").WithHelp("keep one of them")
	} else if ok {
		tl.e.Dt, tl.stepAt = dt, v.At
	}
}
