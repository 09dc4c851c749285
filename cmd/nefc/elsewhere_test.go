package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/study/manifest"
)

// sbatch puts a program of that name on the path, which keeps what it is given.
func sbatch(t *testing.T, script string) (dir string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("no shell here")
	}
	dir = t.TempDir()
	text := "#!/bin/sh\nfor a in \"$@\"; do echo \"$a\"; done > " + dir + "/args\n/bin/cat > " + dir + "/script\n" + script + "\n"
	if err := os.WriteFile(filepath.Join(dir, "sbatch"), []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	return dir
}

// SLURM is given one array job: so many tasks, each with its part of the cells; what
// it says is passed on.
func TestSubmit(t *testing.T) {
	dir := sbatch(t, "echo 77")
	path := filepath.Join(dir, "a b", "manifest-x.json")
	var out bytes.Buffer
	if err := submitSlurm(cli.Streams{Out: &out, Err: &out}, &runFlags{bundle: 4, sbatch: []string{"--mem=2G", "--time=1:00"}}, path, 10); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	logs := filepath.Join(dir, "a b", "slurm")
	for name, want := range map[string]string{
		"args":   "--parsable\n--requeue\n--job-name=nefc\n--array=0-2\n--output=" + logs + "/%A_%a.log\n--mem=2G\n--time=1:00\n",
		"script": "#!/bin/sh\na=$((SLURM_ARRAY_TASK_ID * 4))\nexec " + manifest.ShellWord(self) + " run --quiet --cells \"$a:$((a + 4))\" '" + path + "'\n",
	} {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || string(got) != want {
			t.Errorf("%s: %v, %s\nwant\n%s", name, err, got, want)
		}
	}
	if want := "job 77: 10 cells in 3 tasks of up to 4\n  nefc status " + path + "\n  nefc gather " + path + "\n"; out.String() != want {
		t.Errorf("%s\nwant\n%s", out.String(), want)
	}
	if info, err := os.Stat(logs); err != nil || !info.IsDir() {
		t.Errorf("no folder for logs: %v", err)
	}
	out.Reset()
	if err := submitSlurm(cli.Streams{Out: &out, Err: &out, JSON: true}, &runFlags{bundle: 4}, path, 8); err != nil || !strings.Contains(out.String(), `"tasks":2`) || !strings.Contains(out.String(), `"cells":8`) || !strings.Contains(out.String(), `"job":"77"`) {
		t.Errorf("%v, %s", err, out.String())
	}
	if err := submitSlurm(cli.Streams{Out: &out, Err: &out}, &runFlags{bundle: 1}, filepath.Join(dir, "args", "manifest-x.json"), 1); err == nil {
		t.Error("logs lie in a file")
	}
}

// What SLURM refuses, and that there is none, is an error that says so.
func TestSubmitFails(t *testing.T) {
	dir := sbatch(t, "echo '  no such partition ' >&2\nexit 3")
	path := filepath.Join(dir, "manifest-x.json")
	var out bytes.Buffer
	s := cli.Streams{Out: &out, Err: &out}
	if err := submitSlurm(s, &runFlags{bundle: 1}, path, 1); err == nil || err.Error() != "sbatch: exit status 3: no such partition" {
		t.Error(err)
	}
	t.Setenv("PATH", filepath.Join(dir, "nothing"))
	if err := submitSlurm(s, &runFlags{bundle: 1}, path, 1); err == nil || !strings.HasPrefix(err.Error(), "there is no sbatch here: ") {
		t.Error(err)
	}
	if out.Len() > 0 {
		t.Errorf("said %s", out.String())
	}
}
