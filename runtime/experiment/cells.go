package experiment

import (
	"encoding/csv"
	"io"
	"path/filepath"
	"slices"
	"sort"
	"strconv"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/runtime/output"
)

// CellResult is what came of one cell.
type CellResult struct {
	Cell   model.Cell
	Result *Result // nil if the cell did not run
	Before bool    // it had run before
}

// Gather writes what belongs to all cells of an experiment, beside their
// folders: cells.csv, a row a cell, and the plots over swept params. It returns
// the files it wrote.
func Gather(dir string, e *model.Experiment, cells []CellResult) ([]string, error) {
	dir = filepath.Join(dir, e.Name)
	table := filepath.Join(dir, "cells.csv")
	if err := output.WriteFile(table, func(w io.Writer) error { return writeCells(w, e, cells) }); err != nil {
		return nil, err
	}
	files := []string{table}
	for k, p := range plotsOver(e.Events) {
		path := filepath.Join(dir, filepath.FromSlash(p.To))
		lines := linesOver(e, p, k, cells)
		if err := output.WriteFile(path, func(w io.Writer) error { return output.Lines(w, e.Name, p.Over, lines) }); err != nil {
			return files, err
		}
		files = append(files, path)
	}
	return files, nil
}

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

// writeCells writes a row a cell: its name, seed and params, whether it ran, and
// value and outcome of each expectation.
func writeCells(w io.Writer, e *model.Experiment, cells []CellResult) error {
	c := csv.NewWriter(w)
	head := []string{"cell", "seed"}
	for _, s := range e.Sweeps {
		head = append(head, s.Param)
	}
	head = append(head, "ran")
	expectations := expectationsOf(cells)
	for _, text := range expectations {
		head = append(head, text, text+" outcome")
	}
	if err := c.Write(head); err != nil {
		return err
	}
	for _, cell := range cells {
		seed := ""
		if cell.Cell.Seed != nil {
			seed = strconv.FormatInt(*cell.Cell.Seed, 10)
		}
		row := []string{cell.Cell.Name, seed}
		for _, v := range cell.Cell.Values {
			row = append(row, number(v))
		}
		row = append(row, strconv.FormatBool(cell.Result != nil))
		for i := range expectations {
			value, outcome := "", ""
			if cell.Result != nil && i < len(cell.Result.Expectations) {
				x := cell.Result.Expectations[i]
				if outcome = x.Outcome; x.Value != nil {
					value = number(*x.Value)
				}
			}
			row = append(row, value, outcome)
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// expectationsOf lists the texts of the expectations, which all cells share.
func expectationsOf(cells []CellResult) []string {
	for _, c := range cells {
		if c.Result != nil {
			var out []string
			for _, x := range c.Result.Expectations {
				out = append(out, x.Text)
			}
			return out
		}
	}
	return nil
}

// linesOver makes the lines of plot number k: for each item, and each value of
// `by`, the mean over all cells with a value of `over`, and their range.
func linesOver(e *model.Experiment, p *model.Plot, k int, cells []CellResult) []output.Line {
	over, by := sweepIndex(e, p.Over), sweepIndex(e, p.By)
	groups := []float64{0}
	if by >= 0 {
		groups = sorted(e.Sweeps[by].Values)
	}
	var lines []output.Line
	for i, item := range p.Items {
		for _, group := range groups {
			line := output.Line{Name: item.Text}
			if by >= 0 {
				line.Name += ", " + p.By + " " + number(group)
			}
			for _, x := range sorted(e.Sweeps[over].Values) {
				var values []float64
				for _, c := range cells {
					if c.Result != nil && c.Cell.Values[over] == x && (by < 0 || c.Cell.Values[by] == group) && k < len(c.Result.Across) {
						if v := c.Result.Across[k][i]; v != nil {
							values = append(values, *v)
						}
					}
				}
				if len(values) == 0 {
					continue
				}
				sum := 0.0
				for _, v := range values {
					sum += v
				}
				line.X, line.Y = append(line.X, x), append(line.Y, sum/float64(len(values)))
				line.Low, line.High = append(line.Low, slices.Min(values)), append(line.High, slices.Max(values))
			}
			if len(line.X) > 0 {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

func sweepIndex(e *model.Experiment, param string) int {
	return slices.IndexFunc(e.Sweeps, func(s model.Sweep) bool { return s.Param == param })
}

func sorted(values []float64) []float64 {
	out := slices.Clone(values)
	sort.Float64s(out)
	return out
}

// Pooled is an expectation over the seeds of one sweep point.
type Pooled struct {
	Text  string
	Point string // lr=1e-4; "" without sweeps
	Value float64
	Met   bool
}

// Pool judges the expectations over seeds: for each, and each combination of
// swept params, the median or mean of its cells.
func Pool(e *model.Experiment, cells []CellResult) []Pooled {
	var out []Pooled
	for i, text := range expectationsOf(cells) {
		values := map[string][]float64{}
		var points []string
		var x Expectation
		for _, c := range cells {
			if c.Result == nil || i >= len(c.Result.Expectations) || c.Result.Expectations[i].Pool == "" {
				continue
			}
			x = c.Result.Expectations[i]
			point := c.Cell.Point(e)
			if values[point] == nil {
				points = append(points, point)
			}
			values[point] = append(values[point], *x.Value)
		}
		for _, point := range points {
			v := pooledValue(x.Pool, values[point])
			out = append(out, Pooled{text, point, v, code.Compare(x.Op, v, x.Limit)})
		}
	}
	return out
}

func pooledValue(how string, values []float64) float64 {
	if how == "median" {
		v := sorted(values)
		return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
	}
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
