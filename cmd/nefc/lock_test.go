package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/study/lock"
)

const lockable = `seed 1
param k = 1
node u = k*sin(6*t)
probe u
experiment main {
  run 10ms
  expect mean(u) < 2
  export probes u to "u.csv"
}
`

// locked writes a model, locks it and returns both paths.
func locked(t *testing.T, text string) (model, path string) {
	t.Helper()
	dir := t.TempDir()
	model, path = filepath.Join(dir, "m.nef"), filepath.Join(dir, lock.Name)
	write(t, model, text)
	if out, code := invoke("lock", model); code != cli.ExitFine || out != path+": 1 experiments, 0 inputs, 1 digests, 1 files, 1 expectations\n" {
		t.Fatalf("exits %d: %s", code, out)
	}
	return model, path
}

func TestVerify(t *testing.T) {
	model, path := locked(t, lockable)
	same := ": 1 experiments, 0 inputs, 1 digests, 1 files, 1 expectations: the same, exactly\n"
	for _, arg := range []string{path, model, filepath.Dir(path)} {
		if out, code := invoke("verify", arg); code != cli.ExitFine || out != path+same {
			t.Errorf("%s exits %d: %s", arg, code, out)
		}
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(model), "out", "main", "u.csv")); err != nil {
		t.Errorf("locking does not write beside the model: %v", err)
	}
	if err := os.RemoveAll(filepath.Join(filepath.Dir(model), "out")); err != nil {
		t.Fatal(err)
	}
	if _, code := invoke("verify", "--workers", "1", model); code != cli.ExitFine {
		t.Error("verifying needs what was written before")
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(model), "out")); err == nil {
		t.Error("verifying writes beside the model")
	}
	t.Chdir(filepath.Dir(model))
	if out, code := invoke("verify"); code != cli.ExitFine || out != lock.Name+same {
		t.Errorf("%d: %s", code, out)
	}
	before, err := os.ReadFile(lock.Name)
	if err != nil {
		t.Fatal(err)
	}
	if out, code := invoke("lock"); code != cli.ExitFine {
		t.Error(out)
	}
	if after, err := os.ReadFile(lock.Name); err != nil || string(after) != string(before) {
		t.Errorf("%v: locking again changes the lock:\n%s", err, after)
	}
	write(t, lock.Name, strings.Replace(string(before), "n=10 ", "n=11 ", 1))
	if out, code := invoke("verify"); code != cli.ExitModel || strings.Count(out, "NEF075") != 1 || !strings.Contains(out, "1 lines differ") {
		t.Errorf("%d: %s", code, out)
	}
	write(t, lock.Name, string(before)+"output  out/main/gone                            sha256 00\n")
	if out, code := invoke("verify"); code != cli.ExitModel || !strings.Contains(out, "`out/main/gone` is in nefc.lock and no longer there") {
		t.Errorf("%d: %s", code, out)
	}
}

// What is wrong with the model, the lock or the command line is told apart.
func TestVerifyRefuses(t *testing.T) {
	model, path := locked(t, lockable)
	other := filepath.Join(filepath.Dir(model), "other.nef")
	write(t, other, lockable)
	expect := func(want string, code int, args ...string) {
		t.Helper()
		if out, got := invoke(args...); got != code || !strings.Contains(out, want) {
			t.Errorf("%v exits %d, want %d and %q:\n%s", args, got, code, want, out)
		}
	}
	expect("one lock or one model", cli.ExitUsage, "verify", path, path)
	expect("does not speak of other.nef; `nefc lock "+other+"` locks it", cli.ExitModel, "verify", other)
	expect("does not speak of other.nef", cli.ExitModel, "run", "--locked", other)
	expect("there is no ", cli.ExitFiles, "verify", filepath.Join(t.TempDir(), "none.lock"))
	expect("is no lock", cli.ExitFiles, "verify", filepath.Join(filepath.Dir(path), "out", "main", "u.csv"))
	expect("which models", cli.ExitUsage, "lock")
	expect("none.nef", cli.ExitFiles, "lock", "none.nef")
	write(t, other, "nonsense\n")
	expect("NEF001", cli.ExitModel, "lock", other)
	expect("the same, exactly", cli.ExitFine, "verify", model)
	write(t, model, "nonsense\n")
	expect("NEF001", cli.ExitModel, "verify", path)
	if err := os.Remove(model); err != nil {
		t.Fatal(err)
	}
	expect("no such file", cli.ExitFiles, "verify", path)
	write(t, model, strings.Replace(lockable, "< 2", "< -2", 1))
	expect("an expectation failed; the lock says so", cli.ExitModel, "lock", model)
	expect("the same, exactly", cli.ExitFine, "verify", model)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	expect("there is no "+path+"; `nefc lock "+model+"` makes it", cli.ExitFiles, "run", "--locked", model)
}

// A run of what was locked runs; params and seeds of the command line, files and
// the model itself may not be others.
func TestLockedRun(t *testing.T) {
	dir := t.TempDir()
	model := filepath.Join(dir, "m.nef")
	text := strings.Replace(lockable, "node u", "node v = csv(\"v.csv\", column=\"v\", hold=1ms)\nprobe v\nnode u", 1)
	write(t, model, text)
	write(t, filepath.Join(dir, "v.csv"), "v\n1\n2\n")
	if out, code := invoke("lock", model); code != cli.ExitFine {
		t.Fatal(out)
	}
	run := func(want string, code int, args ...string) {
		t.Helper()
		if out, got := invoke(append(append([]string{"run", "--locked", "-q"}, args...), model)...); got != code || !strings.Contains(out, want) {
			t.Errorf("%v exits %d, want %d and %q:\n%s", args, got, code, want, out)
		}
	}
	run("", cli.ExitFine)
	run("", cli.ExitFine, "--seed", "1")
	run("", cli.ExitFine, "--set", "k=1")
	run("the model of `main` in m.nef is not", cli.ExitModel, "--set", "k=2")
	run("the model of `main` in m.nef is not", cli.ExitModel, "--seed", "2")
	write(t, filepath.Join(dir, "v.csv"), "v\n1\n3\n")
	run(`"v.csv" is not what is in nefc.lock`, cli.ExitModel)
	run("the model of `main` in m.nef is not", cli.ExitModel)
	run("2 lines differ", cli.ExitModel)
	write(t, filepath.Join(dir, "v.csv"), "v\n1.0\n2\n") // other bytes, the same numbers
	run("1 lines differ", cli.ExitModel)
	write(t, filepath.Join(dir, "v.csv"), "v\n1\n2\n")
	write(t, model, strings.Replace(text, "6*t", "7*t", 1))
	run("1 lines differ", cli.ExitModel)
	write(t, model, "# the same\n"+text)
	run("", cli.ExitFine)
}

// Only some differences are shown, but all are counted.
func TestManyDifferences(t *testing.T) {
	for n, want := range map[int]string{1: "1 lines differ\n", 20: "20 lines differ\n", 23: "23 lines differ, 3 of them not shown\n"} {
		var differ []lock.Difference
		for i := range n {
			differ = append(differ, lock.Difference{Fact: lock.Fact{Kind: lock.Digested, Name: fmt.Sprint("a", i)}, Now: "2"})
		}
		var out, errs strings.Builder
		if code := printDifferences(cli.Streams{Out: &out, Err: &errs}, &lock.Lock{Path: lock.Name, Text: "nefc 1\n"}, differ); code != cli.ExitModel {
			t.Errorf("exits %d", code)
		}
		if shown := strings.Count(errs.String(), "NEF075"); shown != min(n, 20) || !strings.HasSuffix(errs.String(), "nefc: nefc.lock: "+want) || out.Len() > 0 {
			t.Errorf("%d: %d shown, %s", n, shown, errs.String())
		}
	}
}
