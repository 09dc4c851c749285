package run

import (
	"errors"
	"testing"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/study/cells"
)

// A cell came to its end, and well, or what is worst of all that is so.
func TestState(t *testing.T) {
	value := 1.0
	result := func(outcomes ...experiment.Verdict) *experiment.Result {
		r := &experiment.Result{}
		for _, o := range outcomes {
			r.Expectations = append(r.Expectations, experiment.Expectation{Outcome: o, Value: &value})
		}
		return r
	}
	stopped, bad := result(), result()
	stopped.Interrupted = true
	bad.Diags.Add(diag.New(diag.ExpectFailed, diag.Span{}, "x"))
	for _, c := range []struct {
		cell Cell
		want State
	}{
		{Cell{}, Unfinished},
		{Cell{Reached: Checking}, Failed},
		{Cell{Reached: Building}, Failed},
		{Cell{Reached: Simulating, Err: errors.New("disk")}, Unfinished},
		{Cell{Reached: Simulating, Outcome: cells.Outcome{Result: result()}}, Fine},
		{Cell{Reached: Simulating, Outcome: cells.Outcome{Result: bad}}, Failed},
		{Cell{Reached: Simulating, Outcome: cells.Outcome{Result: stopped}}, Unfinished},
		{Cell{Reached: Simulating, Outcome: cells.Outcome{Before: true, Result: result("met", "skipped", "pooled")}}, Fine},
		{Cell{Reached: Simulating, Outcome: cells.Outcome{Before: true, Result: result("met", "failed", "met")}}, Failed},
	} {
		if got := c.cell.State(); got != c.want {
			t.Errorf("%+v is %d, want %d", c.cell, got, c.want)
		}
	}
}
