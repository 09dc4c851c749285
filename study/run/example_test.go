package run_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/study/run"
)

// A tool runs the experiments of a model, follows them, and reads what they came to.
func Example() {
	dir, err := os.MkdirTemp("", "nefc-example-")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "m.nef")
	if err := os.WriteFile(path, []byte("param k = 1\nnode u = k*t\nprobe u\nexperiment ramp {\n  sweep k in [1, 2]\n  run 10ms\n  expect max(u) < 15e-3\n}\n"), 0o644); err != nil {
		log.Fatal(err)
	}
	job := &run.Job{Path: path, Dir: filepath.Join(dir, "out"), Workers: 1, Watch: func(e run.Event) {
		switch e := e.(type) {
		case run.Begins:
			fmt.Println("begins:", e.Experiment.Name)
		case run.CellDone:
			fmt.Println("a cell is done")
		}
	}}
	checked, err := compiler.Check(job.Path, job.Options)
	if err != nil || checked.Diags.HasErrors() {
		log.Fatal(err, checked.Diags)
	}
	results, err := job.Experiments(checked, checked.Model.Experiments)
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range results[0].Cells {
		fmt.Println(c.Cell.Name, c.Result.Expectations[0].Outcome, *c.Result.Expectations[0].Value)
	}
	fmt.Println("failed:", run.Worst(results) == run.Failed)
	// Output:
	// begins: ramp
	// a cell is done
	// a cell is done
	// k=1 met 0.01
	// k=2 failed 0.02
	// failed: true
}
