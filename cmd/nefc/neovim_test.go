package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A real editor: Neovim starts nefc lsp, shows a mistake, makes the fix, hovers, completes and
// renames.
func TestNeovim(t *testing.T) {
	editor, err := exec.LookPath("nvim")
	if err != nil {
		t.Skip("Neovim is not installed: nvim is not in PATH")
	}
	dir := t.TempDir()
	model := "nef 1\nseed 1\nensemble tail 50 radus 2\nconnect u -> tail\nnode u = sin(6*t)\nprobe tail\nrun 10ms\n"
	if err := os.WriteFile(filepath.Join(dir, "m.nef"), []byte(model), 0o644); err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(dir, "log")
	cmd := exec.Command(editor, "--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", "luafile lsp/testdata/neovim.lua")
	cmd.Env = append(os.Environ(), "NEFC="+binary(t), "DIR="+dir, "LOG="+log, "XDG_CACHE_HOME="+dir, "XDG_STATE_HOME="+dir)
	out, err := cmd.CombinedOutput()
	got, _ := os.ReadFile(log) // an editor that wrote none has failed
	want := "diagnostic 2:17 `ensemble` has no option `radus` / help: did you mean `radius`?\n" +
		"action write `radius`\nline ensemble tail 50 radius 2\n" +
		"hover tail: ensemble, 50 neurons, 1 dimension\npicture data:image/png;base64\ncompletion synapse\n" +
		"text " + strings.ReplaceAll(strings.NewReplacer("radus", "radius", "tail", "head").Replace(strings.TrimRight(model, "\n")), "\n", "\ntext ") + "\n"
	if err != nil || string(got) != want {
		t.Errorf("%v, %s\nNeovim saw\n%s\nwanted\n%s", err, out, got, want)
	}
}
