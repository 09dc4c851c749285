package experiments

import (
	"fmt"
	"math"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/catalog"
)

// maxSteps bounds a phase: more take days.
const maxSteps = 1e12

// run reads a phase without a name of its own: the first is called run, then run2.
func (tl *timeline) run(at model.EventAt, st *grammar.Run) model.Event {
	tl.unnamed++
	name := "run"
	if tl.unnamed > 1 {
		name = fmt.Sprintf("run%d", tl.unnamed)
	}
	return tl.phase(at, name, st.Duration, st.Until, nil)
}

// phase reads a phase and the events of its block.
func (tl *timeline) phase(at model.EventAt, name string, duration *grammar.Expr, until *grammar.Until, body []grammar.Statement) model.Event {
	if tl.ran[name] {
		tl.c.Err(diag.DeclaredTwice, at.At, "the phase `%s` already exists", name).WithHelp("phases of one experiment have different names")
		return nil
	}
	p := &model.Phase{EventAt: at, Name: name}
	var ok bool
	p.Asked, p.Steps, ok = tl.lasting("a phase", duration)
	if ok && until != nil {
		p.Until, ok = tl.until(p, until)
	}
	tl.folders.Add(name, at.At)
	tl.phases, tl.ran[name] = append(tl.phases, name), true
	if !ok {
		return nil
	}
	p.Events = tl.list(body, name)
	return p
}

// lasting reads how long something lasts, in s and in steps.
func (tl *timeline) lasting(what string, duration *grammar.Expr) (T float64, steps int, ok bool) {
	c := tl.c
	var v values.Value
	c.Shaping(duration.At, func() { v, ok = c.Constant(duration, tl.s) })
	if !ok {
		return 0, 0, false
	}
	if T, ok = c.Scalar(v, "the duration", catalog.Time); !ok {
		return 0, 0, false
	}
	steps, ok = tl.steps(what, T, duration.At)
	return T, steps, ok
}

// steps is how many steps T seconds take.
func (tl *timeline) steps(what string, T float64, at diag.Span) (int, bool) {
	if !(T > 0) {
		tl.c.Err(diag.OutOfRange, at, "%s lasts longer than 0 s", what)
		return 0, false
	}
	steps := math.Round(T / tl.e.Dt)
	if steps < 1 {
		tl.c.Err(diag.OutOfRange, at, "%g s are %g steps of %g s, %s has at least one", T, T/tl.e.Dt, tl.e.Dt, what).
			WithHelp("run longer, or in smaller steps: `dt %s`", values.TimeText(T))
		return 0, false
	}
	if steps > maxSteps {
		tl.c.Err(diag.OutOfRange, at, "%g s are %g steps of %g s, %s has at most %g", T, T/tl.e.Dt, tl.e.Dt, what, float64(maxSteps))
		return 0, false
	}
	return int(steps), true
}

// inAfter reads the options `in PHASE` and `after TIME` of a statement that reads
// some analyses. One that reads weights alone needs no phase, and has no stretch
// of time.
func (tl *timeline) inAfter(o *values.Options, at diag.Span, read ...*model.Analysis) (phase string, after float64, ok bool) {
	c := tl.c
	inTime, named := readsTime(read)
	if opt, given := o.Get("in"); given {
		if phase, ok = tl.phaseNamed(opt.Value); !ok {
			return "", 0, false
		}
		if !inTime && named {
			c.Err(diag.BadArgument, opt.NameAt, "every call of this line names its phase: nothing is left to look at in `%s`", phase).
				WithFix(diag.Delete(opt.Span()))
			return "", 0, false
		}
		if !inTime && !tl.asTheyAre(phase, opt.NameAt) {
			return "", 0, false
		}
	} else if inTime && len(tl.phases) == 0 {
		tl.nothingRan(at)
		return "", 0, false
	}
	opt, given := o.Get("after")
	c.Shaping(at, func() { after, ok = o.Number("after", catalog.Time, 0) })
	if !ok {
		return "", 0, false
	}
	switch {
	case given && !inTime && !named:
		c.Err(diag.BadArgument, opt.NameAt, "weights and params are as they are at this place: there is no `after`").
			WithHelp("delete `after %s`", opt.Value).
			WithFix(diag.Delete(opt.Span()))
		return "", 0, false
	case after < 0:
		c.Err(diag.OutOfRange, opt.Value.At, "`after` counts from the start of the phase, and is 0 or more")
		return "", 0, false
	}
	return phase, after, true
}

// nothingRan reports a line that reads what no phase has recorded.
func (tl *timeline) nothingRan(at diag.Span) {
	tl.c.Err(diag.UnknownPhase, at, "nothing has run yet at this point of the experiment").WithHelp("move it below a `phase` or a `run`")
}

// phaseNamed reads the name of a phase that has run.
func (tl *timeline) phaseNamed(e *grammar.Expr) (string, bool) {
	name, _ := e.IsName()
	if tl.ran[name] {
		return name, true
	}
	d := tl.c.Err(diag.UnknownPhase, e.At, "no phase `%s` before this point of the experiment", e)
	otherwise := ""
	if len(tl.phases) > 0 {
		otherwise = "phases so far: " + strings.Join(tl.phases, ", ")
	}
	tl.c.Near(d, e.At, name, tl.phases, otherwise)
	return "", false
}

// asTheyAre refuses to look at weights and params in a phase before the latest.
func (tl *timeline) asTheyAre(phase string, at diag.Span) bool {
	if phase == "" || phase == tl.phases[len(tl.phases)-1] {
		return true
	}
	tl.c.Err(diag.BadArgument, at, "weights and params are as they are at this place, not as they were in `%s`", phase).
		WithHelp("write the line behind that phase")
	return false
}

// readsTime reports whether one of the analyses reads what was recorded in time:
// in the phase of the line, and in one that a call names.
func readsTime(list []*model.Analysis) (line, named bool) {
	for _, a := range list {
		a.Walk(func(x *model.Analysis) {
			switch {
			case x.Form != analyses.Samples && x.Form != analyses.Spikes:
			case x.Phase != "":
				named = true
			case x.Kind == model.ASeries || x.Kind == model.ATime:
				line = true
			}
		})
	}
	return line, named
}
