package experiment

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/runtime/judge"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/solvers"
)

// Summary is summary.json: its fields are stable.
type Summary struct {
	Version         string               `json:"nefc_version"`
	Experiment      string               `json:"experiment"`
	Model           string               `json:"model"`
	SpecHash        string               `json:"spec_hash"`
	Seed            int64                `json:"seed"`
	Cell            string               `json:"cell,omitempty"`
	Dt              float64              `json:"dt"`
	Steps           int                  `json:"steps"`
	BuildSeconds    float64              `json:"build_seconds"`
	SimulateSeconds float64              `json:"simulate_seconds"`
	Params          map[string]float64   `json:"params,omitempty"`
	Phases          []PhaseSummary       `json:"phases"`
	Rounded         []events.Rounding    `json:"rounded,omitempty"` // durations that are no whole number of steps
	Connections     []ConnectionSummary  `json:"connections"`
	Conductances    []ConductanceSummary `json:"conductances,omitempty"` // of populations whose conductances weights are solved for
	Damage          []DamageSummary      `json:"damage,omitempty"`       // by lesions and cuts, and its healing, in order
	Expectations    []Expectation        `json:"expectations"`
	Across          [][]*float64         `json:"across,omitempty"`  // for each plot over swept params, the values of this cell; null for none
	Undrawn         []string             `json:"undrawn,omitempty"` // plots that could not be drawn, and why
	Written         []WrittenFile        `json:"files"`
	Finished        bool                 `json:"finished"` // to the last event, without an error
}

// WrittenFile is a file that a run wrote, named from the folder of its summary.
type WrittenFile struct {
	Name  string `json:"name"`
	Bytes int64  `json:"bytes"`
}

// PhaseSummary is a phase that ran.
type PhaseSummary struct {
	Name    string  `json:"name"`
	Steps   int     `json:"steps"`
	Seconds float64 `json:"seconds"`
	Asked   float64 `json:"-"`               // as written; Seconds is whole steps
	Until   *Ended  `json:"until,omitempty"` // nil for a phase that does not end early
}

// Ended is how a phase ended that may end early.
type Ended struct {
	Condition string  `json:"condition"`
	Window    float64 `json:"window"` // s
	Met       bool    `json:"met"`    // in the last window; else the phase lasted to its end
}

// ConnectionSummary is what became of a connection with solved or full
// weights.
type ConnectionSummary struct {
	Name string       `json:"name"`
	Fit  *solvers.Fit `json:"fit,omitempty"`
	SignCount
}

// ConductanceSummary is how the conductances of a population act together like a current.
type ConductanceSummary struct {
	Name string `json:"name"`
	neurons.Calibration
}

// Verdict says what became of an expectation.
type Verdict = judge.Verdict

// The verdicts, as they stand in a summary.
const (
	Met     = judge.Met
	Failed  = judge.Failed
	Skipped = judge.Skipped
	Pooled  = judge.Pooled
)

// Expectation is the outcome of an expect.
type Expectation = judge.Expectation

// SignCount counts the weights of a matrix by sign, at the end of the run.
type SignCount = judge.SignCount

// Good reports a run in which every expectation was met and every plot drawn.
func (s *Summary) Good() bool {
	return len(s.Undrawn) == 0 && !slices.ContainsFunc(s.Expectations, func(x Expectation) bool { return x.Unmet() })
}

// begin fills in what is known before the run.
func (r *runner) begin(buildSeconds float64) {
	r.result.Summary = Summary{Version: r.opts.Version, Experiment: r.e.Name, Model: r.p.File, SpecHash: r.p.SpecHash, Seed: r.p.Seed, Cell: r.opts.Cell,
		Dt: r.p.Dt, BuildSeconds: buildSeconds, Params: map[string]float64{}, Phases: []PhaseSummary{}, Rounded: r.e.Rounded,
		Connections: []ConnectionSummary{}, Expectations: []Expectation{}}
	for _, p := range r.p.Params {
		r.result.Params[p.Name] = p.Value
	}
	for i := range r.p.Populations {
		if p := &r.p.Populations[i]; p.Calibration != nil {
			r.result.Conductances = append(r.result.Conductances, ConductanceSummary{p.Name, *p.Calibration})
		}
	}
}

// Finished reads the summary of a cell that ran before to its end, with the same
// version of nefc and the same model: its spec hash covers params, seed and the
// contents of its files. It is nil if there is none, or if a file that the cell
// wrote is no longer there as it was.
func Finished(dir, name, cell, specHash, version string) *Result {
	dir = filepath.Join(dir, name, cell)
	b, err := os.ReadFile(filepath.Join(dir, summaryName))
	if err != nil {
		return nil
	}
	var s Summary
	if json.Unmarshal(b, &s) != nil || !s.Finished || s.SpecHash != specHash || s.Version != version || s.Experiment != name || s.Cell != cell {
		return nil
	}
	for _, f := range s.Written {
		info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(f.Name)))
		if err != nil || !info.Mode().IsRegular() || info.Size() != f.Bytes {
			return nil
		}
	}
	return &Result{Summary: s}
}

// listFiles notes the files that the run wrote. One that is gone already, since a
// run that was interrupted wrote it, is noted too: such a run is not finished.
func (r *runner) listFiles() error {
	r.result.Written = []WrittenFile{}
	for _, path := range r.result.Files {
		bytes := int64(0)
		if info, err := os.Stat(path); err == nil {
			bytes = info.Size()
		}
		name, err := filepath.Rel(r.dir, path)
		if err != nil {
			return err
		}
		r.result.Written = append(r.result.Written, WrittenFile{filepath.ToSlash(name), bytes})
	}
	return nil
}

// summaryName is the file that tells what came of a run.
const summaryName = "summary.json"

// writeSummary counts weights and writes the summary, after all other files have reached
// the disk: who finds that a run finished finds what it wrote.
func (r *runner) writeSummary() error {
	for i := range r.p.Links {
		link := &r.p.Links[i]
		if !link.Full && link.Fit == nil {
			continue
		}
		s := ConnectionSummary{Name: link.Name, Fit: link.Fit}
		if link.Full {
			if few := r.session.Existing(i); few != nil {
				s.SignCount = judge.SignsOfFew(link, few)
			} else {
				s.SignCount = judge.SignsOf(link, r.session.Weights(i))
			}
		}
		r.result.Connections = append(r.result.Connections, s)
	}
	if err := r.listFiles(); err != nil {
		return err
	}
	if err := files.Sync(r.result.Files); err != nil {
		return err
	}
	if err := files.Write(r.path(summaryName), func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(&r.result.Summary)
	}); err != nil {
		return err
	}
	r.note(summaryName)
	return nil
}
