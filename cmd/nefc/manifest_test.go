package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/study/manifest"
)

const sweepModel = `seed 1
param k = 1
node u = k*sin(6*t)
probe u
experiment e {
  seeds 1:3
  sweep k in [1, 2, 3]
  run 10ms
  expect mean(u) < 0.07
  plot mean(u) over k to "a.svg"
}
experiment alone {
  run 10ms
}
`

// listed writes a model and a manifest of its cells, and returns both paths.
func listed(t *testing.T, args ...string) (model, manifest, tasks string) {
	t.Helper()
	dir := t.TempDir()
	model = filepath.Join(dir, "m.nef")
	write(t, model, sweepModel)
	out, code := invoke(append(append([]string{"run", "--on", "list"}, args...), model)...)
	found, err := filepath.Glob(filepath.Join(dir, "out", "manifest-*.json"))
	if code != cli.ExitFine || err != nil || len(found) != 1 {
		t.Fatalf("exits %d, %v, %s", code, found, out)
	}
	return model, found[0], out
}

// Cells are dealt to tasks in order, each once.
func TestTasks(t *testing.T) {
	for bundle, want := range map[int][]string{0: {"0:7"}, 1: {"0:1", "1:2", "2:3", "3:4", "4:5", "5:6", "6:7"}, 3: {"0:3", "3:6", "6:7"}, 7: {"0:7"}, 9: {"0:7"}} {
		_, manifest, out := listed(t, "--bundle", fmt.Sprint(bundle))
		var lines []string
		for _, cells := range want {
			lines = append(lines, "nefc run --quiet --cells "+cells+" "+manifest+"\n")
		}
		if out != strings.Join(lines, "") {
			t.Errorf("bundles of %d:\n%s", bundle, out)
		}
	}
}

// Status, runs and gather of a manifest agree on what is finished, and none of them
// takes another model for the one that was planned.
func TestManifestIsWorkedOff(t *testing.T) {
	model, manifest, _ := listed(t)
	check := func(want string, code int, args ...string) {
		t.Helper()
		out, got := invoke(args...)
		if got != code || !regexp.MustCompile(want).MatchString(out) {
			t.Errorf("%v exits %d, want %d and %q:\n%s", args, got, code, want, out)
		}
	}
	check(`^0 of 7 cells are finished\nmissing: 0:7\n$`, cli.ExitModel, "status", manifest)
	check(`^e/seed=1,k=2 ran\n$`, cli.ExitFine, "run", "--cells", "1:2", manifest)
	check(`\ne/seed=1,k=3 ran\ne/seed=2,k=1 ran\n$`, cli.ExitModel, "run", "--cells", "2:4", manifest)
	check(`^$`, cli.ExitFine, "run", "--quiet", "--cells", "1:2", manifest)
	check(`^e/seed=1,k=2 had run before\n$`, cli.ExitFine, "run", "--cells", "1:2", manifest)
	check(`^3 of 7 cells are finished, in 1 of them an expectation failed\nmissing: 0:1 4:7\n$`, cli.ExitModel, "status", manifest)
	check(`3 of 6 cells of e are missing; .nefc status. lists them`, cli.ExitFiles, "gather", manifest)
	check(`^e: 3 of 6 cells gathered\n$`, cli.ExitModel, "gather", "--partial", manifest)
	check(`alone ran\n$`, cli.ExitModel, "run", manifest)
	check(`^7 of 7 cells are finished, in 2 of them an expectation failed\n$`, cli.ExitFine, "status", manifest)
	check(`^e: 6 of 6 cells gathered\n$`, cli.ExitModel, "gather", manifest)
	check(`takes A:B`, cli.ExitUsage, "run", "--cells", "9", manifest)
	for _, command := range []string{"status", "gather"} {
		check(`which manifest`, cli.ExitUsage, command)
		check(`which manifest`, cli.ExitUsage, command, manifest, manifest)
		check(`no such file`, cli.ExitFiles, command, filepath.Join(filepath.Dir(manifest), "manifest-0.json"))
	}
	write(t, model, strings.Replace(sweepModel, "seed 1\n", "seed 1\n\n# a comment\n", 1))
	check(`^7 of 7`, cli.ExitFine, "status", manifest)
	for _, changed := range []string{strings.Replace(sweepModel, "6*t", "7*t", 1), strings.Replace(sweepModel, "[1, 2, 3]", "[1, 2]", 1), strings.Replace(sweepModel, "alone", "along", 1), sweepModel + "nonsense\n", sweepModel + "probe again: u\n"} {
		write(t, model, changed)
		for _, args := range [][]string{{"status", manifest}, {"gather", manifest}, {"gather", "--partial", manifest}} {
			check(`the model or a file it reads has changed since the manifest was written; submit it again`, cli.ExitFiles, args...)
		}
	}
	write(t, model, strings.Replace(sweepModel, "[1, 2, 3]", "[1, 2, 4]", 1))
	check(`has no cell seed=1,k=3 of e any more|has changed since`, cli.ExitFiles, "run", manifest)
	if err := os.Remove(model); err != nil {
		t.Fatal(err)
	}
	check(`no such file`, cli.ExitFiles, "status", manifest)
	text, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	other := strings.Replace(string(text), version.Name(), "v0.1", 1)
	hash := fmt.Sprintf("%x", sha256.Sum256([]byte(strings.TrimSuffix(other, "\n"))))[:12]
	path := filepath.Join(filepath.Dir(manifest), "manifest-"+hash+".json")
	write(t, path, other)
	for _, command := range []string{"status", "gather", "run"} {
		check(`was written by nefc v0.1, this is `, cli.ExitFiles, command, path)
	}
	write(t, path, other+" ")
	check(`is no manifest, or was changed`, cli.ExitFiles, "status", path)
}

// What the command line sets is part of a manifest.
func TestManifestKeepsOptions(t *testing.T) {
	_, path, _ := listed(t, "--only", "alone", "--set", "k=3", "--seed", "7", "--max-memory", "2GB")
	m, err := manifest.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	if o := m.Job().Options; o.Set["k"] != "3" || o.Seed == nil || *o.Seed != 7 || o.MaxMemory != 2e9 || !o.NeedRun || len(m.Cells) != 1 || m.Cells[0].Experiment != "alone" || m.Cells[0].Cell != "" {
		t.Errorf("%+v, %+v", o, m)
	}
	if out, code := invoke("run", path); code != cli.ExitFine {
		t.Error(out)
	}
	b, err := os.ReadFile(filepath.Join(m.Out, "alone", "summary.json"))
	if err != nil || !strings.Contains(string(b), `"k": 3`) || !strings.Contains(string(b), `"seed": 7`) {
		t.Errorf("%v %s", err, b)
	}
}
