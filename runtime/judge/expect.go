package judge

import (
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/analyses"
)

// Verdict says what became of an expectation.
type Verdict string

// The verdicts, as they stand in a summary.
const (
	Met     Verdict = "met"
	Failed  Verdict = "failed"
	Skipped Verdict = "skipped" // its `when` does not hold
	Pooled  Verdict = "pooled"  // it is judged with those of other seeds
)

// Expectation is the outcome of an expect.
type Expectation struct {
	Text    string    `json:"text"`
	Phase   string    `json:"phase,omitempty"`
	Value   *float64  `json:"value"`           // null if it is many numbers, or there is none
	Pool    string    `json:"pool,omitempty"`  // the function of the value, if seeds are judged together
	Terms   []float64 `json:"terms,omitempty"` // what this cell gives to the parts of a condition over seeds, in order
	Op      string    `json:"op,omitempty"`
	Limit   float64   `json:"limit,omitempty"`
	Outcome Verdict   `json:"outcome"`
	Why     string    `json:"why,omitempty"` // it failed, where no value shows it
	Because string    `json:"because,omitempty"`
}

// Unmet reports an expectation that failed, or gave the others nothing to pool.
func (x *Expectation) Unmet() bool {
	return x.Outcome == Failed || x.Outcome == Pooled && x.Value == nil
}

// Expect judges a condition, of one of several cells or of a run alone. A failure is
// NEF072, and so is one that cannot be judged; of others the diagnostic is nil.
func (r *Recording) Expect(e *events.Expect, isCell bool) (Expectation, *diag.Diagnostic) {
	read := []*events.Analysis{e.Cond}
	if e.When != nil {
		read = append(read, e.When)
	}
	a := r.Line(e.Phase, e.After, read...)
	x := Expectation{Text: e.Text, Phase: e.Phase, Because: e.Because, Outcome: Met}
	if !a.judged(e.When) {
		return Expectation{Text: e.Text, Outcome: Skipped}, nil
	}
	together := e.Terms != nil && isCell
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
	case a.Err != nil:
		x.Why = a.Why()
		x.Value, x.Op, x.Limit = nil, "", 0
		if !together {
			x.Outcome = Failed
		}
		return x, unmet(e, a.At, "`%s` cannot be judged: %s", e.Text, x.Why)
	case !together && !holds:
		x.Outcome = Failed
		return x, unmet(e, e.At, "%s (seed %d)", came(e, x), r.Program.Seed)
	}
	return x, nil
}

// Holds judges a condition alone.
func (a *Line) Holds(cond *events.Analysis) bool {
	return a.judge(&events.Expect{Cond: cond}, &Expectation{})
}

// terms notes what this cell gives to a condition over seeds.
func (a *Line) terms(e *events.Expect, x *Expectation) {
	pools := 0
	for i, t := range e.Terms {
		v := a.Finite(t.Of)
		if a.Err != nil {
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
func (a *Line) alone(e *events.Expect, x *Expectation) {
	a.pooled = map[*events.Analysis]float64{}
	for i, t := range e.Terms {
		if t.Pool == "" || a.Err != nil {
			continue
		}
		v, p := analyses.Find(t.Pool).Pool(x.Terms[i:i+1], t.Share)
		a.pooled[t.Of] = a.known(t.Of, analyses.Num(v), p).X
	}
	x.Value, x.Terms = nil, nil
}

func unmet(e *events.Expect, at diag.Span, format string, args ...any) *diag.Diagnostic {
	d := diag.New(diag.ExpectFailed, at, format, args...)
	if e.Because != "" {
		d.WithNote("%s", e.Because)
	}
	return d
}

// judge evaluates a condition, and notes in x what was measured, or where the
// condition does not hold.
func (a *Line) judge(e *events.Expect, x *Expectation) (holds bool) {
	v := a.Finite(e.Cond)
	switch {
	case a.Err != nil:
		return false
	case v.Form == analyses.Number:
		if e.Measured != nil {
			a.measure(e, x)
		}
		return v.X != 0 && a.Err == nil
	}
	holds, x.Why = everywhere(v)
	return holds
}

// mirrored is what a comparison is from its other side.
var mirrored = map[string]string{"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}

// measure notes the value that is compared, with the comparison it fails or, if it
// meets all of a chain, the last.
func (a *Line) measure(e *events.Expect, x *Expectation) {
	value := a.Finite(e.Measured).X
	for _, link := range links(e.Cond) {
		op, limit := link.Op, link.Args[1]
		if limit == e.Measured {
			op, limit = mirrored[op], link.Args[0]
		} else if link.Args[0] != e.Measured {
			continue
		}
		x.Value, x.Op, x.Limit = &value, op, a.Finite(limit).X
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
		n, all := 0, v.All()
		for _, x := range all {
			if x == 0 {
				n++
			}
		}
		if n == 0 {
			return true, ""
		}
		return false, fmt.Sprintf("not in %d of %d weights", n, len(all))
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
