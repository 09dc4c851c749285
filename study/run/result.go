package run

import (
	"slices"
	"time"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/study/cells"
)

// Result is what came of an experiment.
type Result struct {
	Experiment *model.Experiment
	Cells      []Cell // one without a name, if there are no seeds and sweeps
	Workers    int    // cells that ran at a time
	Took       time.Duration

	Pooled   []cells.Pooled // expectations over seeds
	Gathered []string       // files that belong to all cells
}

// State is the worst of all cells and of what was judged over seeds.
func (r *Result) State() State {
	state := Fine
	for i := range r.Cells {
		state = max(state, r.Cells[i].State())
	}
	if slices.ContainsFunc(r.Pooled, func(p cells.Pooled) bool { return !p.Met }) {
		state = max(state, Failed)
	}
	return state
}

// Worst is the worst state of several results.
func Worst(results []*Result) State {
	state := Fine
	for _, r := range results {
		state = max(state, r.State())
	}
	return state
}

// Files lists what was written, cell by cell.
func (r *Result) Files() []string {
	var out []string
	for i := range r.Cells {
		if result := r.Cells[i].Result; result != nil {
			out = append(out, result.Files...)
		}
	}
	return append(out, r.Gathered...)
}

// Outcomes lists what came of the cells.
func (r *Result) Outcomes() []cells.Outcome {
	out := make([]cells.Outcome, len(r.Cells))
	for i := range r.Cells {
		out[i] = r.Cells[i].Outcome
	}
	return out
}

// Findings lists the diagnostics of all cells. What several found at one place is
// there once, from the first of them, with a note of how many others found it too.
func (r *Result) Findings() []Found {
	type place struct {
		code diag.Code
		at   diag.Span
	}
	count := map[place]int{}
	for i := range r.Cells {
		for _, d := range r.Cells[i].Diagnostics() {
			count[place{d.Code, d.Subject}]++
		}
	}
	var out []Found
	for i := range r.Cells {
		c := &r.Cells[i]
		var first diag.List
		for _, d := range c.Diagnostics() {
			at := place{d.Code, d.Subject}
			if n := count[at]; n > 0 {
				told := *d
				told.Notes = slices.Clip(d.Notes)
				first.Add(told.WithNote("in cell %s, and in %d of the other %d", c.Cell.Name, n-1, len(r.Cells)-1))
				count[at] = 0
			}
		}
		if len(first) > 0 {
			out = append(out, Found{first, c.Sources})
		}
	}
	return out
}

// Count counts the cells that have a result, and those of them that had it before.
func (r *Result) Count() (ran, before int) {
	for i := range r.Cells {
		if r.Cells[i].Result != nil {
			ran++
		}
		if r.Cells[i].Before {
			before++
		}
	}
	return ran, before
}
