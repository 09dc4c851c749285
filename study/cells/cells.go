// Package cells puts the cells of an experiment together. In go the results that its
// seeds and swept params had, each of one cell; out come a table with a row a cell,
// plots over swept params, and the expectations that are judged over seeds. Files are
// the same whatever the order in which the cells ran.
package cells

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/runtime/figures/data"
	"github.com/nefc/nefc/runtime/output"
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
		f := figureOver(e, p, k, cells)
		for _, to := range p.To {
			path := filepath.Join(dir, filepath.FromSlash(to))
			if err := files.Write(path, func(w io.Writer) error { return data.Write(w, f, filepath.Ext(to)) }); err != nil {
				return written, err
			}
			written = append(written, path)
		}
	}
	return written, nil
}

// cellColumns makes a row of each cell: its name, seed and params, whether it
// ran, value and outcome of each expectation, and what plots over params show.
func cellColumns(e *model.Experiment, cells []Outcome) []output.Column {
	out := cellNames(e, cells)
	for k, text := range expectationsOf(cells) {
		out = append(out, expectationColumns(k, text, cells)...)
	}
	for k, p := range plotsOver(e.Events) {
		for i, item := range p.Items {
			out = append(out, plotColumn(k, i, item.Text, cells))
		}
	}
	return distinct(out)
}

// cellNames are the columns that say which cell a row is, and whether it ran.
func cellNames(e *model.Experiment, cells []Outcome) []output.Column {
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
		out = append(out, sweptColumn(&s, k, cells))
	}
	return append(out, ran)
}

// sweptColumn is what sweep number k gives each cell.
func sweptColumn(s *model.Sweep, k int, cells []Outcome) output.Column {
	if s.Words != nil {
		param := output.Column{Name: s.Param, Texts: make([]string, len(cells))}
		for i, c := range cells {
			param.Texts[i] = s.NameOf(c.Cell.Values[k])
		}
		return param
	}
	param := output.Column{Name: s.Param, Floats: make([]float64, len(cells))}
	for i, c := range cells {
		param.Floats[i] = c.Cell.Values[k]
	}
	return param
}

// expectationColumns are the value and the outcome of expectation number k.
func expectationColumns(k int, text string, cells []Outcome) []output.Column {
	n := len(cells)
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
	return []output.Column{value, outcome}
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
