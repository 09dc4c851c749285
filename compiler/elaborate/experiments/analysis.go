package experiments

import (
	"math"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/slots"
)

// analysisReader reads the expressions of `expect` and `plot`, and finds out what kind of value
// each has, so that what cannot be computed or drawn is known before the run.
type analysisReader struct {
	c     *Experiments
	s     *outline.Scope
	tl    *timeline
	dt    float64    // of the experiment, s
	bare  bool       // within a synapse, which filters what every step recorded unfiltered
	live  bool       // for somebody who watches, and is told every step
	phase string     // that a call around names; "" for that of the line
	over  *overSeeds // around what each cell gives; nil within it, and where each cell is judged alone
}

// analysis turns an expression of an experiment into what it reads. Params are
// read as they are then, but what is computed from them before the run, such as
// a `let`, an index or a time constant, is as it was.
func (tl *timeline) analysis(e *grammar.Expr, s *outline.Scope) (*model.Analysis, bool) {
	return tl.reader(s).read(e)
}

// reader is one of analyses in a scope.
func (tl *timeline) reader(s *outline.Scope) *analysisReader {
	return &analysisReader{c: tl.c, s: s, tl: tl, dt: tl.e.Dt}
}

// read reads a whole expression.
func (r *analysisReader) read(e *grammar.Expr) (a *model.Analysis, ok bool) {
	r.c.Shaping(e.At, func() { a, ok = r.expr(e) })
	return a, ok
}

// expr reads an expression.
func (r *analysisReader) expr(e *grammar.Expr) (*model.Analysis, bool) {
	a := &model.Analysis{At: e.At, D: 1}
	switch e.Kind {
	case grammar.Number:
		a.Num = e.Num
		return a, true
	case grammar.Quantity:
		v, ok := r.c.Quantity(e)
		a.Num = v.Num
		return a, ok
	case grammar.Paren:
		return r.expr(e.Args[0])
	case grammar.Unary:
		a.Kind, a.Op = model.AUnary, e.Text
		return r.elementwise(a, e.Args)
	case grammar.Binary:
		return r.binary(a, e)
	case grammar.If:
		a.Kind, a.Op = model.ACall, "if"
		return r.elementwise(a, e.Args)
	case grammar.Call:
		return r.call(a, e)
	case grammar.Name, grammar.Member, grammar.Index:
		return r.named(a, e)
	}
	r.c.Err(diag.BadArgument, e.At, "`%s` cannot stand in an analysis", e)
	return nil, false
}

// elementwise reads the operands of what is computed number by number.
func (r *analysisReader) elementwise(a *model.Analysis, operands []*grammar.Expr) (*model.Analysis, bool) {
	for _, x := range operands {
		arg, ok := r.expr(x)
		if !ok {
			return nil, false
		}
		a.Args = append(a.Args, arg)
	}
	return a, r.combined(a)
}

// combined finds the form and the size of what is made of operands: a number fills, and so does a
// single dimension.
func (r *analysisReader) combined(a *model.Analysis) bool {
	for i, x := range a.Args {
		switch why := analyses.Fit(a.Form, x.Form, a.D, x.D); {
		case why == "":
		case x.Form == analyses.Spikes || a.Form != x.Form:
			r.c.Err(diag.BadTarget, x.At, "%s", why)
			return false
		default:
			r.c.Err(diag.SizeMismatch, a.At, "`%s` has %d elements, `%s` has %d", r.c.Text(a.Args[i-1].At), a.D, r.c.Text(x.At), x.D)
			return false
		}
		if x.Form != analyses.Number {
			a.Form, a.D = x.Form, max(a.D, x.D)
		}
	}
	return true
}

// binary reads an operator of two operands, or a chain of comparisons such as
// 0 < x < 1: of it each link compares the right side of the one before.
func (r *analysisReader) binary(a *model.Analysis, e *grammar.Expr) (*model.Analysis, bool) {
	if !code.IsOperator(e.Text) {
		r.c.Err(diag.BadArgument, e.At, "`%s` cannot stand in an analysis", e.Text)
		return nil, false
	}
	a.Kind, a.Op = model.ABinary, e.Text
	if !e.Chained {
		return r.elementwise(a, e.Args)
	}
	left, ok := r.expr(e.Args[0])
	if !ok {
		return nil, false
	}
	last, written := left, e.Args[1]
	if e.Args[0].Chained {
		last = left.Args[1]
	}
	right, ok := r.expr(written.Args[1])
	if !ok {
		return nil, false
	}
	link := &model.Analysis{Kind: model.ABinary, At: written.At, D: 1, Op: written.Text, Args: []*model.Analysis{last.Args[1], right}}
	a.Args = []*model.Analysis{left, link}
	return a, r.combined(link) && r.combined(a)
}

// named resolves a name: a constant, a param, weights, or the samples of a probe
// or an object.
func (r *analysisReader) named(a *model.Analysis, e *grammar.Expr) (*model.Analysis, bool) {
	c := r.c
	if !values.IsRef(e) {
		c.Err(diag.BadIndex, e.At, "only objects and their slots have elements here, not `%s`", e.Args[0])
		return nil, false
	}
	switch name, _ := e.IsName(); name {
	case "pi":
		a.Num = math.Pi
		return a, true
	case "t":
		a.Kind, a.Form, a.Phase = model.ATime, analyses.Samples, r.phase
		return a, r.withinCell(e, analyses.Samples)
	}
	if p, index, found, ok := r.label(e); found {
		return r.series(a, p, index), ok && r.suits(p, e) && r.withinCell(e, analyses.Samples)
	}
	if d := values.RootDecl(e, r.s); d != nil && d.Kind == outline.Constant {
		return r.constant(a, e, d)
	}
	ref, ok := c.Reference(e, r.s)
	if !ok || !r.withinCell(e, analyses.Samples) {
		return nil, false
	}
	if conn := ref.Connection; conn != nil && (ref.Slot == "" || ref.Entry().From == slots.Weights) {
		slot, ok := c.WeightsSlot(conn, ref.Part, e)
		if !ok || !r.tl.asTheyAre(r.phase, e.At) {
			return nil, false
		}
		a.Kind, a.Connection, a.Part, a.Form, a.D = model.AWeights, conn, ref.Part, analyses.Matrix, slot.Size
		return a, true
	}
	slot, ok := c.SlotOf(ref, e)
	if !ok {
		return nil, false
	}
	p, index, ok := r.recorded(slot)
	if !ok {
		return nil, false
	}
	a.Names = labelsOf(ref)
	return r.series(a, p, index), true
}

// labelsOf are the names of the dimensions that a reference picks; nil if they have
// only numbers.
func labelsOf(ref *expressions.Ref) []string {
	all := ref.Decl.Labels
	if ref.Index == nil || all == nil {
		return all
	}
	picked := make([]string, len(ref.Index))
	for i, k := range ref.Index {
		picked[i] = all[k]
	}
	return picked
}

// series makes a the samples of a probe.
func (r *analysisReader) series(a *model.Analysis, p *model.Probe, index []int) *model.Analysis {
	a.Kind, a.Probe, a.Index, a.Phase = model.ASeries, p, index, r.phase
	if a.Form, a.D = analyses.Samples, p.Slot.Size; index != nil {
		a.D = len(index)
	}
	if p.Slot.Events() {
		a.Form = analyses.Spikes
	}
	return a
}

// constant reads a constant as its number, and a param as what it is then.
func (r *analysisReader) constant(a *model.Analysis, e *grammar.Expr, d *outline.Decl) (*model.Analysis, bool) {
	if d.Param && e.Kind == grammar.Name {
		a.Kind, a.Param = model.AParam, d.Index
		r.over.param(a, d.Name, e)
		return a, true
	}
	v, ok := r.c.Constant(e, r.s)
	if ok && v.Vec {
		r.c.Err(diag.BadArgument, e.At, "`%s` is a list; an analysis needs a number", e)
		return nil, false
	}
	a.Num = v.Num
	return a, ok
}
