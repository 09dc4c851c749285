package experiment

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/internal/size"
)

// interruption is a model whose runs can be interrupted, and how its records lie.
type interruption struct {
	t        *testing.T
	compiled *compiler.Compiled
}

// interruptible compiles a model; what its runs record lies on the disk until
// the test ends.
func interruptible(t *testing.T, text string) *interruption {
	t.Helper()
	was := toDisk
	toDisk = 0
	t.Cleanup(func() { toDisk = was })
	return &interruption{t, compilertest.Compile(t, text)}
}

// run runs the model, until the look at the clock behind a step of a phase if
// one is named.
func (m *interruption) run(dir string, opts Options, phase string, until int) *Result {
	m.t.Helper()
	res, err := m.try(dir, opts, phase, until)
	if err != nil || res.Diags.HasErrors() {
		m.t.Fatal(err, res.Diags)
	}
	return res
}

func (m *interruption) try(dir string, opts Options, phase string, until int) (*Result, error) {
	stop := make(chan struct{})
	opts.Dir, opts.Stop = dir, stop
	opts.Progress = func(name string, done, _ int) {
		if name == phase && done == until {
			close(stop)
		}
	}
	if opts.CheckpointEvery == 0 {
		opts.CheckpointEvery = time.Hour
	}
	return Run(m.compiled.Program, m.compiled.Program.Experiments[0], 0, opts)
}

// folder reads all files of a folder; summaries without their times.
func folder(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if d.Name() == "summary.json" {
			s := Summary{}
			if err := json.Unmarshal(b, &s); err != nil {
				return err
			}
			s.BuildSeconds, s.SimulateSeconds = 0, 0
			if b, err = json.Marshal(&s); err != nil {
				return err
			}
		}
		name, _ := filepath.Rel(dir, path)
		out[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func copyFolder(t *testing.T, from string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return to
}

func sameFolder(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	if !maps.Equal(got, want) {
		t.Errorf("%s: files %v, want %v, or another content", what, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
}

// harmed is a way a checkpoint or its records may come to harm.
type harmed struct {
	what string
	do   func(dir string) error
}

func changed(name string, change func([]byte) []byte) harmed {
	return harmed{name, func(dir string) error {
		path := filepath.Join(dir, "e", name)
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(path, change(b), 0o644)
	}}
}

// flips is how many bits of a file are flipped; LONG=1 go test flips more.
func flips() int {
	if os.Getenv("LONG") != "" {
		return 200
	}
	return 4
}

// Whatever happens to a checkpoint and its records, the run comes to the bytes
// of one that was left alone: a bit that flips, a cut, a file that goes or is
// that of another run.
func TestDamagedCheckpointsAreNotUsed(t *testing.T) {
	m := interruptible(t, recorded)
	whole, before := t.TempDir(), t.TempDir()
	m.run(whole, Options{}, "", 0)
	want := folder(t, whole)
	m.run(before, Options{}, "two", 256)
	files := []string{".checkpoint", ".one.records", ".two.records"}
	sizes := map[string]int{}
	for _, name := range files {
		info, err := os.Stat(filepath.Join(before, "e", name))
		if err != nil || info.Size() < 1000 {
			t.Fatal(name, info, err)
		}
		sizes[name] = int(info.Size())
	}
	other := t.TempDir()
	interruptible(t, strings.Replace(recorded, "seed 3", "seed 4", 1)).run(other, Options{}, "two", 256)
	earlier := t.TempDir()
	m.run(earlier, Options{}, "two", 0)
	var harms []harmed
	for _, name := range files {
		r := rng.Stream(1, "damage", name)
		used := sizes[name]
		if name == ".two.records" {
			used = 512 * 8 // of its first column; behind what is recorded nothing is read
		}
		for range flips() {
			at, bit := r.IntN(used), r.IntN(8)
			harms = append(harms, changed(name, func(b []byte) []byte { b[at] ^= 1 << bit; return b }))
		}
		for _, n := range []int{0, 32, 50, used - 1} {
			harms = append(harms, changed(name, func(b []byte) []byte { return b[:n] }))
		}
		path := func(dir string) string { return filepath.Join(dir, "e", name) }
		harms = append(harms, harmed{name + " gone", func(dir string) error { return os.Remove(path(dir)) }},
			harmed{name + " of an earlier moment", func(dir string) error { return os.Rename(path(copyFolder(t, earlier)), path(dir)) }},
			harmed{name + " of another run", func(dir string) error { return os.Rename(path(copyFolder(t, other)), path(dir)) }},
			harmed{name + " a folder", func(dir string) error { return errors.Join(os.Remove(path(dir)), os.Mkdir(path(dir), 0o755)) }})
	}
	for _, h := range harms {
		dir := copyFolder(t, before)
		if err := h.do(dir); err != nil {
			t.Fatal(h.what, err)
		}
		res := m.run(dir, Options{}, "", 0)
		if res.BegunAnew == "" && h.what == checkpointName {
			t.Error("a changed checkpoint was not noticed")
		}
		if (res.BegunAnew != "") == (res.Resumed > 0) {
			t.Errorf("%s: begun anew %q, went on at %g", h.what, res.BegunAnew, res.Resumed)
		}
		sameFolder(t, h.what, folder(t, dir), want)
	}
}

// A checkpoint is that of one model, experiment, cell and version of nefc.
func TestIdentityOfACheckpoint(t *testing.T) {
	mine := identity{"1", "h", "p", "e", "c"}
	if err := mine.same(mine); err != nil {
		t.Error(err)
	}
	for want, other := range map[string]identity{
		"another version of nefc wrote it":          {"2", "h", "p", "e", "c"},
		"it is that of another model":               {"1", "g", "p", "e", "c"},
		"it is that of another experiment or cell":  {"1", "h", "p", "f", "c"},
		"it is that of another experiment or cell ": {"1", "h", "p", "e", "d"},
		"it is that of another program":             {"1", "h", "q", "e", "c"},
	} {
		if err := mine.same(other); err == nil || err.Error() != strings.TrimSpace(want) {
			t.Errorf("%v: %v, want %q", other, err, want)
		}
	}
}

// Another cell's checkpoint in this cell's folder is not gone on from.
func TestCheckpointOfAnotherCell(t *testing.T) {
	m := interruptible(t, recorded)
	dir, want := t.TempDir(), t.TempDir()
	m.run(want, Options{Cell: "two"}, "", 0)
	m.run(dir, Options{Cell: "one"}, "two", 0)
	if err := os.Rename(filepath.Join(dir, "e", "one"), filepath.Join(dir, "e", "two")); err != nil {
		t.Fatal(err)
	}
	if res := m.run(dir, Options{Cell: "two"}, "", 0); res.BegunAnew != "it is that of another experiment or cell" || res.Resumed > 0 {
		t.Errorf("begun anew %q, went on at %g", res.BegunAnew, res.Resumed)
	}
	sameFolder(t, "another cell", folder(t, dir), folder(t, want))
}

// A run that fails keeps what an earlier one can go on from, both parts of it; a
// run with --again begins anew without a word.
func TestFailedRunKeepsItsCheckpoint(t *testing.T) {
	m := interruptible(t, recorded)
	want, dir := t.TempDir(), t.TempDir()
	m.run(want, Options{}, "", 0)
	m.run(dir, Options{}, "two", 0)
	blocked := filepath.Join(dir, "e", "two")
	if err := errors.Join(os.RemoveAll(blocked), os.WriteFile(blocked, nil, 0o644)); err != nil {
		t.Fatal(err)
	}
	if _, err := m.try(dir, Options{}, "", 0); err == nil {
		t.Fatal("a file where a folder should be, and no error")
	}
	if err := os.Remove(blocked); err != nil {
		t.Fatal(err)
	}
	if res := m.run(dir, Options{}, "", 0); res.Resumed == 0 || res.BegunAnew != "" {
		t.Errorf("went on at %g, begun anew %q", res.Resumed, res.BegunAnew)
	}
	sameFolder(t, "after a failure", folder(t, dir), folder(t, want))
	m.run(dir, Options{}, "two", 0)
	if res := m.run(dir, Options{Anew: true}, "", 0); res.Resumed > 0 || res.BegunAnew != "" {
		t.Errorf("again: went on at %g, begun anew %q", res.Resumed, res.BegunAnew)
	}
	sameFolder(t, "again", folder(t, dir), folder(t, want))
}

// A run that fails before its first checkpoint leaves no records.
func TestFailedRunLeavesNoRecords(t *testing.T) {
	m := interruptible(t, recorded)
	dir := t.TempDir()
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "e"), 0o755), os.WriteFile(filepath.Join(dir, "e", "two"), nil, 0o644)); err != nil {
		t.Fatal(err)
	}
	if _, err := m.try(dir, Options{}, "", 0); err == nil {
		t.Fatal("a file where a folder should be, and no error")
	}
	if left := recordsIn(filepath.Join(dir, "e")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Records are not written through a link that lies in their place.
func TestRecordsAreNotWrittenThroughLinks(t *testing.T) {
	m := interruptible(t, recorded)
	dir, precious := t.TempDir(), filepath.Join(t.TempDir(), "precious")
	if err := os.WriteFile(precious, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "e", ".one.records")
	if err := os.Mkdir(filepath.Dir(link), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(precious, link); err != nil {
		t.Skip(err)
	}
	m.run(dir, Options{}, "two", 0)
	if b, err := os.ReadFile(precious); err != nil || string(b) != "mine" {
		t.Errorf("the file a link points at is now %q, %v", b, err)
	}
	moved := filepath.Join(dir, "moved")
	if err := errors.Join(os.Rename(link, moved), os.Symlink(moved, link)); err != nil {
		t.Fatal(err)
	}
	if res := m.run(dir, Options{}, "", 0); !strings.Contains(res.BegunAnew, ".one.records") {
		t.Errorf("begun anew %q", res.BegunAnew)
	}
}

// A file of records that is cut while a run writes to it, or that the disk has no
// room for, is an error, not the end of the process; the next run is right.
func TestRecordsThatAreCutUnderTheRun(t *testing.T) {
	m := interruptible(t, recorded)
	want, dir := t.TempDir(), t.TempDir()
	m.run(want, Options{}, "", 0)
	opts := Options{Dir: dir, CheckpointEvery: time.Nanosecond}
	opts.Progress = func(phase string, done, _ int) {
		if phase == "two" && done == 512 {
			if err := os.Truncate(filepath.Join(dir, "e", ".two.records"), 0); err != nil {
				t.Error(err)
			}
		}
	}
	_, err := Run(m.compiled.Program, m.compiled.Program.Experiments[0], 0, opts)
	if err == nil || !strings.Contains(err.Error(), ".two.records: no space left on the disk") {
		t.Error(err)
	}
	if res := m.run(dir, Options{}, "", 0); !strings.Contains(res.BegunAnew, ".two.records, which it speaks of, is not there or was changed") {
		t.Errorf("begun anew %q", res.BegunAnew)
	}
	sameFolder(t, "records cut", folder(t, dir), folder(t, want))
}

// Spikes of which there are more than a disk takes end a run while there is room for what was
// recorded, and that is written.
func TestSpikesThatFillTheDisk(t *testing.T) {
	m := interruptible(t, "seed 1\nensemble a 2000 gain 1 bias 1000\nprobe a.spikes\nrun 1000s\n")
	was := freeOn
	defer func() { freeOn = was }()
	freeOn = func(string) (float64, bool) { return 100e6, true }
	dir := t.TempDir()
	res, err := m.try(dir, Options{}, "", 0)
	if err == nil || !strings.Contains(err.Error(), "has 100 MB left: it ended there, and what was recorded until then is written") {
		t.Fatal(err)
	}
	if !res.Interrupted || res.Finished || len(res.Phases) != 1 || res.Phases[0].Steps < 1000 {
		t.Errorf("%+v", res.Summary)
	}
	at, err := os.Stat(filepath.Join(dir, "main", "run", "probes.npz"))
	if err != nil || at.Size() < 40e6 || at.Size() > 100e6 {
		t.Errorf("%v, %v", at, err)
	}
	if left := recordsIn(filepath.Join(dir, "main")); left != nil {
		t.Errorf("%v are left", left)
	}
}

// A file that a checkpoint says was written is missed.
func TestCheckpointMissesFiles(t *testing.T) {
	m := interruptible(t, recorded)
	want, dir := t.TempDir(), t.TempDir()
	m.run(want, Options{}, "", 0)
	m.run(dir, Options{}, "two", 0)
	if err := os.Remove(filepath.Join(dir, "e", "one.csv")); err != nil {
		t.Fatal(err)
	}
	if res := m.run(dir, Options{}, "", 0); res.BegunAnew != "one.csv, which it speaks of, is not there" {
		t.Errorf("begun anew %q", res.BegunAnew)
	}
	sameFolder(t, "a file less", folder(t, dir), folder(t, want))
}

// changing is an experiment in which much is different from phase to phase.
const changing = `seed 5
param lr = 1e-3
node u = 2*sin(6*t)
node noise = white_noise(normal(0, 1))
ensemble a 30
ensemble b 20 neurons alif
ensemble s 15 neurons poisson_spiking(lif_rate)
connect u -> a
connect noise -> s synapse alpha(20ms)
connect c: a -> b
learn pes err = b - a rate lr on c
connect d: a.neurons -> s.neurons weights 1e-5
learn oja on d
connect g: s -> s
learn voja on g
probe a, b, s synapse 10ms
probe b.spikes
probe c.weights, d.weights every 20ms
experiment e {
  phase one 300ms { freeze d }
  expect mean(b) < 10
  plot a to "one.svg"
  export weights c to "c.npz"
  phase two 300ms { scale d by 2; set lr = 1e-4; freeze c }
  export weights d to "d.npz"
  expect mean(b) < -10
  phase three 333ms { reset time }
  plot b to "three.svg" in two
  expect rmse(b, a) < 10 in one
  export probes b to "b.csv"
}
`

// Interrupted in any phase, and once more while it goes on, a run comes to the
// files, the summary and the diagnostics of one that was left alone.
func TestGoesOnInAnyPhase(t *testing.T) {
	for _, onDisk := range []size.Bytes{0, 1e9} {
		m := interruptible(t, changing)
		toDisk = onDisk
		finish := func(dir string, phases ...string) *Result {
			t.Helper()
			for _, phase := range phases {
				if res, err := m.try(dir, Options{}, phase, 0); err != nil || !res.Interrupted || res.Finished {
					t.Fatalf("not interrupted in %s: %+v, %v", phase, res, err)
				}
			}
			res, err := m.try(dir, Options{}, "", 0)
			if err != nil || !res.Finished || res.BegunAnew != "" {
				t.Fatal(err, res.BegunAnew)
			}
			return res
		}
		whole := t.TempDir()
		want := finish(whole)
		if len(want.Diags) < 2 || want.Resumed != 0 {
			t.Errorf("%d diagnostics, went on at %g", len(want.Diags), want.Resumed)
		}
		for _, phases := range [][]string{{"one"}, {"two"}, {"three"}, {"one", "two", "three"}} {
			dir := t.TempDir()
			got := finish(dir, phases...)
			sameFolder(t, strings.Join(phases, ", "), folder(t, dir), folder(t, whole))
			if got.Diags.Error() != want.Diags.Error() || len(got.Files) != len(want.Files) || !(got.Resumed > 0) {
				t.Errorf("%v: %v, files %v, went on at %g", phases, got.Diags, got.Files, got.Resumed)
			}
		}
	}
}
