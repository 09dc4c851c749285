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
	return tl.phase(at, name, st.Duration, nil)
}

// phase reads a phase and the events of its block.
func (tl *timeline) phase(at model.EventAt, name string, duration *grammar.Expr, body []grammar.Statement) model.Event {
	c := tl.c
	if tl.ran[name] {
		c.Err(diag.DeclaredTwice, at.At, "the phase `%s` already exists", name).WithHelp("phases of one experiment have different names")
		return nil
	}
	tl.folders.add(name, at.At)
	tl.phases, tl.ran[name] = append(tl.phases, name), true
	var v values.Value
	var ok bool
	c.Shaping(at.At, func() { v, ok = c.Constant(duration, tl.s) })
	if !ok {
		return nil
	}
	T, ok := c.Scalar(v, "the duration", catalog.Time)
	if !ok {
		return nil
	}
	steps, ok := tl.steps(T, duration.At)
	if !ok {
		return nil
	}
	return &model.Phase{EventAt: at, Name: name, Steps: steps, Asked: T, Events: tl.list(body, name)}
}

// steps is how many steps a phase of T seconds takes.
func (tl *timeline) steps(T float64, at diag.Span) (int, bool) {
	if !(T > 0) {
		tl.c.Err(diag.OutOfRange, at, "a phase lasts longer than 0 s")
		return 0, false
	}
	steps := math.Round(T / tl.e.Dt)
	if steps < 1 {
		tl.c.Err(diag.OutOfRange, at, "%g s are %g steps of %g s, a phase has at least one", T, T/tl.e.Dt, tl.e.Dt).
			WithHelp("run longer, or in smaller steps: `dt %s`", values.TimeText(T))
		return 0, false
	}
	if steps > maxSteps {
		tl.c.Err(diag.OutOfRange, at, "%g s are %g steps of %g s, a phase has at most %g", T, T/tl.e.Dt, tl.e.Dt, float64(maxSteps))
		return 0, false
	}
	return int(steps), true
}

// inAfter reads the options `in PHASE` and `after TIME` of a statement that reads
// some analyses. One that reads weights alone needs no phase, and has no stretch
// of time.
func (tl *timeline) inAfter(o *values.Options, at diag.Span, read ...*model.Analysis) (phase string, after float64, ok bool) {
	c := tl.c
	inTime := readsTime(read)
	if opt, given := o.Get("in"); given {
		phase, _ = opt.Value.IsName()
		if !tl.ran[phase] {
			d := c.Err(diag.UnknownPhase, opt.Value.At, "no phase `%s` before this point of the experiment", opt.Value)
			otherwise := ""
			if len(tl.phases) > 0 {
				otherwise = "phases so far: " + strings.Join(tl.phases, ", ")
			}
			c.Near(d, opt.Value.At, phase, tl.phases, otherwise)
			return "", 0, false
		}
		if !inTime && phase != tl.phases[len(tl.phases)-1] {
			c.Err(diag.BadArgument, opt.NameAt, "weights and params are as they are at this place, not as they were in `%s`", phase).
				WithHelp("write the line behind that phase")
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
	case given && !inTime:
		c.Err(diag.BadArgument, opt.NameAt, "weights and params are as they are at this place: there is no `after`").WithHelp("delete `after %s`", opt.Value).
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

// readsTime reports whether one of the analyses reads what was recorded in time.
func readsTime(list []*model.Analysis) bool {
	found := false
	for _, a := range list {
		a.Walk(func(x *model.Analysis) {
			found = found || x.Form == analyses.Samples || x.Form == analyses.Spikes
		})
	}
	return found
}
