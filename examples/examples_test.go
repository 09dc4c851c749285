// Package examples_test runs the examples as a reader would, and measures the
// doubling experiment over seeds.
package examples_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/runtime/experiment"
)

// run compiles and runs all experiments of a model and returns their results.
func run(t testing.TB, path string, opts compiler.Options) []*experiment.Result {
	t.Helper()
	opts.NeedRun = true
	checked, err := compiler.Check(path, opts)
	if err != nil {
		t.Fatal(err)
	}
	if checked.Diags.HasErrors() {
		t.Fatal(checked.Diags)
	}
	var out []*experiment.Result
	for _, e := range checked.Model.Experiments {
		compiled, diags := compiler.Compile(checked, e.Dt, (*graph.Graph).Verify)
		if compiled == nil {
			t.Fatal(diags)
		}
		r, err := experiment.Run(compiled.Program, compiled.Program.Experiment(e.Name), 0, experiment.Options{Dir: filepath.Join(filepath.Dir(path), "out")})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// copied copies the examples into a folder of the test, so that nothing is
// written into the working tree.
func copied(t testing.TB) string {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(".")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Every example runs without a diagnostic, meets its expectations, and writes
// what it says.
func TestExamples(t *testing.T) {
	dir := copied(t)
	for _, c := range []struct {
		model string
		files []string
	}{
		{"quickstart.nef", []string{"out/quickstart/run/probes.npz", "out/quickstart/values.svg", "out/quickstart/tuning.svg",
			"out/quickstart/weights.svg", "out/quickstart/summary.json"}},
		{"doubling.nef", []string{"out/doubled/train/probes.npz", "out/doubled/test/probes.npz", "out/doubled/trained.npz", "out/doubled/weights.svg"}},
		{"from_zero.nef", []string{"out/learn/learned.npz"}},
		{"two-files/model1.nef", []string{"two-files/out/train/w.npz", "two-files/out/train/tuning1.svg"}},
		{"two-files/model2.nef", []string{"two-files/out/test/run/probes.npz", "two-files/out/test/test.svg"}},
	} {
		for _, r := range run(t, filepath.Join(dir, c.model), compiler.Options{}) {
			for _, d := range r.Diags {
				t.Errorf("%s: %v", c.model, d)
			}
			for _, x := range r.Expectations {
				if x.Outcome != "met" {
					t.Errorf("%s: expect %s: %s", c.model, x.Text, x.Outcome)
				}
			}
		}
		for _, f := range c.files {
			if info, err := os.Stat(filepath.Join(dir, f)); err != nil || info.Size() == 0 {
				t.Errorf("%s did not write %s: %v", c.model, f, err)
			}
		}
	}
}
