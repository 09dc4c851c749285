package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/compiler"
)

const planned = `param k = 1
node u = k
node w = 2*t
probe u
probe w every 2ms
experiment e {
  dt 0.5ms
  seeds 0:5
  phase one 10ms
  run 20ms
  plot u to "a.svg"
  export probes u to "u.csv"
  expect mean(u) < 2
}
experiment single {
  run 10ms
}
`

func TestPlan(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.nef")
	write(t, path, planned)
	plan := func(args ...string) string {
		t.Helper()
		out, code := invoke(append(append([]string{"plan"}, args...), path)...)
		if code != cli.ExitFine {
			t.Fatalf("exits %d: %s", code, out)
		}
		return out
	}
	checked, err := compiler.Check(path, compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	out := plan("--workers", "2")
	// 60 steps: 2 numbers each of u, 2 each of every fourth step of w; 5 cells.
	for _, want := range []string{
		path + ": 0 ensembles, 0 neurons, 0 connections, 0 synapses; spec " + checked.Model.SpecHash()[:12] + "\n",
		"e: 5 cells of 30 ms of model time\n", " with 2 at a time; memory up to ",
		", disk about 6 kB\n  writes 5 files a cell to " + filepath.Join(filepath.Dir(path), "out", "e") + "/\n",
		"single: 1 cells of 10 ms of model time\n", "with 1 at a time", "disk about 240 bytes\n  writes 2 files a cell to ",
		"on a cluster: a cell is about 2.01 ms of work, so up to 6 of 6 in a task: 1 × 12.1 ms (30 s or more each, 64 tasks or fewer)\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("without %q:\n%s", want, out)
		}
	}
	// (60 steps of 4 objects and 2 ms)·5 cells on 2 workers, on one, and on as many as there are cells.
	for _, c := range [][2]string{{"2", "about 5.04 ms with 2"}, {"1", "about 10.1 ms with 1"}, {"5", "about 2.01 ms with 5"}, {"9", "about 2.01 ms with 5"}} {
		if out := plan("--workers", c[0], "--only", "e"); !strings.Contains(out, c[1]) || strings.Contains(out, "single") {
			t.Errorf("without %q:\n%s", c[1], out)
		}
	}
	if out, code := invoke("run", "--quiet", "--only", "e", path); code != cli.ExitFine {
		t.Fatal(out)
	}
	if out := plan("--workers", "1"); !strings.Contains(out, "e: 5 cells of 30 ms of model time, 5 of them finished\n  about 0 µs") || !strings.Contains(out, "disk about 0 bytes") {
		t.Error(out)
	}
	if out := plan("--set", "k=1.5"); strings.Contains(out, "finished") {
		t.Error(out)
	}
	want := map[string]any{"schema": 1.0, "kind": "plan", "experiment": "single", "cells": 1.0, "finished": 0.0, "model_seconds": 0.01, "seconds": 0.0020024, "cell_seconds": 0.0020024, "workers": 1.0, "memory_bytes": float64(checked.Model.Bytes),
		"disk_bytes": 240.0, "files_a_cell": 2.0, "folder": filepath.Join(filepath.Dir(path), "out", "single"),
		"timeline": []any{map[string]any{"phase": "run", "seconds": 0.01, "until": "", "changes": []any{}}}}
	lines := strings.Split(strings.TrimSpace(plan("--json", "--workers", "3")), "\n")
	var got map[string]any
	if err := json.Unmarshal([]byte(lines[len(lines)-2]), &got); err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, %v\nwant\n%v", err, got, want)
	}
	write(t, path, strings.Replace(planned, "plot u to", "plot w to", 1))
	if out := plan(); strings.Contains(out, "finished") {
		t.Errorf("another plot is finished:\n%s", out)
	}
	for _, args := range [][]string{{"plan"}, {"plan", path, path}, {"plan", "--only", "nothing", path}} {
		if _, code := invoke(args...); code != cli.ExitUsage {
			t.Errorf("%v exits %d", args, code)
		}
	}
	if _, code := invoke("plan", "none.nef"); code != cli.ExitFiles {
		t.Errorf("a missing model exits %d", code)
	}
}
