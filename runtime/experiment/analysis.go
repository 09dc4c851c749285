package experiment

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/functions"
)

// analyser evaluates the analyses of one line over one phase, from `after` on.
type analyser struct {
	r      *runner
	ph     *phase // nil before the first
	window analyses.Window
	chosen []float64 // times of the samples that `when` chooses; nil for all
	clock  []float64 // times of `t`
	err    error
	at     diag.Span // of err
}

// analyser is one for a line that reads some analyses.
func (r *runner) analyser(phaseName string, after float64, read ...*events.Analysis) *analyser {
	a := &analyser{r: r, ph: r.phaseOf(phaseName)}
	if a.ph == nil {
		return a
	}
	a.window = analyses.Window{Dt: r.p.Dt, Start: a.ph.Start, From: a.ph.Start + after, End: a.ph.End}
	a.clock = a.clockOf(read)
	return a
}

// clockOf is the times of `t`: those at which what the line reads was sampled,
// every step if it reads nothing else.
func (a *analyser) clockOf(read []*events.Analysis) []float64 {
	var out []float64
	uses := false
	for _, e := range read {
		e.Walk(func(x *events.Analysis) {
			uses = uses || x.Kind == events.Time
			if x.Kind == events.Series && x.Form == analyses.Samples {
				out = analyses.Union(a.window.Dt, out, a.ph.Records[x.Probe].T)
			}
		})
	}
	if !uses || out != nil {
		return out
	}
	return a.steps()
}

// steps is the time of every step of the phase.
func (a *analyser) steps() []float64 {
	dt := a.window.Dt
	first, last := math.Round(a.ph.Start/dt)+1, math.Round(a.ph.End/dt)
	out := make([]float64, 0, int(max(0, last-first+1)))
	for k := first; k <= last; k++ {
		out = append(out, k*dt)
	}
	return out
}

// fail notes why there is no value; the first reason stands.
func (a *analyser) fail(at diag.Span, format string, args ...any) analyses.Value {
	if a.err == nil {
		a.err, a.at = fmt.Errorf(format, args...), at
	}
	return analyses.Num(math.NaN())
}

// known is v, or why there is none.
func (a *analyser) known(e *events.Analysis, v analyses.Value, p *analyses.Problem) analyses.Value {
	if p == nil {
		return v
	}
	at := e.At
	if p.Arg >= 0 && p.Arg < len(e.Args) {
		at = e.Args[p.Arg].At
	}
	return a.fail(at, "%w", p)
}

// finite is the value of e where that is a number everywhere: what is compared
// must be one.
func (a *analyser) finite(e *events.Analysis) analyses.Value {
	v := a.eval(e)
	if a.err != nil {
		return v
	}
	return a.known(e, v, v.Finite())
}

// eval computes an analysis.
func (a *analyser) eval(e *events.Analysis) analyses.Value {
	switch e.Kind {
	case events.Number:
		return analyses.Num(e.Num)
	case events.Param:
		return analyses.Num(a.r.session.Params()[e.Param])
	case events.Series:
		return a.series(e)
	case events.Weights:
		return matrix(a.r.session.Weights(e.Link))
	case events.Constant:
		return matrix(e.Fixed.Data)
	case events.Time:
		return a.cut(e, analyses.Value{Form: analyses.Samples, T: a.clock, D: 1, Data: a.clock})
	case events.Filtered:
		return a.filtered(e)
	case events.Unary:
		return a.side(e.Op, e.Args[0]).Each(func(x float64) float64 { return code.ApplyUnary(e.Op, x) })
	case events.Binary:
		return a.combine(e, func(x []float64) float64 { return code.Apply(e.Op, x[0], x[1]) }, a.side(e.Op, e.Args[0]), a.side(e.Op, e.Args[1]))
	default:
		return a.call(e)
	}
}

// side is what an operator is applied to: where the answer is a truth, a number
// everywhere.
func (a *analyser) side(op string, e *events.Analysis) analyses.Value {
	if code.Answers(op) {
		return a.finite(e)
	}
	return a.eval(e)
}

func matrix(W []float64) analyses.Value {
	return analyses.Value{Form: analyses.Matrix, D: len(W), Data: W}
}

func (a *analyser) combine(e *events.Analysis, f func(x []float64) float64, args ...analyses.Value) analyses.Value {
	if a.err != nil {
		return analyses.Num(math.NaN())
	}
	v, p := analyses.Combine(a.r.p.Dt, f, args...)
	return a.known(e, v, p)
}

// call applies a function.
func (a *analyser) call(e *events.Analysis) analyses.Value {
	if e.Op == "dale" {
		return analyses.Num(code.Truth(a.keepsDale(e.Args[0])))
	}
	args := make([]analyses.Value, len(e.Args))
	for i, x := range e.Args {
		if args[i] = a.eval(x); e.Op == "if" && i == 0 && a.err == nil {
			args[i] = a.known(x, args[i], args[i].Finite())
		}
	}
	if a.err != nil {
		return analyses.Num(math.NaN())
	}
	if e.Op == "if" {
		return a.combine(e, func(x []float64) float64 { return code.Choose(x[0], x[1], x[2]) }, args...)
	}
	if fn := functions.Find(e.Op); fn != nil && fn.Arity() == len(args) {
		if fn.F2 != nil {
			return a.combine(e, func(x []float64) float64 { return fn.F2(x[0], x[1]) }, args...)
		}
		return args[0].Each(fn.F1)
	}
	if e.Vectors != nil {
		args = append(args, analyses.Value{Form: analyses.Matrix, D: len(e.Vectors[0]), Data: slices.Concat(e.Vectors...)})
	}
	v, p := analyses.Find(e.Op).Call(a.window, args)
	return a.known(e, v, p)
}

// keepsDale reports whether no presynaptic neuron has weights of both signs, and
// none differs from its sign.
func (a *analyser) keepsDale(weights *events.Analysis) bool {
	if weights.Kind == events.Constant {
		return CountSigns(weights.Fixed.Data, nil, weights.Fixed.Cols).Violations == 0
	}
	link := &a.r.p.Links[weights.Link]
	return CountSigns(a.r.session.Weights(weights.Link), link.Signs, link.Cols).Violations == 0
}

// series is the samples of a probe in the stretch of time that is looked at.
func (a *analyser) series(e *events.Analysis) analyses.Value {
	if a.ph == nil {
		return a.fail(e.At, "nothing has been recorded yet")
	}
	rec := &a.ph.Records[e.Probe]
	v := analyses.Value{Form: e.Form, T: rec.T, D: e.D}
	switch size := a.r.p.Probes[e.Probe].Size; {
	case e.Form == analyses.Spikes:
		v.T, v.Data = nil, []float64{}
		for k, neuron := range rec.Spike {
			if e.Index == nil || slices.Contains(e.Index, int(neuron)) {
				v.T, v.Data = append(v.T, rec.T[k]), append(v.Data, float64(neuron))
			}
		}
	case e.Index == nil:
		v.Data = rec.Data
	default:
		v.Data = make([]float64, 0, len(rec.T)*v.D)
		for k := range rec.T {
			for _, i := range e.Index {
				v.Data = append(v.Data, rec.Data[k*size+i])
			}
		}
	}
	return a.cut(e, v)
}

// cut leaves the samples from `after` on that `when` chooses. None is a reason to
// fail: whatever is said of nothing holds.
func (a *analyser) cut(e *events.Analysis, v analyses.Value) analyses.Value {
	const tolerance = 1e-9 // s, of times that are multiples of dt
	if a.window.From > a.window.End-tolerance {
		return a.fail(e.At, "no samples: `after` lies beyond the phase, which lasts %.4g s", a.window.End-a.window.Start)
	}
	after := a.window.From - a.window.Start
	from := sort.Search(len(v.T), func(k int) bool { return v.T[k]-a.window.Start >= after-tolerance })
	each := v.D
	if v.Form == analyses.Spikes {
		each = 1
	}
	v.T, v.Data = v.T[from:], v.Data[from*each:]
	if v.Form == analyses.Spikes {
		v.Gaps = a.chosen != nil
		return v
	}
	if len(v.T) == 0 {
		return a.fail(e.At, "no samples were recorded in this stretch of the phase, which lasts %.4g s", a.window.End-a.window.Start)
	}
	if a.chosen == nil {
		return v
	}
	out := analyses.Value{Form: v.Form, D: v.D}
	for k, t := range v.T {
		i := sort.SearchFloat64s(a.chosen, t-a.window.Dt/2)
		if i < len(a.chosen) && a.chosen[i] <= t+a.window.Dt/2 {
			out.T, out.Data = append(out.T, t), append(out.Data, v.Row(k)...)
		}
	}
	if out.Gaps = len(out.T) < len(v.T); len(out.T) == 0 {
		return a.fail(e.At, "no samples at the times that `when` chooses")
	}
	return out
}

// choose evaluates `when`. A number, of params, says whether the line is judged
// at all; samples choose those that it is judged on.
func (a *analyser) choose(when *events.Analysis) (judged bool) {
	v := a.finite(when)
	switch {
	case a.err != nil:
		return true
	case v.Form == analyses.Number:
		return v.X != 0
	case v.Form == analyses.Matrix:
		return !slices.Contains(v.Data, 0)
	}
	for k, t := range v.T {
		if !slices.Contains(v.Row(k), 0) {
			a.chosen = append(a.chosen, t)
		}
	}
	if a.chosen == nil {
		a.fail(when.At, "no sample meets this condition, so that nothing is said about any")
	}
	return true
}

// why is the reason there is no value, without its place.
func (a *analyser) why() string {
	var p *analyses.Problem
	if errors.As(a.err, &p) {
		return p.Text
	}
	return a.err.Error()
}
