package annotate

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/study/editor"
)

// expectation is one of an experiment, by its condition.
type expectation struct{ experiment, text string }

// mostCells is how many cells of an experiment are looked at for what came of them.
const mostCells = 200

// lastResults tells what came of the expectations of a model when it was last run, as its
// summaries beside it say.
func lastResults(w *editor.Workspace, m *editor.Model) map[expectation]string {
	out := map[expectation]string{}
	for name, list := range resultsOf(m.Root) {
		since := ""
		if changedSince(w, m, name, list) {
			since = " (the model or its params have changed since)"
		}
		for _, s := range list {
			for _, x := range s.Expectations {
				k := expectation{name, x.Text}
				if _, known := out[k]; !known {
					out[k] = told(k, list) + since
				}
			}
		}
	}
	return out
}

// resultsOf are the summaries of the runs of a model, beside it, by experiment.
func resultsOf(file string) map[string][]experiment.Summary {
	return summaries(filepath.Join(filepath.Dir(file), "out"), filepath.Base(file))
}

// changedSince reports a run of an experiment of another model than it is now. One cell stands for all of them.
func changedSince(w *editor.Workspace, m *editor.Model, name string, list []experiment.Summary) bool {
	if m.Diags.HasErrors() {
		return false // it is being changed
	}
	x := m.Checked.Model.Experiment(name)
	if x == nil || x.NumCells() > mostCells {
		return false
	}
	for _, cell := range x.Cells() {
		for _, s := range list {
			if s.Cell == cell.Name {
				hash := w.SpecHash(m, cell)
				return hash != "" && hash != s.SpecHash
			}
		}
	}
	return true // none of its cells was run
}

// cellsDone counts the cells of an experiment that were run to their end.
func cellsDone(list []experiment.Summary, x *model.Experiment) int {
	if len(list) == 0 || x.NumCells() > mostCells {
		return 0
	}
	names := map[string]bool{}
	for _, cell := range x.Cells() {
		names[cell.Name] = true
	}
	done := 0
	for _, s := range list {
		if s.Finished && names[s.Cell] {
			done++
		}
	}
	return done
}

// summaries are those of a model in a folder of results, by experiment.
func summaries(out, model string) map[string][]experiment.Summary {
	found := map[string][]experiment.Summary{}
	paths, _ := filepath.Glob(filepath.Join(out, "*", "summary.json")) // the pattern is right
	cells, _ := filepath.Glob(filepath.Join(out, "*", "*", "summary.json"))
	for i, path := range append(paths, cells...) {
		if i > mostCells {
			break
		}
		var s experiment.Summary
		b, err := os.ReadFile(path)
		if err == nil && json.Unmarshal(b, &s) == nil && filepath.Base(s.Model) == model {
			found[s.Experiment] = append(found[s.Experiment], s)
		}
	}
	return found
}

// told says what came of an expectation in the cells of an experiment.
func told(of expectation, list []experiment.Summary) string {
	var values []string
	met, judged := 0, 0
	for _, s := range list {
		for _, x := range s.Expectations {
			if x.Text != of.text || x.Outcome == experiment.Skipped {
				continue
			}
			judged++
			if x.Outcome != experiment.Failed {
				met++
			}
			if x.Value != nil && len(values) < 4 {
				values = append(values, fmt.Sprintf("%.4g", *x.Value))
			}
		}
	}
	text := "last run: " + strings.Join(values, ", ")
	switch {
	case judged > len(values) && len(values) > 0:
		text += ", …"
	case len(values) == 0:
		text = "last run"
	}
	if judged == 1 {
		return text + map[int]string{0: " ✗ failed", 1: " ✓ met"}[met]
	}
	return fmt.Sprintf("%s %d of %d cells met", text, met, judged)
}
