package main

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/stdlib"
)

// Every library network meets its own expectations.
func TestLibrary(t *testing.T) {
	for _, name := range stdlib.Networks(edition.Newest()) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out, errs bytes.Buffer
			if code := nefc([]string{"test", "std/" + name}, cli.Streams{Out: &out, Err: &errs}); code != cli.ExitFine {
				t.Errorf("%s%s", out.String(), errs.String())
			}
			if strings.Contains(errs.String(), "warning") {
				t.Errorf("a library network warns:\n%s", errs.String())
			}
			if !strings.Contains(out.String(), "ok 1") {
				t.Errorf("it expects nothing:\n%s", out.String())
			}
		})
	}
}

// The table of stdlib/README.md names every network. LIBRARY_TABLE=1 prints its
// rows anew: what the first expectation of each measures, over ten seeds.
func TestLibraryTable(t *testing.T) {
	if os.Getenv("LIBRARY_TABLE") != "" {
		for _, name := range stdlib.Networks(edition.Newest()) {
			fmt.Println(measured(t, name))
		}
		return
	}
	for _, name := range stdlib.Networks(edition.Newest()) {
		if _, ok := stdlib.Measured(name); !ok {
			t.Errorf("stdlib/README.md has no row for %s", name)
		}
	}
}

// measured is a row of the table.
func measured(t *testing.T, name string) string {
	t.Helper()
	var values []float64
	neurons, met, all := 0, 0, 0
	text := ""
	for seed := range int64(10) {
		checked, err := compiler.Check("std/"+name, compiler.Options{Seed: &seed})
		if err != nil || checked.Diags.HasErrors() {
			t.Fatal(err, checked.Diags)
		}
		neurons = 0
		for _, e := range checked.Model.Ensembles {
			neurons += e.N
		}
		e := checked.Model.Experiments[0]
		c, diags := compiler.Compile(checked, e.Dt, (*graph.Graph).Verify)
		if c == nil {
			t.Fatal(diags)
		}
		result, err := experiment.Run(c.Program, c.Program.Experiment(e.Name), 0, experiment.Options{Dir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		good := true
		for i, x := range result.Expectations {
			good = good && x.Outcome == "met"
			if i == 0 && x.Value != nil {
				values, text = append(values, *x.Value), strings.Split(x.Text, " <")[0]
			}
		}
		if all++; good {
			met++
		}
	}
	row := fmt.Sprintf("| `%s` | %d | %d of %d |", name, neurons, met, all)
	if len(values) == 0 {
		return row + " |"
	}
	mean, squares := 0.0, 0.0
	for _, v := range values {
		mean += v / float64(len(values))
	}
	for _, v := range values {
		squares += (v - mean) * (v - mean)
	}
	return row + fmt.Sprintf(" `%s` = %.3g ± %.1g |", text, mean, math.Sqrt(squares/float64(len(values)-1)))
}
