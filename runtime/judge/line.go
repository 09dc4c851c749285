// Package judge computes the analyses of expectations, plots and watches from what was
// recorded, and judges conditions.
package judge

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

// Line evaluates the analyses of one line.
type Line struct {
	Err error     // why there is no value; the first reason stands
	At  diag.Span // of Err

	of     *Recording
	line   *View                        // where the line does not name a phase
	named  map[string]*View             // by phase
	after  float64                      // s from the start of each phase
	read   []*events.Analysis           // by the line
	when   *events.Analysis             // samples: chooses those that are looked at; nil for all
	pooled map[*events.Analysis]float64 // what seeds gave together
}

// View is the stretch of time that is looked at: a phase from `after` on, or a window of one.
type View struct {
	Phase  *Phase // nil before the first
	Window analyses.Window
	since  float64   // samples are from here on, s
	chosen []float64 // times of the samples that `when` chooses; nil for all
	clock  []float64 // times of `t`
}

// tolerance is how far times that are multiples of dt are apart at most, s.
const tolerance = 1e-9

// Line is one for a line that reads some analyses of a phase from `after` (s) on; "" is
// the latest phase.
func (r *Recording) Line(phase string, after float64, read ...*events.Analysis) *Line {
	a := &Line{of: r, after: after, read: read, named: map[string]*View{}}
	a.line = a.view(r.Phase(phase), "")
	return a
}

// Within is one for a line that looks at a window of a phase.
func (r *Recording) Within(ph *Phase, window analyses.Window, read ...*events.Analysis) *Line {
	a := &Line{of: r, read: read, named: map[string]*View{}}
	a.line = &View{Phase: ph, Window: window, since: window.From + float64(r.Program.Dt/2)}
	a.line.clock = a.clockOf(a.line, "")
	return a
}

// view is that of a phase which calls name so.
func (a *Line) view(ph *Phase, name string) *View {
	s := &View{Phase: ph}
	if ph == nil {
		return s
	}
	s.Window = analyses.Window{Dt: a.of.Program.Dt, Start: ph.Start, From: ph.Start + a.after, End: ph.End}
	s.since = s.Window.From - tolerance
	s.clock = a.clockOf(s, name)
	return s
}

// In is the view of a phase that a call names, of the line if it names none.
func (a *Line) In(name string) *View {
	if name == "" {
		return a.line
	}
	s := a.named[name]
	if s == nil {
		s = a.view(a.of.Phase(name), name)
		a.named[name] = s
		if a.when != nil {
			line := a.line
			a.line = s
			a.choose(s)
			a.line = line
		}
	}
	return s
}

// clockOf is the times of `t` in a stretch: those at which what the line reads there was
// sampled, every step if it reads nothing else.
func (a *Line) clockOf(s *View, name string) []float64 {
	if s.Phase == nil {
		return nil
	}
	var out []float64
	uses := false
	for _, e := range a.read {
		e.Walk(func(x *events.Analysis) {
			if x.Phase != name {
				return
			}
			uses = uses || x.Kind == events.Time
			if x.Kind == events.Series && x.Form == analyses.Samples {
				out = analyses.Union(a.of.Program.Dt, out, s.Phase.Records[x.Probe].T)
			}
		})
	}
	if !uses || out != nil {
		return out
	}
	return s.Phase.steps(a.of.Program.Dt)
}

// fail notes why there is no value; the first reason stands.
func (a *Line) fail(at diag.Span, format string, args ...any) analyses.Value {
	if a.Err == nil {
		a.Err, a.At = fmt.Errorf(format, args...), at
	}
	return analyses.Num(math.NaN())
}

// known is v, or why there is none.
func (a *Line) known(e *events.Analysis, v analyses.Value, p *analyses.Problem) analyses.Value {
	if p == nil {
		return v
	}
	at := e.At
	if p.Arg >= 0 && p.Arg < len(e.Args) {
		at = e.Args[p.Arg].At
	}
	return a.fail(at, "%w", p)
}

// Finite is the value of e where that is a number everywhere: what is compared
// must be one.
func (a *Line) Finite(e *events.Analysis) analyses.Value {
	v := a.Eval(e)
	if a.Err != nil {
		return v
	}
	return a.known(e, v, v.Finite())
}

// Eval computes an analysis.
func (a *Line) Eval(e *events.Analysis) analyses.Value {
	if x, known := a.pooled[e]; known {
		return analyses.Num(x)
	}
	switch e.Kind {
	case events.Number:
		return analyses.Num(e.Num)
	case events.Param:
		return analyses.Num(a.of.Params()[e.Param])
	case events.Series:
		return a.series(e)
	case events.Weights:
		return a.weights(e)
	case events.Constant:
		return matrix(e.Fixed.Data)
	case events.Time:
		clock := a.In(e.Phase).clock
		return a.cut(e, analyses.Value{Form: analyses.Samples, T: clock, D: 1, Data: clock})
	case events.Filtered:
		return a.filtered(e)
	case events.Unary:
		return a.side(e.Op, e.Args[0]).Each(func(x float64) float64 { return code.ApplyUnary(e.Op, x) })
	case events.Binary:
		return a.Combine(e, func(x []float64) float64 { return code.Apply(e.Op, x[0], x[1]) }, a.side(e.Op, e.Args[0]), a.side(e.Op, e.Args[1]))
	default:
		return a.call(e)
	}
}

// side is what an operator is applied to: where the answer is a truth, a number
// everywhere.
func (a *Line) side(op string, e *events.Analysis) analyses.Value {
	if code.Answers(op) {
		return a.Finite(e)
	}
	return a.Eval(e)
}

// weights of a link, or of a part of it, as they are now.
func (a *Line) weights(e *events.Analysis) analyses.Value {
	link := &a.of.Program.Links[e.Link]
	out := matrix(events.Of(e.Part, a.of.Weights(e.Link), link.Cols))
	out.Exists = events.Of(e.Part, link.Existing(), link.Cols)
	return out
}

func matrix(W []float64) analyses.Value {
	return analyses.Value{Form: analyses.Matrix, D: len(W), Data: W}
}

// Combine applies f to what operands are at the same time.
func (a *Line) Combine(e *events.Analysis, f func(x []float64) float64, args ...analyses.Value) analyses.Value {
	if a.Err != nil {
		return analyses.Num(math.NaN())
	}
	v, p := analyses.Combine(a.of.Program.Dt, f, args...)
	return a.known(e, v, p)
}

// call applies a function.
func (a *Line) call(e *events.Analysis) analyses.Value {
	if e.Op == "dale" {
		return analyses.Num(code.Truth(a.keepsDale(e.Args[0])))
	}
	args := make([]analyses.Value, len(e.Args))
	for i, x := range e.Args {
		if args[i] = a.Eval(x); e.Op == "if" && i == 0 && a.Err == nil {
			args[i] = a.known(x, args[i], args[i].Finite())
		}
	}
	if a.Err != nil {
		return analyses.Num(math.NaN())
	}
	if e.Op == "if" {
		return a.Combine(e, func(x []float64) float64 { return code.Choose(x[0], x[1], x[2]) }, args...)
	}
	if fn := functions.Find(e.Op); fn != nil && fn.Arity() == len(args) {
		if fn.F2 != nil {
			return a.Combine(e, func(x []float64) float64 { return fn.F2(x[0], x[1]) }, args...)
		}
		return args[0].Each(fn.F1)
	}
	if e.Vectors != nil {
		args = append(args, analyses.Value{Form: analyses.Matrix, D: len(e.Vectors[0]), Data: slices.Concat(e.Vectors...)})
	}
	v, p := analyses.Find(e.Op).Call(a.In(e.Phase).Window, args)
	return a.known(e, v, p)
}

// keepsDale reports whether no presynaptic neuron has weights of both signs, and
// none differs from its sign.
func (a *Line) keepsDale(weights *events.Analysis) bool {
	if weights.Kind == events.Constant {
		return CountSigns(weights.Fixed.Data, nil, weights.Fixed.Cols).Violations == 0
	}
	link := &a.of.Program.Links[weights.Link]
	return SignsOf(link.Of(weights.Part), events.Of(weights.Part, a.of.Weights(weights.Link), link.Cols)).Violations == 0
}

// series is the samples of a probe in the stretch of time that is looked at.
func (a *Line) series(e *events.Analysis) analyses.Value {
	ph := a.In(e.Phase).Phase
	if ph == nil {
		return a.fail(e.At, "nothing has been recorded yet")
	}
	rec := &ph.Records[e.Probe]
	v := analyses.Value{Form: e.Form, T: rec.T, D: e.D}
	switch size := a.of.Program.Probes[e.Probe].Size; {
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
func (a *Line) cut(e *events.Analysis, v analyses.Value) analyses.Value {
	s := a.In(e.Phase)
	lasts := s.Window.End - s.Phase.Start
	if s.Window.From > s.Window.End-tolerance {
		return a.fail(e.At, "no samples: `after` lies beyond the phase, which lasts %.4g s", lasts)
	}
	from := sort.Search(len(v.T), func(k int) bool { return v.T[k] >= s.since })
	each := v.D
	if v.Form == analyses.Spikes {
		each = 1
	}
	v.T, v.Data = v.T[from:], v.Data[from*each:]
	if v.Form == analyses.Spikes {
		v.Gaps = s.chosen != nil
		return v
	}
	if len(v.T) == 0 {
		return a.fail(e.At, "no samples were recorded in this stretch of the phase, which lasts %.4g s", lasts)
	}
	if s.chosen == nil {
		return v
	}
	out := analyses.Value{Form: v.Form, D: v.D}
	for k, t := range v.T {
		i := sort.SearchFloat64s(s.chosen, t-float64(s.Window.Dt/2))
		if i < len(s.chosen) && s.chosen[i] <= t+float64(s.Window.Dt/2) {
			out.T, out.Data = append(out.T, t), append(out.Data, v.Row(k)...)
		}
	}
	if out.Gaps = len(out.T) < len(v.T); len(out.T) == 0 {
		return a.fail(e.At, "no samples at the times that `when` chooses")
	}
	return out
}

// judged evaluates `when`. A number, of params, says whether the line is judged
// at all; samples choose, in each phase, those that it is judged on.
func (a *Line) judged(when *events.Analysis) bool {
	if when == nil {
		return true
	}
	if when.Form == analyses.Samples {
		a.when = when
		a.choose(a.line)
		return true
	}
	v := a.Finite(when)
	return a.Err != nil || !slices.Contains(v.All(), 0)
}

// choose notes the times of a stretch at which `when` holds; the line looks there.
func (a *Line) choose(s *View) {
	v := a.Finite(a.when)
	if a.Err != nil {
		return
	}
	for k, t := range v.T {
		if !slices.Contains(v.Row(k), 0) {
			s.chosen = append(s.chosen, t)
		}
	}
	if s.chosen == nil {
		a.fail(a.when.At, "no sample meets this condition, so that nothing is said about any")
	}
}

// Why is the reason there is no value, without its place.
func (a *Line) Why() string {
	var p *analyses.Problem
	if errors.As(a.Err, &p) {
		return p.Text
	}
	return a.Err.Error()
}
