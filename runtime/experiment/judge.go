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
	if e.When != nil && !a.choose(e.When) {
		r.result.Expectations = append(r.result.Expectations, Expectation{Text: e.Text, Outcome: Skipped})
		return
	}
	if e.Pool != "" && r.opts.Cell != "" {
		x.Pool, x.Outcome = e.Pool, Pooled
	}
	holds := a.judge(e, &x)
	switch {
	case a.err != nil:
		x.Why = a.why()
		x.Value, x.Op, x.Limit = nil, "", 0
		r.result.Diags.Add(r.unmet(e, a.at, "`%s` cannot be judged: %s", e.Text, x.Why))
		if x.Pool == "" {
			x.Outcome = Failed
		}
	case !holds && x.Pool == "":
		x.Outcome = Failed
		r.result.Diags.Add(r.unmet(e, e.At, "%s (seed %d)", came(e, x), r.p.Seed))
	}
	r.result.Expectations = append(r.result.Expectations, x)
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
	value, limit := fmt.Sprintf("%.4g", *x.Value), fmt.Sprintf("%g", x.Limit)
	if value == limit { // what differs is behind the fourth digit
		value = fmt.Sprintf("%g", *x.Value)
	}
	return fmt.Sprintf("%s = %s, expected %s %s", e.MeasuredText, value, x.Op, limit)
}
