package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/cmd/nefc/cli"
)

const diffed1 = `seed 1
param k = 1
node u = k*t
ensemble a 20
ensemble b 30
connect u -> a
connect c: a -> b solve drop(drop=0.1)
connect d: a.neurons -> b.neurons solve nnls
connect e: b.neurons -> a.neurons weights 1e-5
probe a
probe 2*u
experiment x {
  run 10ms
}
`

// Each change is told in words, with what it means for neurons and solutions.
func TestDiff(t *testing.T) {
	dir := t.TempDir()
	old := filepath.Join(dir, "old.nef")
	write(t, old, diffed1)
	number := 0
	diff := func(was, is string) (string, int) {
		t.Helper()
		text := strings.Replace(diffed1, was, is, 1)
		if text == diffed1 && was != is {
			t.Fatalf("%q is not in the model", was)
		}
		number++
		path := filepath.Join(dir, "new"+strings.Repeat("w", number)+".nef")
		write(t, path, text)
		return invoke("diff", old, path)
	}
	for _, c := range []struct{ was, is, want string }{
		{"", "", "= 14 objects unchanged\n"},
		{"k = 1", "k = 2", "~ param k  value 1 → 2\n= 13 objects unchanged\n"},
		{"k*t", "k*t^2", "~ node u  code [(param[0] * t)] → [(param[0] * (t * t))]\n= 13 objects unchanged\n"},
		{"ensemble b 30", "ensemble b 30 radius 2",
			"~ ensemble b  radius 1 → 2; same neurons: no\n~ connect d  re-solved: its neurons or points are others\n= 12 objects unchanged\n"},
		{"ensemble a 20", "ensemble a 20 n_eval_points 800",
			"~ ensemble a  n_eval_points 750 → 800; same neurons: yes\n~ connect c  re-solved: its neurons or points are others\n~ connect d  re-solved: its neurons or points are others\n= 11 objects unchanged\n"},
		{"drop=0.1", "drop=0.2", "~ connect c  solver Drop{Drop:0.1} → Drop{Drop:0.2}; re-solved\n= 13 objects unchanged\n"},
		{"1e-5", "2e-5", "~ connect e  weights [1e-05] → [2e-05]\n= 13 objects unchanged\n"},
		{"connect e:", "connect f:", "+ connect f\n- connect e\n= 13 objects unchanged\n"},
		{"probe a\n", "probe a\nprobe b\n", "+ probe b\n= 14 objects unchanged\n"},
		{"probe a\n", "", "- probe a\n= 13 objects unchanged\n"},
		{"probe a\n", "probe a synapse 5ms\n", "~ probe a  synapse none → lowpass(0.005s)\n= 13 objects unchanged\n"},
		{"run 10ms", "run 11ms", "~ experiment x  event 1 phase run 10 steps → phase run 11 steps\n= 13 objects unchanged\n"},
		{"run 10ms", "run 10ms\n  reset all", "~ experiment x  event 2 none → reset all\n= 13 objects unchanged\n"},
		{"run 10ms", "seeds 1:3\n  run 10ms", "~ experiment x  seeds none → [1 2]\n= 13 objects unchanged\n"},
		{"run 10ms", "sweep k in [3, 4]\n  run 10ms", "~ experiment x  sweeps none → sweep k [3 4]\n= 13 objects unchanged\n"},
	} {
		out, code := diff(c.was, c.is)
		if out != c.want || (code == cli.ExitFine) != (c.was == c.is) || code > cli.ExitModel {
			t.Errorf("%q → %q exits %d:\n%swant\n%s", c.was, c.is, code, out, c.want)
		}
	}
	out, code := diff("seed 1", "seed 2")
	if !strings.HasPrefix(out, "~ seed   seed 1 → 2\n") || !strings.Contains(out, "~ connect c  ") || !strings.Contains(out, "re-solved") || code != cli.ExitModel {
		t.Errorf("another seed exits %d:\n%s", code, out)
	}
}

// Folders are compared by the names of their models.
func TestDiffFolders(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	write(t, filepath.Join(a, "m.nef"), diffed1)
	write(t, filepath.Join(b, "m.nef"), "# the same\n"+diffed1)
	if out, code := invoke("diff", a, b); code != cli.ExitFine || out != "m.nef:\n= 14 objects unchanged\n" {
		t.Errorf("%d %s", code, out)
	}
	write(t, filepath.Join(a, "left.nef"), diffed1)
	write(t, filepath.Join(b, "right.nef"), diffed1)
	if out, code := invoke("diff", a, b); code != cli.ExitModel || out != "left.nef: only in "+a+"\nm.nef:\n= 14 objects unchanged\nright.nef: only in "+b+"\n" {
		t.Errorf("%d %s", code, out)
	}
	write(t, filepath.Join(b, "m.nef"), "nonsense\n")
	if out, code := invoke("diff", a, b); code != cli.ExitUsage || !strings.Contains(out, "has errors") {
		t.Errorf("%d %s", code, out)
	}
}

func TestDiffUsage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.nef")
	write(t, path, diffed1)
	for _, args := range [][]string{{}, {path}, {path, path, path}, {"none.nef", path}, {path, "none.nef"}, {"--hash"}, {"--hash", "none.nef"}, {"no-revision", path}, {"--", "-p", path}, {"--", "-p:" + path, path}} {
		if out, code := invoke(append([]string{"diff"}, args...)...); code != cli.ExitUsage {
			t.Errorf("%v exits %d: %s", args, code, out)
		}
	}
	out, code := invoke("diff", "--hash", path, path)
	lines := strings.Split(out, "\n")
	if code != cli.ExitFine || len(lines) != 3 || lines[0] != lines[1] || len(lines[0]) != 64+2+len(path) {
		t.Errorf("%d %s", code, out)
	}
}
