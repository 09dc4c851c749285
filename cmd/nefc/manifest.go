package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/runtime/experiment"
)

// manifest lists the cells of a run that several processes share. It is never
// changed: its name holds a hash of its contents, and each cell that of the
// model it stands for, so a process refuses to run another.
type manifest struct {
	Version string            `json:"nefc_version"`
	Model   string            `json:"model"`
	Out     string            `json:"out"`
	Set     map[string]string `json:"set,omitempty"`
	Seed    *int64            `json:"seed,omitempty"`
	Memory  int64             `json:"max_memory"`
	Cells   []manifestCell    `json:"cells"`
}

// manifestCell is a cell and the hash of its model.
type manifestCell struct {
	Experiment string `json:"experiment"`
	Cell       string `json:"cell,omitempty"`
	SpecHash   string `json:"spec_hash"`
}

// newManifest lists the cells of experiments, each checked.
func newManifest(f *runFlags, path string, opts compiler.Options, experiments []*model.Experiment) (*manifest, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	out, err := filepath.Abs(f.out)
	if err != nil {
		return nil, err
	}
	m := &manifest{Version: version.Name(), Model: full, Out: out, Set: opts.Set, Seed: opts.Seed, Memory: opts.MaxMemory}
	for _, e := range experiments {
		for _, cell := range e.Cells() {
			checked, err := compiler.Check(path, cellOptions(opts, cell))
			if err != nil {
				return nil, err
			}
			if checked.Diags.HasErrors() {
				return nil, fmt.Errorf("cell %s of %s has errors; `nefc run --only %s` shows them", cell.Name, e.Name, e.Name)
			}
			m.Cells = append(m.Cells, manifestCell{e.Name, cell.Name, checked.Model.SpecHash()})
		}
	}
	return m, nil
}

// cellOptions are the options a cell is checked with.
func cellOptions(opts compiler.Options, cell model.Cell) compiler.Options {
	set := maps.Clone(opts.Set)
	maps.Copy(set, cell.Set)
	opts.Set = set
	if cell.Seed != nil {
		opts.Seed = cell.Seed
	}
	return opts
}

// save writes the manifest into the folder of results and returns its path.
func (m *manifest) save() (string, error) {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return "", err
	}
	path := filepath.Join(m.Out, "manifest-"+digest(b)[:12]+".json")
	return path, files.Write(path, func(w io.Writer) error {
		_, err := w.Write(append(b, '\n'))
		return err
	})
}

// readManifest reads a manifest and refuses one that was changed, or that another
// nefc wrote, whose hashes and results may be others.
func readManifest(path string) (*manifest, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	hash, ok := strings.CutPrefix(strings.TrimSuffix(filepath.Base(path), ".json"), "manifest-")
	if !ok || digest([]byte(strings.TrimSuffix(string(b), "\n")))[:12] != hash {
		return nil, fmt.Errorf("%s is no manifest, or was changed; `nefc run --on list model.nef` writes one", path)
	}
	m := &manifest{}
	if err := json.Unmarshal(b, m); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if m.Version != version.Name() {
		return nil, fmt.Errorf("%s was written by nefc %s, this is %s", path, m.Version, version.Name())
	}
	return m, nil
}

func (m *manifest) options() compiler.Options {
	set := m.Set
	if set == nil {
		set = map[string]string{}
	}
	return compiler.Options{Set: set, Seed: m.Seed, MaxMemory: m.Memory, NeedRun: true, Out: m.Out}
}

// finished is the result of a cell that has run to its end; nil if it has not.
func (m *manifest) finished(c manifestCell) *experiment.Result {
	return experiment.Finished(m.Out, c.Experiment, c.Cell, c.SpecHash, m.Version)
}

// errChanged says that a cell is not that of the manifest any more.
var errChanged = errors.New("the model or a file it reads has changed since the manifest was written; submit it anew")

// current fails if the model as it is now has other cells than the manifest.
func (m *manifest) current() error {
	checked, err := compiler.Check(m.Model, m.options())
	if err != nil {
		return err
	}
	if checked.Diags.HasErrors() {
		return errChanged
	}
	known := cellsByName(checked.Model)
	same := make([]bool, len(m.Cells))
	kernels.Parallel(len(m.Cells), func(i int) {
		c := m.Cells[i]
		cell, ok := known[cellKey{c.Experiment, c.Cell}]
		if !ok {
			return
		}
		checked, err := compiler.Check(m.Model, cellOptions(m.options(), cell))
		same[i] = err == nil && !checked.Diags.HasErrors() && checked.Model.SpecHash() == c.SpecHash
	})
	if slices.Contains(same, false) {
		return errChanged
	}
	return nil
}

// part reads A:B, cells A to B-1; "" is all of them.
func (m *manifest) part(text string) ([]manifestCell, error) {
	if text == "" {
		return m.Cells, nil
	}
	from, to, ok := strings.Cut(text, ":")
	a, err1 := strconv.Atoi(from)
	b, err2 := strconv.Atoi(to)
	if !ok || err1 != nil || err2 != nil || a < 0 || b < a || a > len(m.Cells) {
		return nil, fmt.Errorf("--cells takes A:B, from cell A up to but without cell B, of %d; not %q", len(m.Cells), text)
	}
	return m.Cells[a:min(b, len(m.Cells))], nil
}

// runManifest runs some cells of a manifest, those finished before left out.
func runManifest(s streams, f *runFlags, path string) int {
	m, err := readManifest(path)
	if err != nil {
		return fileError(s, err)
	}
	cells, err := m.part(f.cells)
	if err != nil {
		fmt.Fprintf(s.err, "nefc run: %v\n", err)
		return exitUsage
	}
	checked, err := compiler.Check(m.Model, m.options())
	if err != nil {
		return fileError(s, err)
	}
	f.out = m.Out
	stop := listen(s)
	defer stop.close()
	stop.simulating.Store(true)
	run := &manifestRun{s: s, f: f, m: m, stop: stop, known: cellsByName(checked.Model)}
	code, err := run.all(cells)
	if err != nil {
		return fileError(s, err)
	}
	return code
}

// patience is how long a task waits for a cell that another process runs: long
// enough for a file system to notice that the machine of that process has died.
const patience = 2 * time.Minute

// all runs cells in order, but those first that no other process is at; the
// others come last, and are mostly finished by then.
func (x *manifestRun) all(cells []manifestCell) (int, error) {
	code := exitFine
	for since := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		var left []manifestCell
		var held *files.Held
		for _, c := range cells {
			worse, err := x.cell(c)
			if errors.As(err, &held) {
				left = append(left, c)
				continue
			}
			if err != nil {
				return exitFiles, fmt.Errorf("cell %s of %s: %w", c.Cell, c.Experiment, err)
			}
			if code = max(code, worse); code == exitFiles {
				return code, nil
			}
			since = time.Now()
		}
		if len(left) == 0 {
			return code, nil
		}
		if time.Since(since) > patience || x.stop.stopped() {
			return exitFiles, fmt.Errorf("%d cells are left to others: %w", len(left), held)
		}
		cells = left
	}
}

// manifestRun runs cells of a manifest one after the other.
type manifestRun struct {
	s     streams
	f     *runFlags
	m     *manifest
	stop  *interrupt
	known map[cellKey]model.Cell
	built *compiler.Compiled // of the last cell: the next one may share it
}

// cell runs one cell, unless it had run before, and returns the exit code.
func (x *manifestRun) cell(c manifestCell) (int, error) {
	cell, ok := x.known[cellKey{c.Experiment, c.Cell}]
	if !ok {
		return exitFiles, fmt.Errorf("%s has no such cell any more: it was changed since the manifest was written", x.m.Model)
	}
	release, err := claimCell(x.s, x.m.Out, c.Experiment, c.Cell)
	if err != nil {
		return exitFiles, err
	}
	defer release()
	r := &cellRun{hash: c.SpecHash, built: x.built}
	r.Cell = cell
	r.run(x.f, x.m.Model, x.m.options(), c.Experiment, x.stop)
	x.built = r.built
	show(x.s, r.diags, r.sources)
	if r.err != nil {
		return exitFiles, r.err
	}
	if r.Result != nil {
		sayBegunAnew(x.s, x.m.Out, r.Result)
	}
	if r.code != exitFiles && !x.f.quiet {
		word := "ran"
		if r.Before {
			word = "had run before"
		}
		x.s.say("cell", cellFields(c.Experiment, r), "%s %s\n", filepath.ToSlash(filepath.Join(c.Experiment, c.Cell)), word)
	}
	return r.code, nil
}

// cellKey names a cell of a model.
type cellKey struct{ experiment, cell string }

// cellsByName lists all cells of a model.
func cellsByName(m *model.Model) map[cellKey]model.Cell {
	out := map[cellKey]model.Cell{}
	for _, e := range m.Experiments {
		for _, cell := range e.Cells() {
			out[cellKey{e.Name, cell.Name}] = cell
		}
	}
	return out
}

// manifestArg reads the manifest a command is given; what is wrong is said, with
// the exit code.
func manifestArg(s streams, command string, args []string) (*manifest, int) {
	if len(args) != 1 {
		fmt.Fprintf(s.err, "nefc %s: which manifest? `nefc %s out/manifest-….json`\n", command, command)
		return nil, exitUsage
	}
	m, err := readManifest(args[0])
	if err != nil {
		return nil, fileError(s, err)
	}
	return m, exitFine
}
