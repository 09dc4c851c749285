package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A real SLURM, where there is one: a requeued task, a cancelled one and a second
// job of the same cells leave what one machine computes.
func TestSlurm(t *testing.T) {
	if out, err := exec.Command("sinfo", "-h", "-o", "%T").Output(); err != nil || !strings.Contains(string(out), "idle") {
		t.Skip("no idle SLURM here")
	}
	dir := t.TempDir()
	nefc := filepath.Join(dir, "nefc")
	if out, err := exec.Command("go", "build", "-o", nefc, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	model := filepath.Join(dir, "m.nef")
	text := "param k = 1\nnode u = k*sin(6*t)\nensemble a 100\nconnect u -> a\nprobe a synapse 10ms every 1ms\n" +
		"experiment e {\n  seeds 1:9\n  sweep k in [0.5, 1]\n  run 100s\n  plot mean(a^2) over k to \"a.svg\"\n}\n"
	if err := os.WriteFile(model, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	do := func(name string, args ...string) string {
		out, err := exec.Command(name, args...).CombinedOutput()
		if err != nil && args[0] != "status" { // which fails while cells are missing
			t.Logf("%s %v: %v\n%s", name, args, err, out)
		}
		return string(out)
	}
	do(nefc, "run", "-q", "--out", filepath.Join(dir, "here"), model)
	job := regexp.MustCompile(`job (\d+):`).FindStringSubmatch(do(nefc, "run", "--on", "slurm", "--bundle", "4", model))
	if job == nil {
		t.Fatal("no job was submitted")
	}
	do(nefc, "run", "--on", "slurm", "--bundle", "3", model) // the same cells once more
	time.Sleep(500 * time.Millisecond)
	do("scontrol", "requeue", job[1]+"_0")
	do("scancel", job[1]+"_1")
	manifest, err := filepath.Glob(filepath.Join(dir, "out", "manifest-*.json"))
	if err != nil || len(manifest) != 1 {
		t.Fatalf("manifests %v, %v", manifest, err)
	}
	for began := time.Now(); !strings.HasPrefix(do(nefc, "status", manifest[0]), "16 of 16"); time.Sleep(time.Second) {
		if time.Since(began) > 2*time.Minute {
			t.Fatal("the job does not end")
		}
	}
	do("scancel", job[1])
	t.Log(do(nefc, "gather", manifest[0]))
	want, got := results(t, filepath.Join(dir, "here", "e")), results(t, filepath.Join(dir, "out", "e"))
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s is not what one machine computes", name)
		}
	}
}
