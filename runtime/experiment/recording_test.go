package experiment

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/size"
	"github.com/nefc/nefc/runtime/mapped"
	"github.com/nefc/nefc/runtime/session"
)

const recorded = `seed 3
node u = [sin(6*t), cos(5*t)]
ensemble a 40 dims 2
ensemble b 30 neurons poisson_spiking(lif_rate)
connect u -> a
connect u[0] -> b
probe u
probe a synapse 10ms every 3ms
probe a.spikes
probe b.spikes
experiment e {
  phase one 300ms
  export probes u to "one.csv"
  phase two 700ms
  expect rmse(u[0], sin(6*t)) < 1e-6 in one
}
`

// What is recorded on the disk is what is recorded in memory, also when the run
// is interrupted in the second phase and goes on; nothing else is left behind.
func TestRecordsOnDisk(t *testing.T) {
	defer func(was size.Bytes) { toDisk = was }(toDisk)
	c := compilertest.Compile(t, recorded)
	run := func(dir string, at size.Bytes, interrupt bool) *Result {
		t.Helper()
		toDisk = at
		stop := make(chan struct{})
		progress := func(phase string, done, _ int) {
			if interrupt && phase == "two" && done == 256 {
				close(stop)
			}
		}
		res, err := Run(c.Program, c.Program.Experiments[0], 0, Options{Dir: dir, Stop: stop, Progress: progress, CheckpointEvery: time.Hour})
		if err != nil || res.Diags.HasErrors() {
			t.Fatal(err, res.Diags)
		}
		return res
	}
	memory, disk := t.TempDir(), t.TempDir()
	run(memory, 1e9, false)
	if res := run(disk, 0, true); !res.Interrupted {
		t.Fatal("not interrupted")
	}
	if res := run(disk, 0, false); res.Resumed == 0 {
		t.Error("did not go on from the checkpoint")
	}
	for _, name := range []string{"one/probes.npz", "two/probes.npz", "one.csv"} {
		want, err1 := os.ReadFile(filepath.Join(memory, "e", name))
		got, err2 := os.ReadFile(filepath.Join(disk, "e", name))
		if err1 != nil || err2 != nil || !bytes.Equal(got, want) {
			t.Errorf("%s differs: %v, %v", name, err1, err2)
		}
	}
	left, err := filepath.Glob(filepath.Join(disk, "e", ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// What a finished run left for going on is removed; of nothing there is nothing to
// remove.
func TestForget(t *testing.T) {
	dir := t.TempDir()
	cell := filepath.Join(dir, "e", "c")
	if err := Forget(dir, "e", "c"); err != nil {
		t.Error(err)
	}
	if err := os.MkdirAll(filepath.Join(cell, ".folder.records"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{checkpointName, ".run.records", "run.records", ".records.npz", "summary.json"} {
		if err := os.WriteFile(filepath.Join(cell, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := Forget(dir, "e", "c"); err != nil {
		t.Error(err)
	}
	left, err := os.ReadDir(cell)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range left {
		names = append(names, e.Name())
	}
	if len(names) != 4 || names[0] != ".folder.records" || names[1] != ".records.npz" || names[2] != "run.records" || names[3] != "summary.json" {
		t.Errorf("left: %v", names)
	}
}

// Memory is given back every 16 MB that are recorded.
func TestMemoryIsGivenBack(t *testing.T) {
	if !files.CanMap {
		t.Skip("nothing can be mapped here")
	}
	room, err := mapped.Create(filepath.Join(t.TempDir(), ".p.records"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(room.Close)
	text := "seed 1\nnode u = [" + strings.Repeat("t, ", 999) + "t]\nprobe u\nexperiment e {\n  run 10ms\n}\n"
	r := &runner{session: session.Open(compilertest.Compile(t, text).Program)}
	r.session.Reserve(5000, nil)
	at := 0
	for _, c := range []struct{ steps, released int }{{1000, 0}, {1998, 0}, {1999, 8 * 1999 * 1001}, {3000, 8 * 1999 * 1001}, {4000, 8 * 4000 * 1001}} {
		for ; at < c.steps; at++ {
			if err := r.session.Step(); err != nil {
				t.Fatal(err)
			}
		}
		err := errors.Join(r.tidy("run", nil), r.tidy("run", room))
		if err != nil || r.released != c.released {
			t.Errorf("after %d steps memory was given back at %d bytes, want %d; %v", at, r.released, c.released, err)
		}
	}
}
