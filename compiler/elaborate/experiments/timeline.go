package experiments

import (
	"github.com/nefc/nefc/compiler/elaborate/targets"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
)

// timeline reads the events of one experiment in order, and knows what has happened
// so far.
type timeline struct {
	c       *Experiments
	s       *outline.Scope
	e       *model.Experiment
	like    *model.Experiment // the same one of Input.Like
	stepAt  diag.Span         // of `dt`, once it is given
	phases  []string          // so far, in order
	ran     map[string]bool   // the same by name
	unnamed int               // how many of them have no name of their own
	folders *targets.Folders  // of phases
	files   *targets.Files    // that its lines write
	tables  map[string]bool   // weights exported so far, by file
}

// list reads the events of an experiment, or of the block of a phase.
func (tl *timeline) list(body []grammar.Statement, phase string) []model.Event {
	var out []model.Event
	for _, st := range body {
		for _, one := range tl.spread(st) {
			if e := tl.event(one, phase); e != nil {
				out = append(out, e)
			}
		}
	}
	return out
}

// spread is an event of one object as one for each member of a group.
func (tl *timeline) spread(st grammar.Statement) []grammar.Statement {
	switch st := st.(type) {
	case *grammar.Scale:
		return spreadOver(tl, st, st.Target, func(one *grammar.Scale, target *grammar.Expr) { one.Target = target })
	case *grammar.Lesion:
		return spreadOver(tl, st, st.Target, func(one *grammar.Lesion, target *grammar.Expr) { one.Target = target })
	case *grammar.Cut:
		return spreadOver(tl, st, st.Target, func(one *grammar.Cut, target *grammar.Expr) { one.Target = target })
	}
	return []grammar.Statement{st}
}

// spreadOver is a statement once for each member of its target.
func spreadOver[S any, PS interface {
	*S
	grammar.Statement
}](tl *timeline, st PS, target *grammar.Expr, aim func(one PS, target *grammar.Expr)) []grammar.Statement {
	var out []grammar.Statement
	for _, member := range tl.c.Spread(target, tl.s) {
		one := *st
		aim(&one, member)
		out = append(out, PS(&one))
	}
	return out
}

// each is targets with the members of groups.
func (tl *timeline) each(targets []*grammar.Expr) []*grammar.Expr {
	var out []*grammar.Expr
	for _, e := range targets {
		out = append(out, tl.c.Spread(e, tl.s)...)
	}
	return out
}

// event reads one event, of the block of a phase if that is not ""; nil for
// settings and after a diagnostic.
func (tl *timeline) event(st grammar.Statement, phase string) model.Event {
	if phase != "" && !tl.mayHappenIn(phase, st) {
		return nil
	}
	at := model.EventAt{At: st.Head().At}
	switch st := st.(type) {
	case *grammar.Dt: // it holds from the start
	case *grammar.Seeds:
		tl.seeds(st)
	case *grammar.Sweep:
		tl.sweep(st)
	case *grammar.Run:
		return tl.run(at, st)
	case *grammar.Phase:
		return tl.phase(at, st.Name, st.Duration, st.Until, st.Body)
	case *grammar.Freeze:
		return tl.freeze(at, st)
	case *grammar.Reset:
		return &model.Reset{EventAt: at, What: st.What}
	case *grammar.Set:
		return tl.set(at, st)
	case *grammar.Scale:
		return tl.scale(at, st)
	case *grammar.Lesion:
		return tl.lesion(at, st)
	case *grammar.Cut:
		return tl.cut(at, st)
	case *grammar.Heal:
		return tl.heal(at, st)
	case *grammar.Load:
		return tl.load(at, st)
	case *grammar.Expect:
		return tl.expect(at, st)
	case *grammar.Plot:
		return tl.plot(at, st)
	case *grammar.Export:
		return tl.export(at, st)
	default:
		tl.noEvent(st)
	}
	return nil
}

// noEvent refuses a statement that belongs to the model.
func (tl *timeline) noEvent(st grammar.Statement) {
	word, at := st.Head().Keyword, st.Head().KeywordAt()
	d := tl.c.Err(diag.Syntax, at, "`%s` is not an event of an experiment", word)
	if meant.Find(word) != nil {
		tl.c.Meant(d, at, word, tl.c.Outline.File.Edition.Statements(), "")
	} else {
		d.WithHelp("the model stands outside the experiment")
	}
}

// mayHappenIn refuses what cannot stand in the block of a phase, which happens
// before the phase runs.
func (tl *timeline) mayHappenIn(phase string, st grammar.Statement) bool {
	word, at := st.Head().Keyword, st.Head().KeywordAt()
	switch {
	case looksBack(st):
		tl.beforePhase(st, phase)
	case ofTheWhole(st):
		tl.c.Err(diag.Syntax, at, "`%s` holds for the whole experiment, not for a phase", word).
			WithHelp("write it in the experiment, outside the block of `%s`", phase)
	case simulates(st):
		tl.c.Err(diag.Syntax, at, "`%s` in the block of a phase", word).
			WithHelp("the block happens at the start of `%s`: write what follows it behind the block", phase)
	default:
		return true
	}
	return false
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
func (tl *timeline) beforePhase(st grammar.Statement, phase string) {
	word := st.Head().Keyword
	d := tl.c.Err(diag.BeforePhase, st.Head().At, "the block of `%s` happens before `%s` runs: this `%s` would read what came before", phase, phase, word)
	if word == "export" {
		d.WithHelp("write it after the phase")
	} else {
		d.WithHelp("write it after the phase, `%s … in %s`", word, phase)
	}
}
