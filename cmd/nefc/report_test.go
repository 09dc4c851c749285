package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/cmd/nefc/cli"
)

const expecting = `seed 1
param k = 1
node u = k*0.5
probe u
experiment main {
  run 10ms
  expect mean(u) < 1
  expect mean(u) > 9 because "it should not"
  expect mean(u) < 2 when mean(u) > 9
}
experiment silent {
  run 10ms
}
experiment swept {
  seeds 1:3
  sweep k in [1, 4]
  run 10ms
  expect median(mean(u)) < 1 over seeds
}
`

// A report is the same in TAP and as JUnit XML: a line and a case for each
// expectation of each experiment that has some.
func TestReport(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	write(t, filepath.Join(dir, "m.nef"), expecting)
	out, code := invoke("test", "--junit", "report.xml", "m.nef")
	want := `TAP version 13
ok 1 - m.nef main: mean(u) < 1 (0.5)
not ok 2 - m.nef main: mean(u) > 9 (0.5)
ok 3 - m.nef main: mean(u) < 2 # SKIP
ok 4 - m.nef swept: median(mean(u)) < 1 over seeds (0.5) k=1
not ok 5 - m.nef swept: median(mean(u)) < 1 over seeds (2) k=4
1..5
nefc test: 2 of 5 failed
`
	if out != want || code != cli.ExitModel {
		t.Errorf("exit %d:\n%s\nwant:\n%s", code, out, want)
	}
	xml, err := os.ReadFile("report.xml")
	if err != nil {
		t.Fatal(err)
	}
	want = `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="nefc test" tests="5" failures="2">
  <testcase classname="m.nef main" name="mean(u) &lt; 1 (0.5)"></testcase>
  <testcase classname="m.nef main" name="mean(u) &gt; 9 (0.5)">
    <failure message="mean(u) &gt; 9 (0.5)"></failure>
  </testcase>
  <testcase classname="m.nef main" name="mean(u) &lt; 2">
    <skipped></skipped>
  </testcase>
  <testcase classname="m.nef swept" name="median(mean(u)) &lt; 1 over seeds (0.5) k=1"></testcase>
  <testcase classname="m.nef swept" name="median(mean(u)) &lt; 1 over seeds (2) k=4">
    <failure message="median(mean(u)) &lt; 1 over seeds (2) k=4"></failure>
  </testcase>
</testsuite>`
	if string(xml) != want {
		t.Errorf("%s\nwant:\n%s", xml, want)
	}
	if out, code := invoke("test", "--set", "k=20", "--junit", "m.nef/no.xml", "m.nef"); code != cli.ExitFiles {
		t.Errorf("a report that cannot be written: exit %d\n%s", code, out)
	}
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(left) != 2 {
		t.Errorf("left: %v, %v", left, err)
	}
}
