package experiments

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/functions"
	"github.com/nefc/nefc/stdlib/synapses"
)

// call reads a call: of a synapse, of a function of numbers, or of one of
// recorded data.
func (r *analysisReader) call(a *model.Analysis, e *grammar.Expr) (*model.Analysis, bool) {
	name, _ := e.Args[0].IsName()
	if _, isSynapse := synapses.Table.Find(name); isSynapse || name == "tf" {
		return r.filtered(a, name, e)
	}
	a.Kind, a.Op = model.ACall, name
	fn, f := functions.Find(name), analyses.Find(name)
	args, named := byName(e)
	n := len(args)
	switch {
	case f != nil && f.Pools() && len(f.Args) == n && r.over != nil:
		return r.pooled(f, e, args, named)
	case f != nil && f.Over == analyses.Seeds:
		r.overWhat(f, e)
		return nil, false
	case f != nil && len(f.Args) == n:
		in, ok := r.settings(f, named)
		if !ok || !r.withinCell(e, f.Over.Form()) {
			return nil, false
		}
		return in.function(a, f, args)
	case (fn != nil || f != nil) && len(named) > 0:
		return nil, r.byPlace(name, named[0], fn != nil && fn.Arity() > n || f != nil && len(f.Args) > n)
	case fn != nil && fn.Arity() == n:
		return r.elementwise(a, args)
	case fn != nil && f != nil:
		r.c.Err(diag.BadArgument, e.At, "`%s` takes 1 or 2 arguments, not %d", name, n)
	case f != nil:
		r.c.Err(diag.BadArgument, e.At, "`%s` takes %s, not %d", name, report.Arguments(len(f.Args)), n)
	case fn != nil:
		r.c.Err(diag.BadArgument, e.At, "`%s` takes %s, not %d", name, report.Arguments(fn.Arity()), n)
	default:
		r.unknown(name, e)
	}
	return nil, false
}

// byName parts the arguments of a call: those by place, and those by name.
func byName(e *grammar.Expr) (args []*grammar.Expr, named []setting) {
	for i, x := range e.Args[1:] {
		if e.ArgNames[i] == "" {
			args = append(args, x)
		} else {
			named = append(named, setting{e.ArgNames[i], x})
		}
	}
	return args, named
}

// setting is an argument by name.
type setting struct {
	name  string
	value *grammar.Expr
}

// settings reads the arguments by name of a function of recorded data, of which
// there is one: in=PHASE holds for everything that the call reads.
func (r *analysisReader) settings(f *analyses.Function, named []setting) (*analysisReader, bool) {
	in := *r
	for _, x := range named {
		if x.name != "in" {
			return nil, r.byPlace(f.Name, x, false)
		}
		var ok bool
		if in.phase, ok = r.tl.phaseNamed(x.value); !ok {
			return nil, false
		}
	}
	return &in, true
}

// byPlace refuses an argument by name: it stands for one by place, or is none.
func (r *analysisReader) byPlace(function string, x setting, missing bool) bool {
	at := r.c.NameBefore(x.value.At, x.name)
	d := r.c.Err(diag.BadArgument, at, "`%s` takes its arguments by place, not by name", function)
	if missing {
		d.WithHelp("delete `%s=`", x.name).WithFix(diag.Delete(diag.Between(at.Start(), x.value.At.Start())))
	} else if analyses.Find(function) != nil {
		d.WithHelp("but for `in=PHASE`")
	}
	return false
}

// unknown reports a call of something that is no analysis.
func (r *analysisReader) unknown(name string, e *grammar.Expr) {
	if values.IsInTime(name) {
		r.c.Err(diag.BadArgument, e.At, "`%s` is computed while the model runs, not of what was recorded", name).
			WithHelp("`node n = %s`, and `n` here", e)
		return
	}
	d := r.c.Err(diag.UnknownName, e.Args[0].At, "there is no analysis `%s`", e.Args[0])
	if e.Args[0].String() == "dot" {
		d.WithNote("the scalar product with a pointer, at each sample, is `similarity`").WithFix(diag.Replace(e.Args[0].At, "similarity").Maybe())
		return
	}
	known := append(functions.Names(), analyses.Names()...)
	if bare, ok := report.ForeignName(e.Args[0]); ok && slices.Contains(known, bare) {
		d.WithHelp("functions stand alone: `%s`", bare).WithFix(diag.Replace(e.Args[0].At, bare))
	} else {
		r.c.Meant(d, e.Args[0].At, bare, known, "analyses are "+strings.Join(analyses.Names(), " "))
	}
}

// function reads the arguments of a function of recorded data.
func (r *analysisReader) function(a *model.Analysis, f *analyses.Function, args []*grammar.Expr) (*model.Analysis, bool) {
	a.Phase = r.phase
	if slices.Contains(f.Args, analyses.Factor) && r.isConstant(args[0]) {
		args = []*grammar.Expr{args[1], args[0]}
	}
	for i, takes := range f.Args {
		if takes == analyses.Pointers || takes == analyses.Factor && r.isConstant(args[i]) {
			if !r.pointers(a, args[i], takes) {
				return nil, false
			}
			continue
		}
		x, ok := r.expr(args[i])
		if !ok || !r.takes(f, takes, x, args[i]) {
			return nil, false
		}
		a.Args = append(a.Args, x)
	}
	switch f.Over {
	case analyses.Dimensions:
		a.Form, a.D = analyses.Samples, 1
	case analyses.Elements:
		a.Form, a.D = analyses.Samples, len(a.Vectors)
	case analyses.Nothing:
		a.Form, a.D = analyses.Samples, a.Args[0].D
		return a, r.oneSize(a)
	case analyses.Time:
		if a.D = a.Args[0].D; a.D > 1 {
			a.Form = analyses.Samples
		}
	default:
		ok := len(a.Args) < 2 || f.Args[1] != analyses.Values || r.combined(a)
		a.Form, a.D = analyses.Number, 1
		return a, ok
	}
	return a, true
}

// takes reports an argument that a function has no use for.
func (r *analysisReader) takes(f *analyses.Function, takes analyses.Takes, x *model.Analysis, e *grammar.Expr) bool {
	ok := false
	switch takes {
	case analyses.Values:
		ok = x.Form != analyses.Spikes
	case analyses.Signal, analyses.Factor:
		ok = x.Form == analyses.Samples
	case analyses.Component:
		ok = x.Form == analyses.Samples && x.D == 1
	case analyses.Firing:
		value := x.Kind == model.ASeries && x.Probe.Slot.Ensemble != nil && x.Probe.Slot.Name == ""
		ok = x.Form == analyses.Spikes || x.Form == analyses.Samples && !value
	case analyses.Trains:
		ok = x.Form == analyses.Spikes
	case analyses.Amount:
		ok = x.Form == analyses.Number
	case analyses.Connection:
		ok = x.Kind == model.AWeights
	}
	if ok {
		return true
	}
	d := r.c.Err(diag.BadArgument, e.At, "`%s` takes %s, `%s` is %s", f.Name, takes, e, comesTo(x))
	switch {
	case takes == analyses.Connection:
		d.WithHelp("name a connection: `dale(c)`")
	case takes == analyses.Component && x.Form == analyses.Samples:
		d.WithHelp("pick one: `%s[0]`", e).WithFix(diag.Insert(e.At.End(), "[0]").Maybe())
	case (takes == analyses.Firing || takes == analyses.Trains) && x.Kind == model.ASeries && x.Probe.Slot.Ensemble != nil:
		spikes := x.Probe.Slot.Ensemble.Name + ".spikes"
		call := f.Name + "(" + spikes
		if len(f.Args) > 1 {
			call += ", …"
		}
		d.WithHelp("`%s)`", call).WithFix(diag.Replace(e.At, spikes).Maybe())
	case x.Form == analyses.Spikes:
		d.WithHelp("`rate(%s)` is their rate; `%s` has activities to compute with", e, strings.TrimSuffix(e.String(), ".spikes")+".neurons").
			WithFix(diag.Replace(e.At, "rate("+e.String()+")").Maybe())
	}
	return false
}

// comesTo says what an analysis is, in words.
func comesTo(a *model.Analysis) string {
	if a.Form == analyses.Samples && a.D > 1 {
		return "recorded in several dimensions"
	}
	if a.Form == analyses.Samples {
		return "recorded in time"
	}
	return a.Form.String()
}

// filtered reads a synapse: lowpass(post, 100ms), of unfiltered samples.
func (r *analysisReader) filtered(a *model.Analysis, name string, e *grammar.Expr) (*model.Analysis, bool) {
	if len(e.Args) < 2 || e.ArgNames[0] != "" {
		r.c.Err(diag.BadArgument, e.At, "`%s` filters something recorded: what?", name).WithHelp("`%s(x, 10ms)`", name)
		return nil, false
	}
	syn, ok := r.c.SynapseExpr(name, values.BehindFirst(e), r.s)
	if !ok {
		return nil, false
	}
	if _, err := syn.Discretize(r.dt); err != nil {
		r.c.Err(diag.OutOfRange, e.At, "`%s`: %v", e, err)
		return nil, false
	}
	inner := *r
	inner.bare = true
	x, ok := inner.expr(e.Args[1])
	if !ok {
		return nil, false
	}
	if x.Form != analyses.Samples {
		r.c.Err(diag.BadArgument, e.Args[1].At, "`%s` filters something recorded in time, `%s` is %s", name, e.Args[1], comesTo(x))
		return nil, false
	}
	a.Kind, a.Synapse, a.Args, a.Form, a.D, a.Phase = model.AFiltered, syn, []*model.Analysis{x}, analyses.Samples, x.D, r.phase
	return a, true
}

// isConstant reports an expression of pointers and numbers, which reads nothing that
// is recorded.
func (r *analysisReader) isConstant(e *grammar.Expr) bool {
	if _, _, label, _ := r.label(e); label {
		return false
	}
	_, ok := r.c.Peek(e, r.s)
	return ok
}

// oneSize refuses signals of different sizes where vectors are combined.
func (r *analysisReader) oneSize(a *model.Analysis) bool {
	for _, x := range a.Args[1:] {
		if x.D != a.D {
			r.c.Err(diag.SizeMismatch, a.At, "`%s` has %d elements, `%s` has %d", r.c.Text(a.Args[0].At), a.D, r.c.Text(x.At), x.D)
			return false
		}
	}
	return true
}

// pointers reads what samples are compared with or bound to: a pointer, or, where
// several are taken, each of a vocabulary.
func (r *analysisReader) pointers(a *model.Analysis, e *grammar.Expr, takes analyses.Takes) bool {
	v, ok := r.c.Constant(e, r.s)
	if !ok {
		return false
	}
	if !v.Vec {
		r.c.Err(diag.BadArgument, e.At, "`%s` takes %s, found a number", a.Op, takes)
		return false
	}
	if takes == analyses.Factor && v.Element(0).Vec {
		r.c.Err(diag.BadArgument, e.At, "`%s` takes one pointer, `%s` is a list of them", a.Op, e)
		return false
	}
	if name, isName := e.IsName(); isName {
		if d := r.s.Lookup(name); d != nil && d.Kind == outline.Vocabulary {
			a.Names = r.c.Vocabs[d].Names
		}
	}
	if !v.Element(0).Vec {
		v = values.List(v)
	}
	for _, row := range v.Elements() {
		data, ok := r.c.Numbers(row, "a pointer", catalog.Plain)
		if !ok {
			return false
		}
		if d := a.Args[0].D; len(data) != d {
			r.c.Err(diag.SizeMismatch, e.At, "`%s` has %d elements, `%s` has %d", e, len(data), r.c.Text(a.Args[0].At), d)
			return false
		}
		a.Vectors = append(a.Vectors, data)
	}
	return true
}
