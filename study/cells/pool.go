package cells

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/functions"
)

// Pooled is an expectation over the seeds of one sweep point.
type Pooled struct {
	Text   string
	Point  string    // lr=1e-4; "" without sweeps, and where the parts of the condition pick their cells
	Value  float64   // of the first part over seeds
	Values []float64 // of each of them
	Met    bool
	Why    string // there is no value; "" if there is
}

// Found is the values as text, or why there are none.
func (p Pooled) Found() string {
	if p.Why != "" {
		return p.Why
	}
	var parts []string
	for _, v := range p.Values {
		parts = append(parts, fmt.Sprintf("%.4g", v))
	}
	return strings.Join(parts, ", ")
}

// Pool judges the expectations over seeds, each at every combination of the swept
// params but for those whose value its parts pick. A cell without a value fails all
// that read it: who knows what it would have been?
func Pool(e *model.Experiment, cells []Outcome) []Pooled {
	var out []Pooled
	i := -1
	for _, event := range e.Events {
		x, ok := event.(*model.Expect)
		if !ok {
			continue
		}
		if i++; x.Pool == "" {
			continue
		}
		gave := contributions(i, cells)
		seen := map[string]bool{}
		for _, c := range gave {
			if point := pointOf(e, x, c.Cell); !seen[point] {
				seen[point] = true
				out = append(out, judge(e, x, point, c.Cell, gave))
			}
		}
	}
	return out
}

// contribution is what a cell gives to an expectation over seeds.
type contribution struct {
	model.Cell
	terms []float64 // nil if it has no value
}

// contributions are those of all cells that ran and in which expectation number i was
// not skipped.
func contributions(i int, cells []Outcome) []contribution {
	var out []contribution
	for _, c := range cells {
		if c.Result != nil && i < len(c.Result.Expectations) && c.Result.Expectations[i].Outcome == experiment.Pooled {
			out = append(out, contribution{c.Cell, c.Result.Expectations[i].Terms})
		}
	}
	return out
}

// pointOf is the name of a cell without its seed and what the parts of a condition pick.
func pointOf(e *model.Experiment, x *model.Expect, c model.Cell) string {
	var parts []string
	for k, s := range e.Sweeps {
		if !x.Picked(s.Param) {
			parts = append(parts, c.Param(e, k))
		}
	}
	return strings.Join(parts, ",")
}

// judge judges an expectation at the sweep point of a cell.
func judge(e *model.Experiment, x *model.Expect, point string, at model.Cell, gave []contribution) Pooled {
	p := Pooled{Text: x.Text, Point: point}
	known := map[*model.Analysis]float64{}
	for i, t := range x.Terms {
		numbers, why := numbersOf(e, i, &t, at, gave)
		if why != "" {
			p.Why = why
			return p
		}
		if t.Pool == "" {
			known[t.Of] = numbers[0]
			continue
		}
		v, problem := analyses.Find(t.Pool).Pool(numbers, t.Share)
		if problem != nil {
			p.Why = problem.Error()
			return p
		}
		known[t.Of] = v
		p.Values = append(p.Values, v)
	}
	p.Value, p.Met = p.Values[0], truth(x.Cond, known) != 0
	return p
}

// numbersOf is what the cells gave that a term reads, or why there is no value.
func numbersOf(e *model.Experiment, i int, t *model.Term, at model.Cell, gave []contribution) (numbers []float64, why string) {
	cells, missing := 0, 0
	for _, c := range gave {
		if !reads(e, t, at, c.Cell) {
			continue
		}
		if cells++; c.terms == nil {
			missing++
		} else {
			numbers = append(numbers, c.terms[i])
		}
	}
	switch {
	case missing > 0:
		return nil, fmt.Sprintf("no value in %d of %d cells", missing, cells)
	case cells == 0:
		return nil, fmt.Sprintf("no cell of `%s` has run", t.Text)
	}
	return numbers, ""
}

// reads reports a cell that a term reads at the sweep point of another.
func reads(e *model.Experiment, t *model.Term, at, c model.Cell) bool {
	for k, s := range e.Sweeps {
		want, picked := t.Pick(s.Param)
		if !picked {
			want = at.Values[k]
		}
		if c.Values[k] != want {
			return false
		}
	}
	return true
}

// truth evaluates a condition over seeds, given the values of its terms.
func truth(a *model.Analysis, known map[*model.Analysis]float64) float64 {
	if v, ok := known[a]; ok {
		return v
	}
	var x []float64
	for _, arg := range a.Args {
		x = append(x, truth(arg, known))
	}
	switch {
	case a.Kind == model.ANumber:
		return a.Num
	case a.Kind == model.AUnary:
		return code.ApplyUnary(a.Op, x[0])
	case a.Kind == model.ABinary:
		return code.Apply(a.Op, x[0], x[1])
	case a.Op == "if":
		return code.Choose(x[0], x[1], x[2])
	}
	fn := functions.Find(a.Op)
	if fn.F2 != nil {
		return fn.F2(x[0], x[1])
	}
	return fn.F1(x[0])
}
