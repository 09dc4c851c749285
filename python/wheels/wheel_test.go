package main

import (
	"archive/zip"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// example is a wheel of the package with a small program in it.
func example(t *testing.T) (*wheel, []byte) {
	about, err := os.ReadFile("../pyproject.toml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := readProject(string(about))
	if err != nil {
		t.Fatal(err)
	}
	m, err := modules("..")
	if err != nil {
		t.Fatal(err)
	}
	w := &wheel{project: p, tags: []string{"any"}, program: []byte("#!/bin/sh\necho installed $1\n"), modules: m}
	var out bytes.Buffer
	if err := w.write(&out); err != nil {
		t.Fatal(err)
	}
	return w, out.Bytes()
}

func TestTheSameBytesTwice(t *testing.T) {
	_, a := example(t)
	_, b := example(t)
	if !bytes.Equal(a, b) {
		t.Error("two wheels of the same files differ")
	}
	z, err := zip.NewReader(bytes.NewReader(a), int64(len(a)))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, f := range z.File {
		names[f.Name] = true
	}
	for _, name := range []string{"nefc/__init__.py", "nefc/py.typed", "nefc-1.0.0.data/scripts/nefc", "nefc-1.0.0.dist-info/RECORD"} {
		if !names[name] {
			t.Errorf("the wheel lacks %s", name)
		}
	}
}

// pip checks RECORD, the tags and the metadata.
func TestPipInstalls(t *testing.T) {
	dir := t.TempDir()
	venv := filepath.Join(dir, "venv")
	if out, err := exec.Command("/usr/bin/python3", "-m", "venv", venv).CombinedOutput(); err != nil {
		t.Skipf("no Python with venv: %v %s", err, out)
	}
	w, data := example(t)
	path := filepath.Join(dir, w.name())
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		out, err := exec.Command(filepath.Join(venv, "bin", args[0]), args[1:]...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	run("python", "-m", "pip", "install", "--no-index", "--no-deps", path)
	if got := run("nefc", "version"); got != "installed version" {
		t.Errorf("the installed command says %q", got)
	}
	if got := run("python", "-c", "import nefc; print(nefc.__version__, nefc.ModelError.__name__)"); got != "1.0.0 ModelError" {
		t.Errorf("the package says %q", got)
	}
}
