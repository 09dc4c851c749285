package cells

import (
	"slices"
	"sort"
	"strconv"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/runtime/output"
	"github.com/nefc/nefc/stdlib/analyses"
)

// plotsOver lists the plots over swept params, in order.
func plotsOver(events []model.Event) []*model.Plot {
	var out []*model.Plot
	for _, e := range events {
		if p, ok := e.(*model.Plot); ok && p.Over != "" {
			out = append(out, p)
		}
	}
	return out
}

// shown is what a cell adds to item i of plot number k over params; nil for nothing.
func (o *Outcome) shown(k, i int) *float64 {
	if o.Result == nil || k >= len(o.Result.Across) {
		return nil
	}
	return o.Result.Across[k][i]
}

// plotColumn is what item i of plot number k over params shows.
func plotColumn(k, i int, text string, cells []Outcome) output.Column {
	value := output.Column{Name: text, Floats: make([]float64, len(cells)), Missing: make([]bool, len(cells))}
	for j := range cells {
		if v := cells[j].shown(k, i); v != nil {
			value.Floats[j] = *v
		} else {
			value.Missing[j] = true
		}
	}
	return value
}

// linesOver makes the lines of plot number k: one for each item and each value of `by`.
func linesOver(e *model.Experiment, p *model.Plot, k int, cells []Outcome) []output.Line {
	over, by := sweepIndex(e, p.Over), sweepIndex(e, p.By)
	at := sorted(e.Sweeps[over].Values)
	var lines []output.Line
	add := func(name string, i int, among []Outcome) {
		if line := lineOver(among, over, at, k, i); len(line.X) > 0 {
			line.Name = name
			lines = append(lines, line)
		}
	}
	for i, item := range p.Items {
		if by < 0 {
			add(item.Text, i, cells)
			continue
		}
		for _, v := range sorted(e.Sweeps[by].Values) {
			add(item.Text+", "+p.By+" "+valueName(&e.Sweeps[by], v), i, withValue(cells, by, v))
		}
	}
	return lines
}

// lineOver is a line through the values of a param: the mean over all cells with each,
// and their range, of what item i of plot number k shows.
func lineOver(cells []Outcome, over int, at []float64, k, i int) (line output.Line) {
	for _, x := range at {
		var values []float64
		for _, c := range withValue(cells, over, x) {
			if v := c.shown(k, i); v != nil {
				values = append(values, *v)
			}
		}
		if len(values) == 0 {
			continue
		}
		line.X, line.Y = append(line.X, x), append(line.Y, analyses.Mean(values))
		line.Low, line.High = append(line.Low, slices.Min(values)), append(line.High, slices.Max(values))
	}
	return line
}

// withValue are the cells in which a swept param has a value.
func withValue(cells []Outcome, sweep int, value float64) []Outcome {
	var out []Outcome
	for _, c := range cells {
		if c.Cell.Values[sweep] == value {
			out = append(out, c)
		}
	}
	return out
}

// valueName writes a value of a sweep: a word, or a number with all its digits.
func valueName(s *model.Sweep, v float64) string {
	if s.Words != nil {
		return s.NameOf(v)
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// sweepIndex is which of the sweeps is over a param; -1 for none.
func sweepIndex(e *model.Experiment, param string) int {
	return slices.IndexFunc(e.Sweeps, func(s model.Sweep) bool { return s.Param == param })
}

func sorted(values []float64) []float64 {
	out := slices.Clone(values)
	sort.Float64s(out)
	return out
}
