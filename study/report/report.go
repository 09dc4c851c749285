// Package report makes one file of HTML of the results of runs, which opens from disk and
// asks nothing of any other. In goes a folder of results, or two to compare, and, where it
// can be read, the model; out comes the page: web/report.js shows the Document that is
// packed into it. What runs leave is read, never changed.
package report

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/version"
)

// largest is how many bytes a report has at most; of what would be larger, signals and
// spikes are thinned, and the report says so.
const largest = 20_000_000

// Report is a finished report.
type Report struct {
	Page  []byte
	Notes []string // what was left out or thinned
}

// Save writes the page.
func (r *Report) Save(path string) error {
	return files.Write(path, func(w io.Writer) error {
		_, err := w.Write(r.Page)
		return err
	})
}

// Of makes the report of folders of results: of an experiment, of a cell, or of several
// experiments of one model.
func Of(folders ...string) (*Report, error) {
	var list []found
	for _, dir := range folders {
		more, err := find(dir)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	return within([][][]found{byExperiment(list)}, nil)
}

// Compare makes the report of the results in two folders side by side.
func Compare(a, b string) (*Report, error) {
	var sides [][][]found
	for _, dir := range []string{a, b} {
		list, err := find(dir)
		if err != nil {
			return nil, err
		}
		sides = append(sides, byExperiment(list))
	}
	return within(sides, []string{a, b})
}

// within makes a report that is not too large.
func within(sides [][][]found, folders []string) (*Report, error) {
	limit := limits{samples: math.MaxInt, spikes: math.MaxInt}
	for {
		out, err := attempt(sides, folders, limit)
		if err != nil || len(out.Page) <= largest || limit.samples < 500 {
			return out, err
		}
		limit = limits{min(limit.samples, 400_000) / 2, min(limit.spikes, 800_000) / 2}
	}
}

// attempt makes a report within limits.
func attempt(sides [][][]found, folders []string, limit limits) (*Report, error) {
	r := &reader{pack: &Pack{}, limit: limit}
	doc := &Document{Nefc: version.Name(), Texts: []Text{}, Notes: []string{}, Experiments: []*Experiment{}}
	var err error
	if len(sides) == 1 {
		err = r.one(doc, sides[0])
	} else {
		err = r.two(doc, sides, folders)
	}
	if err != nil {
		return nil, err
	}
	if limit.samples < math.MaxInt {
		doc.Notes = append(doc.Notes, fmt.Sprintf("This report would be larger than %d MB: of each signal at most %d samples are shown, "+
			"the least and the largest of each stretch, and of each population at most %d spikes. The results have all.",
			int(largest/1e6), limit.samples, limit.spikes))
	}
	var all []found
	for _, side := range sides {
		all = append(all, slices.Concat(side...)...)
	}
	pictures, left := plotsOf(all)
	if left > 0 {
		doc.Notes = append(doc.Notes, fmt.Sprintf("%d plots are not in the version of this page without JavaScript, "+
			"which would be too large.", left))
	}
	html, err := page(doc, r.pack, pictures)
	return &Report{html, doc.Notes}, err
}

// newExperiment is one in which nothing went wrong yet; its lists are empty, not absent.
func newExperiment(name string) *Experiment {
	return &Experiment{Name: name, Outcome: met, Runs: []*Run{}, Signals: []Signal{}, Bands: []Band{}, Cells: []Small{}, Pooled: []Pooled{}}
}

// one fills in the experiments of one folder.
func (r *reader) one(doc *Document, groups [][]found) error {
	var first *source
	for _, group := range groups {
		m := sourceOf(group[0])
		if first == nil {
			first = m
		}
		e := newExperiment(group[0].summary.Experiment)
		shown := worst(group)
		e.Outcome, e.Shown = outcomeOf(&shown.summary), shown.summary.Cell
		run, signals, err := r.run(shown, m, "")
		if err != nil {
			return err
		}
		e.Runs, e.Signals = append(e.Runs, run), signals
		if shown.summary.Cell != "" {
			if err := r.cellsOf(e, group, m); err != nil {
				return err
			}
		}
		doc.Experiments = append(doc.Experiments, e)
	}
	doc.Title, doc.About, doc.Texts = titleOf(first, groups), first.about(), first.textsOf()
	return nil
}

// worst is the run of a group that is shown in detail: the first that went wrong, or the
// first.
func worst(group []found) found {
	for _, f := range group {
		if o := outcomeOf(&f.summary); o == failed || o == unfinished {
			return f
		}
	}
	return group[0]
}

// two fills in the experiments of two folders, those of one name side by side; one
// alone in each is compared whatever its name.
func (r *reader) two(doc *Document, sides [][][]found, folders []string) error {
	labels := [2]string{filepath.ToSlash(folders[0]), filepath.ToSlash(folders[1])}
	var sources [2]*source
	for _, a := range sides[0] {
		i := slices.IndexFunc(sides[1], func(g []found) bool { return g[0].summary.Experiment == a[0].summary.Experiment })
		if i < 0 && len(sides[0]) == 1 && len(sides[1]) == 1 {
			i = 0
		}
		if i < 0 {
			doc.Notes = append(doc.Notes, fmt.Sprintf("Experiment %s is only in A.", a[0].summary.Experiment))
			continue
		}
		pair := [2]found{a[0], sides[1][i][0]}
		if pair[0].summary.Cell != "" || pair[1].summary.Cell != "" {
			doc.Notes = append(doc.Notes, "Of seeds and sweeps the first cells are compared.")
		}
		e := newExperiment(a[0].summary.Experiment)
		for k, f := range pair {
			sources[k] = sourceOf(f)
			run, signals, err := r.run(f, sources[k], string(rune('A'+k)))
			if err != nil {
				return err
			}
			e.Runs, e.Signals = append(e.Runs, run), append(e.Signals, signals...)
			if o := outcomeOf(&f.summary); o != met {
				e.Outcome = o
			}
		}
		doc.Experiments = append(doc.Experiments, e)
	}
	if sources[0] == nil {
		return fmt.Errorf("%s and %s have no experiment in common", folders[0], folders[1])
	}
	doc.Title, doc.About = "A and B", labels[0]+" beside "+labels[1]
	doc.Difference, doc.Texts = difference(sources[0], sources[1], labels), sources[0].textsOf()
	return nil
}

// titleOf is what the report is called: the model, without its ending.
func titleOf(m *source, groups [][]found) string {
	name := strings.TrimSuffix(filepath.Base(filepath.ToSlash(m.path)), ".nef")
	if name == "" || name == "." {
		return groups[0][0].summary.Experiment
	}
	return name
}
