package experiments

import (
	"fmt"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
	"github.com/nefc/nefc/stdlib/catalog"
)

// events reads the events of one experiment in order.
type events struct {
	c       *Experiments
	s       *outline.Scope
	e       *model.Experiment
	phases  []string
	stepAt  diag.Span       // of `dt`, once it is given
	ran     map[string]bool // phases
	folders folders         // of phases
	targets []target        // of lines that write files
	tables  map[string]bool // exported weights
	unnamed int
}

// list reads the events of an experiment, or of the block of a phase.
func (ev *events) list(body []grammar.Statement, phase string) []model.Event {
	var out []model.Event
	for _, st := range body {
		for _, one := range ev.spread(st) {
			if e := ev.event(one, phase); e != nil {
				out = append(out, e)
			}
		}
	}
	return out
}

// spread is an event of one object as one for each member of a group.
func (ev *events) spread(st grammar.Statement) []grammar.Statement {
	scale, ok := st.(*grammar.Scale)
	if !ok {
		return []grammar.Statement{st}
	}
	var out []grammar.Statement
	for _, target := range ev.c.Spread(scale.Target, ev.s) {
		one := *scale
		one.Target = target
		out = append(out, &one)
	}
	return out
}

// each is targets with the members of groups.
func (ev *events) each(targets []*grammar.Expr) []*grammar.Expr {
	var out []*grammar.Expr
	for _, e := range targets {
		out = append(out, ev.c.Spread(e, ev.s)...)
	}
	return out
}

// event reads one event, of the block of a phase if that is not ""; nil for
// settings and after a diagnostic.
func (ev *events) event(st grammar.Statement, phase string) model.Event {
	c := ev.c
	at := model.EventAt{At: st.Head().At}
	inPhase := phase != ""
	switch {
	case inPhase && looksBack(st):
		ev.beforePhase(st, phase)
		return nil
	case inPhase && ofTheWhole(st):
		word := st.Head().Keyword
		c.Err(diag.Syntax, st.Head().KeywordAt(), "`%s` holds for the whole experiment, not for a phase", word).
			WithHelp("write it in the experiment, outside the block of `%s`", phase)
		return nil
	}
	switch st := st.(type) {
	case *grammar.Run:
		if inPhase {
			break
		}
		ev.unnamed++
		name := "run"
		if ev.unnamed > 1 {
			name = fmt.Sprintf("run%d", ev.unnamed)
		}
		return ev.phase(at, name, st.Duration, nil)
	case *grammar.Phase:
		if inPhase {
			break
		}
		return ev.phase(at, st.Name, st.Duration, st.Body)
	case *grammar.Dt:
		return nil
	case *grammar.Seeds:
		ev.seeds(st)
		return nil
	case *grammar.Sweep:
		ev.sweep(st)
		return nil
	case *grammar.Freeze:
		return ev.freeze(at, st)
	case *grammar.Reset:
		return &model.Reset{EventAt: at, What: st.What}
	case *grammar.Set:
		return ev.set(at, st)
	case *grammar.Scale:
		return ev.scale(at, st)
	case *grammar.Load:
		return ev.load(at, st)
	case *grammar.Expect:
		return ev.expect(at, st)
	case *grammar.Plot:
		return ev.plot(at, st)
	case *grammar.Export:
		return ev.export(at, st)
	}
	word := st.Head().Keyword
	if simulates(st) {
		c.Err(diag.Syntax, st.Head().KeywordAt(), "`%s` in the block of a phase", word).
			WithHelp("the block happens at the start of `%s`: write what follows it behind the block", phase)
		return nil
	}
	d := c.Err(diag.Syntax, st.Head().KeywordAt(), "`%s` is not an event of an experiment", word)
	if meant.Find(word) != nil {
		c.Meant(d, st.Head().KeywordAt(), word, grammar.Keywords(), "")
	} else {
		d.WithHelp("the model stands outside the experiment")
	}
	return nil
}

// ofTheWhole reports what says how an experiment is run, and not what happens in
// it.
func ofTheWhole(st grammar.Statement) bool {
	switch st.(type) {
	case *grammar.Dt, *grammar.Seeds, *grammar.Sweep:
		return true
	}
	return false
}

// simulates reports what runs the model for a time.
func simulates(st grammar.Statement) bool {
	switch st.(type) {
	case *grammar.Run, *grammar.Phase:
		return true
	}
	return false
}

// looksBack reports an event that reads what has been recorded, or draws.
func looksBack(st grammar.Statement) bool {
	switch st := st.(type) {
	case *grammar.Expect, *grammar.Plot:
		return true
	case *grammar.Export:
		return st.What == "probes"
	}
	return false
}

// beforePhase refuses an event in the block of a phase that would read the phase
// before.
func (ev *events) beforePhase(st grammar.Statement, phase string) {
	word := st.Head().Keyword
	d := ev.c.Err(diag.BeforePhase, st.Head().At, "the block of `%s` happens before `%s` runs: this `%s` would read what came before", phase, phase, word)
	if word == "export" {
		d.WithHelp("write it after the phase")
	} else {
		d.WithHelp("write it after the phase, `%s … in %s`", word, phase)
	}
}

// stepSize reads dt, which holds for the whole experiment.
func (ev *events) stepSize(st grammar.Statement) {
	c := ev.c
	var v values.Value
	ok := false
	switch st := st.(type) {
	case *grammar.Dt:
		v, ok = c.Constant(st.Value, ev.s)
	case *grammar.Run:
		o := c.Options("run", &st.Options, ev.s)
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
	} else if ok && ev.stepAt.Start.IsValid() && dt != ev.e.Dt {
		c.Err(diag.DeclaredTwice, v.At, "`%s` has one step, and two are given", ev.e.Name).WithPlace(ev.stepAt, "the other").WithHelp("keep one of them")
	} else if ok {
		ev.e.Dt, ev.stepAt = dt, v.At
	}
}
