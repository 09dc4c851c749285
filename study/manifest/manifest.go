// Package manifest shares the cells of experiments among processes, on one machine or
// on many. In go a job and its experiments; a manifest lists their cells, each with
// the hash of its model, in a file beside the results. Processes that are given parts
// of the list work them off, in any order and any number of times; together they leave
// what one run would have left. Status says what is missing, Gather puts all together.
package manifest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/study/run"
)

// Manifest lists the cells of a run that several processes share. It is never
// changed: its name holds a hash of its contents, and each cell that of the
// model it stands for, so a process refuses to run another.
type Manifest struct {
	Version string            `json:"nefc_version"`
	Model   string            `json:"model"`
	Out     string            `json:"out"`
	Set     map[string]string `json:"set,omitempty"`
	Seed    *int64            `json:"seed,omitempty"`
	Memory  int64             `json:"max_memory"`
	Cells   []Cell            `json:"cells"`
}

// Cell is a cell and the hash of its model.
type Cell struct {
	Experiment string `json:"experiment"`
	Cell       string `json:"cell,omitempty"`
	SpecHash   string `json:"spec_hash"`
}

// BadCell says that the model of a cell has errors.
type BadCell struct {
	Experiment string
	*compiler.Invalid
}

// New lists the cells of experiments of a job, each checked; checked is the model. The error is
// *BadCell if one has errors.
func New(job *run.Job, checked *compiler.Checked, experiments []*model.Experiment) (*Manifest, error) {
	path, err := filepath.Abs(job.Path)
	if err != nil {
		return nil, err
	}
	out, err := filepath.Abs(job.Dir)
	if err != nil {
		return nil, err
	}
	opts := job.Options
	m := &Manifest{Version: version.Name(), Model: path, Out: out, Set: opts.Set, Seed: opts.Seed, Memory: opts.MaxMemory}
	for _, e := range experiments {
		for _, cell := range e.Cells() {
			one, err := compiler.Check(job.Path, run.CellOptions(checked, opts, cell))
			if err != nil {
				return nil, err
			}
			if invalid := one.Invalid(fmt.Sprintf("cell %s of %s", cell.Name, e.Name)); invalid != nil {
				return nil, &BadCell{e.Name, invalid}
			}
			m.Cells = append(m.Cells, Cell{e.Name, cell.Name, one.SpecHash()})
		}
	}
	return m, nil
}

// Save writes the manifest into the folder of results and returns its path.
func (m *Manifest) Save() (string, error) {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return "", err
	}
	path := filepath.Join(m.Out, "manifest-"+digest(b)+".json")
	return path, files.Write(path, func(w io.Writer) error {
		_, err := w.Write(append(b, '\n'))
		return err
	})
}

// digest is the part of a manifest's name that tells its contents.
func digest(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])[:12]
}

// Foreign says that a file is no manifest, or not as it was written.
type Foreign struct{ Path string }

// Error names the file.
func (e *Foreign) Error() string { return e.Path + " is no manifest, or was changed" }

// Read reads a manifest. It refuses one that was changed, with *Foreign, and one that
// another build of nefc wrote, whose hashes and results may be others.
func Read(path string) (*Manifest, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	hash, ok := strings.CutPrefix(strings.TrimSuffix(filepath.Base(path), ".json"), "manifest-")
	if !ok || digest([]byte(strings.TrimSuffix(string(b), "\n"))) != hash {
		return nil, &Foreign{path}
	}
	m := &Manifest{}
	if err := json.Unmarshal(b, m); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if m.Version != version.Name() {
		return nil, fmt.Errorf("%s was written by nefc %s, this is %s", path, m.Version, version.Name())
	}
	return m, nil
}

// Job is the job whose cells the manifest lists.
func (m *Manifest) Job() *run.Job {
	set := m.Set
	if set == nil {
		set = map[string]string{}
	}
	return &run.Job{Path: m.Model, Dir: m.Out, Options: compiler.Options{Set: set, Seed: m.Seed, MaxMemory: m.Memory, NeedRun: true, Out: m.Out}}
}

// finished is the result of a cell that has run to its end; nil if it has not.
func (m *Manifest) finished(c Cell) *experiment.Result {
	return experiment.Finished(m.Out, c.Experiment, c.Cell, c.SpecHash, m.Version)
}
