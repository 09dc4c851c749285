package experiments

import (
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

func (ev *events) phase(at model.EventAt, name string, duration *grammar.Expr, body []grammar.Statement) model.Event {
	c := ev.c
	if ev.ran[name] {
		c.Err(diag.DeclaredTwice, at.At, "the phase `%s` already exists", name).WithHelp("phases of one experiment have different names")
		return nil
	}
	ev.folders.add(name, at.At)
	ev.phases, ev.ran[name] = append(ev.phases, name), true
	c.StructUse = c.Structural(at.At)
	v, ok := c.Constant(duration, ev.s)
	c.StructUse = nil
	if !ok {
		return nil
	}
	T, ok := c.Scalar(v, "the duration", catalog.Time)
	if !ok {
		return nil
	}
	if !(T > 0) {
		c.Err(diag.OutOfRange, duration.At, "a phase lasts longer than 0 s")
		return nil
	}
	steps := math.Round(T / ev.e.Dt)
	if steps < 1 {
		c.Err(diag.OutOfRange, duration.At, "%g s are %g steps of %g s, a phase has at least one", T, T/ev.e.Dt, ev.e.Dt).
			WithHelp("run longer, or in smaller steps: `dt %s`", values.TimeText(T))
		return nil
	}
	if steps > maxSteps {
		c.Err(diag.OutOfRange, duration.At, "%g s are %g steps of %g s, a phase has at most %g", T, T/ev.e.Dt, ev.e.Dt, float64(maxSteps))
		return nil
	}
	return &model.Phase{EventAt: at, Name: name, Steps: int(steps), Asked: T, Events: ev.list(body, name)}
}

// inAfter reads the options `in PHASE` and `after TIME` of a statement that reads
// some analyses. One that reads weights alone needs no phase, and has no stretch
// of time.
func (ev *events) inAfter(o *values.Options, at diag.Span, read ...*model.Analysis) (phase string, after float64, ok bool) {
	c := ev.c
	inTime := readsTime(read)
	if opt, given := o.Get("in"); given {
		phase, _ = opt.Value.IsName()
		if !ev.ran[phase] {
			d := c.Err(diag.UnknownPhase, opt.Value.At, "no phase `%s` before this point of the experiment", opt.Value)
			otherwise := ""
			if len(ev.phases) > 0 {
				otherwise = "phases so far: " + strings.Join(ev.phases, ", ")
			}
			c.Near(d, opt.Value.At, phase, ev.phases, otherwise)
			return "", 0, false
		}
		if !inTime && phase != ev.phases[len(ev.phases)-1] {
			c.Err(diag.BadArgument, opt.NameAt, "weights and params are as they are at this place, not as they were in `%s`", phase).
				WithHelp("write the line behind that phase")
			return "", 0, false
		}
	} else if inTime && len(ev.phases) == 0 {
		ev.nothingRan(at)
		return "", 0, false
	}
	opt, given := o.Get("after")
	c.StructUse = c.Structural(at)
	after, ok = o.Number("after", catalog.Time, 0)
	if c.StructUse = nil; !ok {
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
func (ev *events) nothingRan(at diag.Span) {
	ev.c.Err(diag.UnknownPhase, at, "nothing has run yet at this point of the experiment").WithHelp("move it below a `phase` or a `run`")
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
