package main

import (
	"errors"
	"io"
	"strings"
	"testing"
)

// The command line: what is asked, the exit code, and how the answer begins.
func TestCommandLine(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{nil, exitUsage, "nefc runs models of spiking neurons"},
		{[]string{"help"}, exitFine, "nefc runs models of spiking neurons"},
		{[]string{"--help"}, exitFine, "nefc runs models of spiking neurons"},
		{[]string{"-h"}, exitFine, "nefc runs models of spiking neurons"},
		{[]string{"--version"}, exitFine, "nefc " + version() + "\n"},
		{[]string{"version"}, exitFine, "nefc " + version() + "\n"},
		{[]string{"nothing"}, exitUsage, "nefc: there is no command \"nothing\"; `nefc --help` lists them\n"},
		{[]string{"help", "run"}, exitFine, runCommand.summary + "\n\nUsage:\n  nefc run [flags] model.nef\n"},
		{[]string{"run", "--help"}, exitFine, runCommand.summary + "\n\nUsage:\n  nefc run [flags] model.nef\n"},
		{[]string{"run", "--nothing"}, exitUsage, "nefc run: unknown flag: --nothing; see `nefc run --help`\n"},
		{[]string{"run"}, exitUsage, "nefc run: one model at a time"},
		{[]string{"run", "--cells", "0:1", "m.nef"}, exitUsage, "nefc run: --cells takes a manifest, not a model"},
		{[]string{"fmt"}, exitUsage, "nefc fmt: which file?"},
		{[]string{"check"}, exitUsage, "nefc check: which model?"},
		{[]string{"test"}, exitUsage, "nefc test: which models?"},
		{[]string{"plan"}, exitUsage, "nefc plan: one model at a time"},
		{[]string{"run", "none.nef"}, exitFiles, "nefc: "},
	} {
		if out, code := invoke(c.args...); code != c.code || !strings.HasPrefix(out, c.want) {
			t.Errorf("nefc %s: exit %d, want %d:\n%s\nwant %s…", strings.Join(c.args, " "), code, c.code, out, c.want)
		}
	}
	help, _ := invoke("help", "list")
	if !strings.Contains(help, "\nFlags:\n") || !strings.Contains(help, "--json") {
		t.Errorf("help without flags:\n%s", help)
	}
	all, _ := invoke("help")
	for _, c := range commands() {
		if !strings.Contains(all, "\n  "+c.name+" ") {
			t.Errorf("help does not list %s", c.name)
		}
	}
}

// broken is a stream that takes some writes and no more.
type broken struct{ left int }

func (b *broken) Write(p []byte) (int, error) {
	if b.left--; b.left < 0 {
		return 0, errors.New("gone")
	}
	return len(p), nil
}

// What cannot be printed is an error, whatever the command came to.
func TestResultsThatCannotBePrinted(t *testing.T) {
	for _, left := range []int{0, 1} {
		var said strings.Builder
		code := nefc([]string{"explain"}, streams{out: &broken{left}, err: &said})
		if code != exitFiles || said.String() != "nefc: the results could not all be printed: gone\n" {
			t.Errorf("exit %d: %s", code, said.String())
		}
	}
	if code := nefc([]string{"explain"}, streams{out: io.Discard, err: io.Discard}); code != exitFine {
		t.Errorf("exit %d", code)
	}
}
