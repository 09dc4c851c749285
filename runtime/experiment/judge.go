package experiment

import (
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/analyses"
)

// expect judges a condition; a failure is NEF072, and so is one that cannot be
// judged.
func (r *runner) expect(e *events.Expect) {
	read := []*events.Analysis{e.Cond}
	if e.When != nil {
		read = append(read, e.When)
	}
	a := r.analyser(e.Phase, e.After, read...)
	x := Expectation{Text: e.Text, Phase: e.Phase, Because: e.Because, Outcome: Met}
	if !a.judged(e.When) {
		r.result.Expectations = append(r.result.Expectations, Expectation{Text: e.Text, Outcome: Skipped})
		return
	}
	together := e.Terms != nil && r.opts.Cell != ""
	if together {
		x.Outcome, x.Pool = Pooled, e.Terms[slices.IndexFunc(e.Terms, func(t events.Term) bool { return t.Pool != "" })].Pool
	}
	if e.Terms != nil {
		a.terms(e, &x)
	}
	if !together && e.Terms != nil {
		a.alone(e, &x)
	}
	holds := !together && a.judge(e, &x)
	switch {
	case a.err != nil:
		x.Why = a.why()
		x.Value, x.Op, x.Limit = nil, "", 0
		r.result.Diags.Add(r.unmet(e, a.at, "`%s` cannot be judged: %s", e.Text, x.Why))
		if !together {
			x.Outcome = Failed
		}
	case !together && !holds:
		x.Outcome = Failed
		r.result.Diags.Add(r.unmet(e, e.At, "%s (seed %d)", came(e, x), r.p.Seed))
	}
	r.result.Expectations = append(r.result.Expectations, x)
	r.tellCompared(e)
}

// terms notes what this cell gives to a condition over seeds.
func (a *analyser) terms(e *events.Expect, x *Expectation) {
	pools := 0
	for i, t := range e.Terms {
		v := a.finite(t.Of)
		if a.err != nil {
			x.Terms = nil
			return
		}
		x.Terms = append(x.Terms, v.X)
		if t.Pool == "" {
			continue
		}
		if pools++; pools == 1 {
			x.Value = &x.Terms[i]
		}
	}
	if pools == 1 && e.Measured != nil && e.Measured.Form == analyses.Number && slices.ContainsFunc(e.Terms, func(t events.Term) bool { return t.Of == e.Measured }) {
		a.measure(e, x)
	}
}

// alone makes the terms of a condition over seeds of the numbers of this run, which is no
// cell of several.
func (a *analyser) alone(e *events.Expect, x *Expectation) {
	a.pooled = map[*events.Analysis]float64{}
	for i, t := range e.Terms {
		if t.Pool == "" || a.err != nil {
			continue
		}
		v, p := analyses.Find(t.Pool).Pool(x.Terms[i:i+1], t.Share)
		a.pooled[t.Of] = a.known(t.Of, analyses.Num(v), p).X
	}
	x.Value, x.Terms = nil, nil
}

func (r *runner) unmet(e *events.Expect, at diag.Span, format string, args ...any) *diag.Diagnostic {
	d := diag.New(diag.ExpectFailed, at, format, args...)
	if e.Because != "" {
		d.WithNote("%s", e.Because)
	}
	return d
}

// judge evaluates a condition, and notes in x what was measured, or where the
// condition does not hold.
func (a *analyser) judge(e *events.Expect, x *Expectation) (holds bool) {
	v := a.finite(e.Cond)
	switch {
	case a.err != nil:
		return false
	case v.Form == analyses.Number:
		if e.Measured != nil {
			a.measure(e, x)
		}
		return v.X != 0 && a.err == nil
	}
	holds, x.Why = everywhere(v)
	return holds
}

// mirrored is what a comparison is from its other side.
var mirrored = map[string]string{"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}

// measure notes the value that is compared, with the comparison it fails or, if it
// meets all of a chain, the last.
func (a *analyser) measure(e *events.Expect, x *Expectation) {
	value := a.finite(e.Measured).X
	for _, link := range links(e.Cond) {
		op, limit := link.Op, link.Args[1]
		if limit == e.Measured {
			op, limit = mirrored[op], link.Args[0]
		} else if link.Args[0] != e.Measured {
			continue
		}
		x.Value, x.Op, x.Limit = &value, op, a.finite(limit).X
		if !code.Compare(op, value, x.Limit) {
			return
		}
	}
}

// links are the comparisons of a chain, in order; of a single one itself.
func links(cond *events.Analysis) []*events.Analysis {
	if cond.Op == "and" {
		return append(links(cond.Args[0]), cond.Args[1])
	}
	return []*events.Analysis{cond}
}

// everywhere reports a condition that holds in all samples or weights, and else says
// in which it does not.
func everywhere(v analyses.Value) (holds bool, why string) {
	if v.Form == analyses.Matrix {
		n := 0
		for _, x := range v.Data {
			if x == 0 {
				n++
			}
		}
		if n == 0 {
			return true, ""
		}
		return false, fmt.Sprintf("not in %d of %d weights", n, len(v.Data))
	}
	first, n := math.NaN(), 0
	for k, t := range v.T {
		if slices.Contains(v.Row(k), 0) {
			if n++; n == 1 {
				first = t
			}
		}
	}
	if n == 0 {
		return true, ""
	}
	return false, fmt.Sprintf("not in %d of %d samples, the first at t = %.4g s", n, len(v.T), first)
}

// came says what a condition's measured value came to, and what was expected.
func came(e *events.Expect, x Expectation) string {
	if x.Value == nil && x.Why == "" {
		return fmt.Sprintf("`%s` does not hold", e.Text)
	}
	if x.Value == nil {
		return fmt.Sprintf("`%s` does not hold: %s", e.Text, x.Why)
	}
	value, limit := fmt.Sprintf("%.4g", *x.Value), fmt.Sprintf("%.6g", x.Limit)
	if value == limit { // what differs is behind these digits
		value, limit = fmt.Sprintf("%g", *x.Value), fmt.Sprintf("%g", x.Limit)
	}
	return fmt.Sprintf("%s = %s, expected %s %s", e.MeasuredText, value, x.Op, limit)
}
