package cells

import (
	"math"
	"path/filepath"
	"slices"
	"sort"
	"strconv"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/output"
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

// figureOver is plot number k, over a swept param.
func figureOver(e *model.Experiment, p *model.Plot, k int, cells []Outcome) *figures.Figure {
	sweep := &e.Sweeps[sweepIndex(e, p.Over)]
	lines := linesOver(e, p, k, cells)
	y := figures.Axis{Label: "value"}
	if len(p.Items) == 1 {
		y.Label = p.Items[0].Text
	}
	x := figures.Axis{Label: p.Over, Swept: sorted(sweep.Values)}
	return &figures.Figure{Style: p.Style, Provenance: provenance(e, cells),
		Panels: []figures.Panel{{X: x, Y: y, Content: &figures.Cells{List: lines, By: p.By, Each: each(e, p)}}}}
}

// each is what the values that a plot pools come from: seeds, or cells where another param is swept too.
func each(e *model.Experiment, p *model.Plot) string {
	if len(e.Sweeps) > 2 || len(e.Sweeps) == 2 && p.By == "" {
		return "cells"
	}
	return "seeds"
}

// provenance says where a figure of all cells is from.
func provenance(e *model.Experiment, cells []Outcome) figures.Provenance {
	p := figures.Provenance{Experiment: e.Name}
	for _, c := range cells {
		if c.Result != nil {
			p.Model, p.Version = filepath.Base(c.Result.Model), c.Result.Version
			break
		}
	}
	return p
}

// linesOver makes the lines of plot number k: one for each item and each value of `by`.
func linesOver(e *model.Experiment, p *model.Plot, k int, cells []Outcome) []figures.Line {
	over, by := sweepIndex(e, p.Over), sweepIndex(e, p.By)
	at := sorted(e.Sweeps[over].Values)
	var lines []figures.Line
	add := func(name string, value *float64, i int, among []Outcome) {
		if line := lineOver(among, over, at, k, i); len(line.X) > 0 {
			line.Name, line.By = name, value
			lines = append(lines, line)
		}
	}
	for i, item := range p.Items {
		if by < 0 {
			add(item.Text, nil, i, cells)
			continue
		}
		for _, v := range sorted(e.Sweeps[by].Values) {
			name, value := p.By+" "+valueName(&e.Sweeps[by], v), &v
			if len(p.Items) > 1 {
				name = item.Text + ", " + name
			}
			if e.Sweeps[by].Words != nil {
				value = nil
			}
			add(name, value, i, withValue(cells, by, v))
		}
	}
	return lines
}

// lineOver is a line through the values of a param: what item i of plot number k shows in all cells with each.
func lineOver(cells []Outcome, over int, at []float64, k, i int) figures.Line {
	line := figures.Line{Runs: [][]float64{}}
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
		for run, v := range values {
			if run == len(line.Runs) {
				line.Runs = append(line.Runs, missing(len(line.X)))
			}
			line.Runs[run] = append(line.Runs[run], v)
		}
		line.X = append(line.X, x)
		for run := range line.Runs {
			if len(line.Runs[run]) < len(line.X) {
				line.Runs[run] = append(line.Runs[run], math.NaN())
			}
		}
	}
	return line
}

// missing is that many values that there are not.
func missing(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.NaN()
	}
	return out
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
