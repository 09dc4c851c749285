package suite

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/study/run"
)

const expecting = `seed 1
param k = 1
node u = k*0.5
probe u
experiment main {
  run 10ms
  expect mean(u) < 1
  expect mean(u) > 9
  expect mean(u) < 2 when mean(u) > 9
}
experiment silent {
  run 10ms
}
experiment swept {
  seeds 1:3
  sweep k in [1, 0]
  run 10ms
  expect median(1/mean(u)) < 9 over seeds
}
`

// Each expectation is a case, those over seeds when all cells ran; nothing is left in
// the folder.
func TestRun(t *testing.T) {
	checked := compilertest.Valid(t, expecting)
	job := &run.Job{Path: checked.Model.File, Dir: t.TempDir(), Again: true}
	var got []string
	err := Run(job, checked, func(c Case) {
		got = append(got, strings.ReplaceAll(fmt.Sprintf("%s: %s %v %v", c.Subject, c.What, c.OK, c.Skipped), job.Path, "m.nef"))
	})
	want := []string{
		"m.nef main: mean(u) < 1 (0.5) true false", "m.nef main: mean(u) > 9 (0.5) false false", "m.nef main: mean(u) < 2 true true",
		"m.nef swept: median(1/mean(u)) < 9 over seeds (2) k=1 true false",
		"m.nef swept: median(1/mean(u)) < 9 over seeds (no value in 2 of 2 cells) k=0 false false",
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v\n%s\nwant\n%s", err, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, name := range []string{"main", "swept/seed=1,k=1"} {
		if _, err := os.Stat(job.Dir + "/" + name); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s is left: %v", name, err)
		}
	}
}

// What cannot run fails its case, and what is stopped ends the suite.
func TestWhatDoesNotRun(t *testing.T) {
	const text = "seed 1\nparam n = 5\nensemble a n\nprobe a\nexperiment e {\n  sweep n in [0, 5]\n  run 1ms\n  expect mean(a) < 99\n}\n"
	checked := compilertest.Valid(t, text)
	job := &run.Job{Path: checked.Model.File, Dir: t.TempDir(), Again: true}
	var cases []Case
	found := 0
	told := func(c Case) { cases = append(cases, c) }
	job.Watch = func(e run.Event) {
		if f, ok := e.(run.Found); ok {
			found += len(f.Diags)
		}
	}
	if err := Run(job, checked, told); err != nil || len(cases) != 2 || cases[0].OK || cases[0].What != "has errors" || !cases[1].OK || found == 0 {
		t.Errorf("%v, %+v, %d found", err, cases, found)
	}
	stop := make(chan struct{})
	close(stop)
	checked = compilertest.Valid(t, expecting)
	job.Path, job.Stop, cases = checked.Model.File, stop, nil
	if err := Run(job, checked, told); !errors.Is(err, ErrInterrupted) || len(cases) != 1 || cases[0].What != "did not run" {
		t.Errorf("%v, %+v", err, cases)
	}
}

// A report has a case for each, in order, with what failed as its message.
func TestWriteJUnit(t *testing.T) {
	var b strings.Builder
	err := WriteJUnit(&b, []Case{{OK: true, Subject: "m.nef e", What: "x < 1"}, {Subject: "m.nef e", What: "x > 1"}, {OK: true, Skipped: true, Subject: "m.nef f", What: "y"}})
	want := `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="nefc test" tests="3" failures="1">
  <testcase classname="m.nef e" name="x &lt; 1"></testcase>
  <testcase classname="m.nef e" name="x &gt; 1">
    <failure message="x &gt; 1"></failure>
  </testcase>
  <testcase classname="m.nef f" name="y">
    <skipped></skipped>
  </testcase>
</testsuite>`
	if err != nil || b.String() != want {
		t.Errorf("%v\n%s\nwant\n%s", err, b.String(), want)
	}
}
