package report

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/nefc/nefc/runtime/experiment"
)

// found is a run in a folder.
type found struct {
	dir     string
	summary experiment.Summary
}

// deepest is how far below a folder of results runs lie: EXPERIMENT/CELL.
const deepest = 2

// find lists the runs below a folder: that of the folder itself, the cells of an
// experiment, or those of all experiments, in order of their names.
func find(dir string) ([]found, error) {
	out, err := findBelow(dir, deepest)
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("%s holds no results: there is no summary.json in it; `nefc run MODEL` writes one", dir)
	}
	return out, err
}

func findBelow(dir string, depth int) ([]found, error) {
	b, err := os.ReadFile(filepath.Join(dir, "summary.json"))
	if err == nil {
		f := found{dir: dir}
		if err := json.Unmarshal(b, &f.summary); err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Join(dir, "summary.json"), err)
		}
		return []found{f}, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if depth == 0 {
		return nil, nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []found
	for _, e := range entries {
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		more, err := findBelow(filepath.Join(dir, e.Name()), depth-1)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// byExperiment groups runs, those of one experiment together, cells in natural order.
func byExperiment(list []found) [][]found {
	var out [][]found
	for _, f := range list {
		i := slices.IndexFunc(out, func(g []found) bool { return g[0].summary.Experiment == f.summary.Experiment })
		if i < 0 {
			out, i = append(out, nil), len(out)
		}
		out[i] = append(out[i], f)
	}
	for _, group := range out {
		slices.SortStableFunc(group, func(a, b found) int { return naturally(a.summary.Cell, b.summary.Cell) })
	}
	return out
}

// naturally compares names of cells: values that are numbers as numbers.
func naturally(a, b string) int {
	x, y := strings.FieldsFunc(a, isSeparator), strings.FieldsFunc(b, isSeparator)
	return slices.CompareFunc(x, y, func(v, w string) int {
		p, errP := strconv.ParseFloat(v, 64)
		q, errQ := strconv.ParseFloat(w, 64)
		if errP == nil && errQ == nil {
			return cmp.Compare(p, q)
		}
		return strings.Compare(v, w)
	})
}

// isSeparator reports what stands between the names and values of a cell.
func isSeparator(r rune) bool { return r == '=' || r == ',' }
