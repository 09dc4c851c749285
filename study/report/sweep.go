package report

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/study/cells"
)

// pointOf is the sweep point of a cell: its name without its seed.
func pointOf(cell string) string {
	var parts []string
	for part := range strings.SplitSeq(cell, ",") {
		if !strings.HasPrefix(part, "seed=") {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ",")
}

// cellsOf adds what all cells of an experiment say: a table, bands over seeds, each cell
// small, and what is judged over seeds.
func (r *reader) cellsOf(e *Experiment, group []found, m *source) error {
	e.Table = tableOf(group)
	points := map[string][]series{}
	seeds := map[string]int{}
	var order []string
	for _, f := range group {
		point := pointOf(f.summary.Cell)
		if seeds[point]++; seeds[point] == 1 {
			order = append(order, point)
		}
		for _, ph := range f.summary.Phases {
			list, _, err := recorded(f.dir, ph.Name)
			if err != nil {
				return err
			}
			if len(list) > 8 {
				list = list[:8] // one picture shows no more
			}
			points[point] = append(points[point], list...)
			small := Small{Cell: f.summary.Cell, Phase: ph.Name, Signals: []Signal{}}
			for _, s := range list {
				small.Signals = append(small.Signals, s.thinned(min(mostSmall, r.limit.samples)).signal(r.pack, ""))
			}
			e.Cells = append(e.Cells, small)
		}
	}
	for _, point := range order {
		if seeds[point] > 1 {
			e.Bands = append(e.Bands, Band{Point: point, Seeds: seeds[point], Signals: r.bands(points[point])})
		}
	}
	e.Pooled = pooled(e.Name, group, m)
	for _, p := range e.Pooled {
		if !p.Met && e.Outcome == met {
			e.Outcome = failed
		}
	}
	return nil
}

// bands are the means and ranges of those series that have one name in one phase.
func (r *reader) bands(list []series) []Signal {
	out := []Signal{}
	done := map[string]bool{}
	for _, s := range list {
		if key := s.phase + "\n" + s.name; !done[key] {
			done[key] = true
			out = append(out, r.band(s, slices.DeleteFunc(slices.Clone(list), func(x series) bool {
				return x.phase != s.phase || x.name != s.name || x.from != s.from || x.step != s.step
			})))
		}
	}
	return out
}

// band is the mean and the range of several series, as long as the shortest.
func (r *reader) band(like series, list []series) Signal {
	n := len(like.values)
	for _, s := range list {
		n = min(n, len(s.values))
	}
	mean, low, high := like, like, like
	mean.values, low.values, high.values = make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range n {
		lo, hi, sum := list[0].values[i], list[0].values[i], 0.0
		for _, s := range list {
			lo, hi, sum = min(lo, s.values[i]), max(hi, s.values[i]), sum+s.values[i]
		}
		mean.values[i], low.values[i], high.values[i] = sum/float64(len(list)), lo, hi
	}
	every := max(1, (n+r.limit.samples-1)/r.limit.samples) // the three must keep their times
	out := mean.every(every).signal(r.pack, "")
	l, h := r.pack.Line(low.every(every).values), r.pack.Line(high.every(every).values)
	out.Low, out.High = &l, &h
	return out
}

// every is each k-th sample.
func (s series) every(k int) series {
	if k == 1 {
		return s
	}
	out := s
	out.step, out.values = s.step*float64(k), nil
	for i := 0; i < len(s.values); i += k {
		out.values = append(out.values, s.values[i])
	}
	return out
}

// tableOf is the table of cells: the params that differ, and the value of each
// expectation that has one.
func tableOf(group []found) *Table {
	t := &Table{Columns: []string{}, Rows: []Row{}}
	params := differing(group)
	t.Columns = append(t.Columns, params...)
	expected := expectationsOf(group)
	t.Columns = append(t.Columns, expected...)
	for _, f := range group {
		row := Row{Cell: f.summary.Cell, Outcome: outcomeOf(&f.summary), Values: []any{}}
		for _, name := range params {
			row.Values = append(row.Values, f.summary.Params[name])
		}
		for k := range expected {
			var v any
			if k < len(f.summary.Expectations) {
				if x := f.summary.Expectations[k]; x.Value != nil {
					v = *x.Value
				} else if x.Outcome != experiment.Pooled {
					v = string(x.Outcome)
				}
			}
			row.Values = append(row.Values, v)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// differing are the names of params that not all cells have alike, in order.
func differing(group []found) []string {
	var out []string
	for name, v := range group[0].summary.Params {
		if slices.ContainsFunc(group, func(f found) bool { return f.summary.Params[name] != v }) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// expectationsOf are the texts of the expectations of cells.
func expectationsOf(group []found) []string {
	var longest []experiment.Expectation
	for _, f := range group {
		if len(f.summary.Expectations) > len(longest) {
			longest = f.summary.Expectations
		}
	}
	var out []string
	for _, x := range longest {
		out = append(out, x.Text)
	}
	return out
}

// pooled judges what is expected over seeds, if the model is known.
func pooled(name string, group []found, m *source) []Pooled {
	out := []Pooled{}
	if m.checked == nil || m.checked.Model.Experiment(name) == nil {
		return out
	}
	e := m.checked.Model.Experiment(name)
	var list []cells.Outcome
	for _, c := range e.Cells() {
		o := cells.Outcome{Cell: c}
		if i := slices.IndexFunc(group, func(f found) bool { return f.summary.Cell == c.Name }); i >= 0 {
			o.Result = &experiment.Result{Summary: group[i].summary}
		}
		list = append(list, o)
	}
	for _, p := range cells.Pool(e, list) {
		out = append(out, Pooled{p.Text, p.Point, p.Found(), p.Met})
	}
	return out
}
