// Package cells puts the cells of an experiment together. In go the results that its
// seeds and swept params had, each of one cell; out come a table with a row a cell,
// plots over swept params, and the expectations that are judged over seeds. Files are
// the same whatever the order in which the cells ran.
package cells

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"sort"
	"strconv"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/runtime/output"
	"github.com/nefc/nefc/stdlib/analyses"
)

// Outcome is what came of one cell.
type Outcome struct {
	Cell   model.Cell
	Result *experiment.Result // nil if the cell did not run
	Before bool               // it had run before
}

// Gather writes what belongs to all cells of an experiment, beside their
// folders: cells.csv and cells.parquet, a row a cell, and the plots over swept
// params. It returns the files it wrote.
func Gather(dir string, e *model.Experiment, cells []Outcome) ([]string, error) {
	dir = filepath.Join(dir, e.Name)
	columns := cellColumns(e, cells)
	var written []string
	for _, table := range []struct {
		name  string
		write func(io.Writer, []output.Column) error
	}{{"cells.csv", output.ColumnsCSV}, {"cells.parquet", output.ColumnsParquet}} {
		path := filepath.Join(dir, table.name)
		if err := files.Write(path, func(w io.Writer) error { return table.write(w, columns) }); err != nil {
			return written, err
		}
		written = append(written, path)
	}
	for k, p := range plotsOver(e.Events) {
		path := filepath.Join(dir, filepath.FromSlash(p.To))
		lines := linesOver(e, p, k, cells)
		if err := files.Write(path, func(w io.Writer) error { return output.Lines(w, e.Name, p.Over, lines) }); err != nil {
			return written, err
		}
		written = append(written, path)
	}
	return written, nil
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

// cellColumns makes a row of each cell: its name, seed and params, whether it
// ran, value and outcome of each expectation, and what plots over params show.
func cellColumns(e *model.Experiment, cells []Outcome) []output.Column {
	n := len(cells)
	name, ran := output.Column{Name: "cell", Texts: make([]string, n)}, output.Column{Name: "ran", Bools: make([]bool, n)}
	seed := output.Column{Name: "seed", Ints: make([]int64, n), Missing: make([]bool, n)}
	for i, c := range cells {
		name.Texts[i], ran.Bools[i] = c.Cell.Name, c.Result != nil
		if seed.Missing[i] = c.Cell.Seed == nil; c.Cell.Seed != nil {
			seed.Ints[i] = *c.Cell.Seed
		}
	}
	out := []output.Column{name, seed}
	for k, s := range e.Sweeps {
		param := output.Column{Name: s.Param, Floats: make([]float64, n)}
		for i, c := range cells {
			param.Floats[i] = c.Cell.Values[k]
		}
		out = append(out, param)
	}
	out = append(out, ran)
	for k, text := range expectationsOf(cells) {
		value := output.Column{Name: text, Floats: make([]float64, n), Missing: make([]bool, n)}
		outcome := output.Column{Name: text + " outcome", Texts: make([]string, n), Missing: make([]bool, n)}
		for i, c := range cells {
			value.Missing[i], outcome.Missing[i] = true, true
			if c.Result == nil || k >= len(c.Result.Expectations) {
				continue
			}
			x := c.Result.Expectations[k]
			outcome.Texts[i], outcome.Missing[i] = string(x.Outcome), false
			if x.Value != nil {
				value.Floats[i], value.Missing[i] = *x.Value, false
			}
		}
		out = append(out, value, outcome)
	}
	for k, p := range plotsOver(e.Events) {
		for i, item := range p.Items {
			value := output.Column{Name: item.Text, Floats: make([]float64, n), Missing: make([]bool, n)}
			for j, c := range cells {
				if value.Missing[j] = c.Result == nil || k >= len(c.Result.Across) || c.Result.Across[k][i] == nil; !value.Missing[j] {
					value.Floats[j] = *c.Result.Across[k][i]
				}
			}
			out = append(out, value)
		}
	}
	return distinct(out)
}

// distinct numbers columns of the same name: an expectation may be written
// twice, for two phases.
func distinct(columns []output.Column) []output.Column {
	seen := map[string]int{}
	for i := range columns {
		name := columns[i].Name
		if seen[name]++; seen[name] > 1 {
			columns[i].Name = fmt.Sprintf("%s (%d)", name, seen[name])
		}
	}
	return columns
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// expectationsOf lists the texts of the expectations, which all cells share.
func expectationsOf(cells []Outcome) []string {
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
func linesOver(e *model.Experiment, p *model.Plot, k int, cells []Outcome) []output.Line {
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
				line.X, line.Y = append(line.X, x), append(line.Y, analyses.Mean(values))
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
	Why   string // there is no value; "" if there is
}

// Found is the value as text, or why there is none.
func (p Pooled) Found() string {
	if p.Why != "" {
		return p.Why
	}
	return fmt.Sprintf("%.4g", p.Value)
}

// Pool judges the expectations over seeds: for each, and each combination of
// swept params, the median or mean of its cells. A cell without a value fails it:
// who knows what it would have been?
func Pool(e *model.Experiment, cells []Outcome) []Pooled {
	var out []Pooled
	for i, text := range expectationsOf(cells) {
		seeds := map[string][]experiment.Expectation{}
		var points []string
		for _, c := range cells {
			if c.Result == nil || i >= len(c.Result.Expectations) || c.Result.Expectations[i].Pool == "" {
				continue
			}
			point := c.Cell.Point(e)
			if seeds[point] == nil {
				points = append(points, point)
			}
			seeds[point] = append(seeds[point], c.Result.Expectations[i])
		}
		for _, point := range points {
			out = append(out, pooled(text, point, seeds[point]))
		}
	}
	return out
}

// pooled judges what the cells of one sweep point contribute.
func pooled(text, point string, cells []experiment.Expectation) Pooled {
	p := Pooled{Text: text, Point: point}
	var values []float64
	var x experiment.Expectation
	for _, c := range cells {
		if c.Value != nil {
			x, values = c, append(values, *c.Value)
		}
	}
	if missing := len(cells) - len(values); missing > 0 {
		p.Why = fmt.Sprintf("no value in %d of %d cells", missing, len(cells))
		return p
	}
	p.Value = pooledValue(x.Pool, values)
	p.Met = code.Compare(x.Op, p.Value, x.Limit)
	return p
}

func pooledValue(how string, values []float64) float64 {
	if how == "median" {
		v := sorted(values)
		return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
	}
	return analyses.Mean(values)
}
