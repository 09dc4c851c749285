package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Emacs with the mode of the project and Eglot: it shows a mistake, makes the fix, hovers and
// renames.
func TestEmacs(t *testing.T) {
	program, err := exec.LookPath("emacs")
	if err != nil {
		t.Skip("Emacs is not installed: emacs is not in PATH")
	}
	model := filepath.Join(t.TempDir(), "m.nef")
	text := "nef 1\nseed 1\nensemble tail 50 radus 2\nconnect u -> tail\nnode u = sin(6*t)\nprobe tail\nrun 10ms\n"
	if err := os.WriteFile(model, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	const folder = "../../editors/emacs"
	cmd := exec.Command(program, "-q", "--batch", "-L", folder, "-l", folder+"/test/eglot.el")
	cmd.Env = append(os.Environ(), "NEFC="+binary(t), "MODEL="+model)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if string(out) == "no Eglot\n" {
		t.Skip("Eglot is not installed: it is a part of Emacs 29, and a package for those before")
	}
	after := strings.NewReplacer("radus", "radius", "tail", "head", "\n", " / ").Replace(text)
	want := "mode nef-mode\ndiagnostic nefc [NEF012]: `ensemble` has no option `radus` / help: did you mean `radius`?\n" +
		"line ensemble tail 50 radius 2\nhover tail: ensemble, 50 neurons, 1 dimension\ntext " + after + "\n"
	if err != nil || string(out) != want {
		t.Errorf("%v, Emacs saw\n%s\nwanted\n%s", err, out, want)
	}
}
