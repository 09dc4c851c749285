package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/internal/version"
)

const swept = `param k = 1
node u = k
probe u
experiment e {
  seeds 1:3
  sweep k in [1, 2, 3]
  run 10ms
  expect mean(u) < 2.5
  expect mean(u) > 0 when mean(u) > 5
  expect median(mean(u)) < 2.5 over seeds
}
`

// runSwept runs the model and returns what is printed.
func runSwept(t *testing.T, model string, args ...string) (string, int) {
	t.Helper()
	return invoke(append(append([]string{"run"}, args...), model)...)
}

// What cells came to is counted, told once and not computed again.
func TestCells(t *testing.T) {
	model := filepath.Join(t.TempDir(), "m.nef")
	write(t, model, swept)
	out, code := runSwept(t, model, "--workers", "2")
	if code != cli.ExitModel {
		t.Errorf("exits %d", code)
	}
	for _, want := range []string{
		`(?m)^  met    expect median\(mean\(u\)\) < 2.5 over seeds  \(1\)  k=1$`, `(?m)^  failed expect median\(mean\(u\)\) < 2.5 over seeds  \(3\)  k=3$`,
		`(?m)^e: 6 of 6 cells ran in .*, 2 at a time$`, `(?m)^  4 of 6 cells met expect mean\(u\) < 2.5$`, `note: in cell seed=1,k=3, and in 1 of the other 5`,
		`(?m)^  skipped expect mean\(u\) > 0: its .when. holds in no cell$`,
		`(?m)^  wrote .*cells.csv$`, `(?m)^  wrote .*cells.parquet$`, `(?m)^  and a folder for each cell in .*out.e$`,
	} {
		if !regexp.MustCompile(want).MatchString(out) {
			t.Errorf("without %s:\n%s", want, out)
		}
	}
	if strings.Contains(out, "had run before") || strings.Count(out, "NEF072") != 1 || strings.Contains(out, "not all cells ran") {
		t.Error(out)
	}
	out, code = runSwept(t, model)
	if code != cli.ExitModel || !strings.Contains(out, "  6 of them had run before and are the same; --again runs them anyway\n") || !strings.Contains(out, "  4 of 6 cells met expect") {
		t.Errorf("exits %d: %s", code, out)
	}
	if out, _ = runSwept(t, model, "--again"); strings.Contains(out, "had run before") {
		t.Error(out)
	}
	if out, code = runSwept(t, model, "--quiet"); code != cli.ExitModel || strings.Contains(out, "cells") {
		t.Errorf("exits %d: %s", code, out)
	}
}

// A cell is finished if its model is the one that ran, and all its files are there.
func TestFinishedCells(t *testing.T) {
	model := filepath.Join(t.TempDir(), "m.nef")
	write(t, model, swept)
	runSwept(t, model)
	cell := filepath.Join(filepath.Dir(model), "out", "e", "seed=1,k=2")
	probes := filepath.Join(cell, "run", "probes.npz")
	good, err := os.ReadFile(probes)
	if err != nil {
		t.Fatal(err)
	}
	before := func(want string) {
		t.Helper()
		if out, _ := runSwept(t, model); !strings.Contains(out, want) {
			t.Errorf("without %q:\n%s", want, out)
		}
		if now, err := os.ReadFile(probes); err != nil || string(now) != string(good) {
			t.Errorf("the file is not what it was: %v", err)
		}
	}
	before("6 of them had run before")
	for _, spoil := range []func() error{
		func() error { return os.Remove(probes) },
		func() error { return os.WriteFile(probes, good[:len(good)-1], 0o644) },
		func() error { return os.WriteFile(filepath.Join(cell, "summary.json"), []byte("{"), 0o644) },
		func() error { return os.RemoveAll(cell) },
	} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		before("5 of them had run before")
		before("6 of them had run before")
	}
	summary := filepath.Join(cell, "summary.json")
	text, err := os.ReadFile(summary)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{{version.Name(), "v0.1"}, {`"finished": true`, `"finished": false`}, {`"cell": "seed=1,k=2"`, `"cell": "seed=1,k=3"`}, {`"experiment": "e"`, `"experiment": "f"`}, {`"spec_hash": "`, `"spec_hash": "0`}} {
		other := strings.Replace(string(text), change[0], change[1], 1)
		if other == string(text) {
			t.Fatalf("%q is not in the summary", change[0])
		}
		write(t, summary, other)
		before("5 of them had run before")
	}
	write(t, model, strings.Replace(swept, "< 2.5\n", "< 2.6\n", 1))
	if out, _ := runSwept(t, model); strings.Contains(out, "had run before") {
		t.Errorf("another limit is the same:\n%s", out)
	}
}

// A cell that cannot be built fails alone, and what several cells found is said
// once.
func TestCellsFailAlone(t *testing.T) {
	model := filepath.Join(t.TempDir(), "m.nef")
	write(t, model, "param n = 5\nensemble a n\nprobe a\nexperiment e {\n  seeds 1:3\n  sweep n in [20, 0]\n  run 1ms\n}\n")
	out, code := runSwept(t, model)
	if code != cli.ExitModel || !strings.Contains(out, "e: 2 of 4 cells ran") || strings.Count(out, "error[") != 1 || !strings.Contains(out, "| ensemble a n\n") || !strings.Contains(out, "in cell seed=1,n=0, and in 1 of the other 3") {
		t.Errorf("exits %d: %s", code, out)
	}
}

// A cell whose folder cannot be written fails alone, and says so: the others run, and
// run again only it is left.
func TestCellsThatCannotBeWritten(t *testing.T) {
	model := filepath.Join(t.TempDir(), "m.nef")
	write(t, model, "seed 1\nparam k = 1\nnode u = k\nprobe u\nexperiment e {\n  sweep k in [1, 2]\n  run 1ms\n}\nexperiment f {\n  run 1ms\n}\n")
	blocked := filepath.Join(filepath.Dir(model), "out", "e", "k=2")
	if err := os.MkdirAll(filepath.Dir(blocked), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, blocked, "")
	out, code := runSwept(t, model, "--workers", "1")
	if code != cli.ExitFiles || !strings.Contains(out, "nefc: cell k=2: ") || !strings.Contains(out, "nefc: not all cells ran to the end; run again, and finished ones are left out") || !strings.Contains(out, "e: 1 of 2 cells ran") || strings.Contains(out, "\nf: ") {
		t.Errorf("exits %d: %s", code, out)
	}
	out, code = runSwept(t, model, "--json")
	if code != cli.ExitFiles || !strings.Contains(out, `"cell":"k=1"`) || !strings.Contains(out, `"cell":"k=2"`) || strings.Count(out, `"ran":true`) != 1 || strings.Count(out, `"before":true`) != 1 || strings.Count(out, `"exit":3`) != 1 {
		t.Errorf("exits %d: %s", code, out)
	}
	if err := os.Remove(blocked); err != nil {
		t.Fatal(err)
	}
	if out, code := runSwept(t, model); code != cli.ExitFine || !strings.Contains(out, "e: 2 of 2 cells ran") || !strings.Contains(out, "  1 of them had run before") || !strings.Contains(out, "\nf: 1 ms of model time") {
		t.Errorf("exits %d: %s", code, out)
	}
	write(t, filepath.Join(filepath.Dir(model), "nothing"), "")
	for _, only := range []string{"e", "f"} {
		if out, code := runSwept(t, model, "--only", only, "--out", filepath.Join(filepath.Dir(model), "nothing")); code != cli.ExitFiles || !strings.HasPrefix(out, "nefc: ") || strings.Count(out, "\n") != 1 {
			t.Errorf("%s exits %d: %s", only, code, out)
		}
	}
}
