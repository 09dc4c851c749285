package main

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/stdlib"
	"github.com/nefc/nefc/stdlib/plots"
)

// The command line: what is asked, the exit code, and how the answer begins.
func TestCommandLine(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{nil, cli.ExitUsage, "nefc runs models of spiking neurons"},
		{[]string{"help"}, cli.ExitFine, "nefc runs models of spiking neurons"},
		{[]string{"--help"}, cli.ExitFine, "nefc runs models of spiking neurons"},
		{[]string{"-h"}, cli.ExitFine, "nefc runs models of spiking neurons"},
		{[]string{"--version"}, cli.ExitFine, "nefc " + version.Name() + "\n"},
		{[]string{"version"}, cli.ExitFine, "nefc " + version.Name() + "\n"},
		{[]string{"nothing"}, cli.ExitUsage, "nefc: there is no command \"nothing\"; `nefc --help` lists them\n"},
		{[]string{"rum", "m.nef"}, cli.ExitUsage, "nefc: there is no command \"rum\"; did you mean `nefc run`?\n"},
		{[]string{"my model.nef"}, cli.ExitUsage, "nefc: there is no command \"my model.nef\"; did you mean `nefc run my model.nef`?\n"},
		{[]string{"run", "--workers", "-2", "m.nef"}, cli.ExitUsage, "nefc run: invalid argument \"-2\" for \"--workers\" flag: must be a whole number, 0 or more"},
		{[]string{"plan", "--workers", "2.5", "m.nef"}, cli.ExitUsage,
			"nefc plan: invalid argument \"2.5\" for \"--workers\" flag: must be a whole number, 0 or more"},
		{[]string{"run", "--bundle=-1", "m.nef"}, cli.ExitUsage, "nefc run: invalid argument \"-1\" for \"--bundle\" flag"},
		{[]string{"run", "-O7", "m.nef"}, cli.ExitUsage, "nefc run: invalid argument \"7\" for \"-O, --optimize\" flag: must be a whole number from 0 to 1"},
		{[]string{"help", "run"}, cli.ExitFine, runCommand.Summary + "\n\nUsage:\n  nefc run [flags] model.nef\n"},
		{[]string{"run", "--help"}, cli.ExitFine, runCommand.Summary + "\n\nUsage:\n  nefc run [flags] model.nef\n"},
		{[]string{"run", "--nothing"}, cli.ExitUsage, "nefc run: unknown flag: --nothing; see `nefc run --help`\n"},
		{[]string{"run", "--worker", "2"}, cli.ExitUsage, "nefc run: unknown flag: --worker; did you mean `--workers`?\n"},
		{[]string{"run"}, cli.ExitUsage, "nefc run: one model at a time"},
		{[]string{"run", "--cells", "0:1", "m.nef"}, cli.ExitUsage, "nefc run: --cells takes a manifest, not a model"},
		{[]string{"fmt"}, cli.ExitUsage, "nefc fmt: which file?"},
		{[]string{"check"}, cli.ExitUsage, "nefc check: which model?"},
		{[]string{"test"}, cli.ExitUsage, "nefc test: which models?"},
		{[]string{"plan"}, cli.ExitUsage, "nefc plan: one model at a time"},
		{[]string{"run", "none.nef"}, cli.ExitFiles, "nefc: none.nef: no such file"},
		{[]string{"test", "none.nef"}, cli.ExitFiles, "TAP version 13\nnefc: none.nef: no such file"},
		{[]string{"run", "--set", "k=1", "--set", "k = 2", "m.nef"}, cli.ExitUsage, "nefc run: --set k=1 or --set k = 2: which of the two?\n"},
		{[]string{"check", "--set", "k", "m.nef"}, cli.ExitUsage, "nefc check: --set takes NAME=VALUE, not \"k\"\n"},
		{[]string{"run", "--set", "k", "m.nef"}, cli.ExitUsage, "nefc run: --set takes NAME=VALUE, not \"k\"\n"},
		{[]string{"plan", "--set", "k", "m.nef"}, cli.ExitUsage, "nefc plan: --set takes NAME=VALUE, not \"k\"\n"},
		{[]string{"test", "--set", "k", "m.nef"}, cli.ExitUsage, "nefc test: --set takes NAME=VALUE, not \"k\"\n"},
		{[]string{"check", "--max-memory", "much", "m.nef"}, cli.ExitUsage, "nefc check: --max-memory takes an amount such as 8GB, not \"much\"\n"},
		{[]string{"check", "--emit", "nothing", "m.nef"}, cli.ExitUsage, "nefc check: --emit takes one of "},
		{[]string{"explain", "NEF001", "NEF002"}, cli.ExitUsage, "nefc explain: one code at a time\n"},
		{[]string{"explain", "unbind"}, cli.ExitFine, "unbind (template of std/spa): `use std/spa` brings it.\n\nunbind(n=200, "},
		{[]string{"explain", "send"}, cli.ExitFine, "`send` stands in lines of `choose`.\n\nchoose (statements): "},
		{[]string{"explain", "until"}, cli.ExitFine, "`until` stands in lines of `run` and `phase`.\n\nrun (statements): "},
		{[]string{"explain", "name"}, cli.ExitUsage, "nefc explain: there is no \"name\""},
		{[]string{"explain", "std/nothing"}, cli.ExitUsage, "nefc explain: there is no std/nothing; the library has "},
		{[]string{"list", "neurons", "solvers"}, cli.ExitUsage, "nefc list: one family or name at a time\n"},
		{[]string{"verify", "a", "b"}, cli.ExitUsage, "nefc verify: one lock or one model at a time"},
		{[]string{"weights"}, cli.ExitUsage, "nefc weights: show FILE…, diff A B, "},
		{[]string{"weights", "diff", "none.npz", "none.npz"}, cli.ExitFiles, "nefc: none.npz: "},
		{[]string{"fmt", "none.nef"}, cli.ExitFiles, "nefc: "},
	} {
		if out, code := invoke(c.args...); code != c.code || !strings.HasPrefix(out, c.want) {
			t.Errorf("nefc %s: exit %d, want %d:\n%s\nwant %s…", strings.Join(c.args, " "), code, c.code, out, c.want)
		}
	}
	plot, _ := invoke("explain", "plot")
	for _, k := range plots.Kinds {
		if !strings.Contains(plot, "\n  "+k.Name+" ") {
			t.Errorf("nefc explain plot does not tell of %s", k.Name)
		}
	}
	help, _ := invoke("help", "list")
	if !strings.Contains(help, "\nFlags:\n") || !strings.Contains(help, "--json") {
		t.Errorf("help without flags:\n%s", help)
	}
	all, _ := invoke("help")
	for _, c := range commands() {
		if !strings.Contains(all, "\n  "+c.Name+" ") {
			t.Errorf("help does not list %s", c.Name)
		}
	}
}

// The words after std name all networks of the library; others stay as they are.
func TestLibraryOr(t *testing.T) {
	got := libraryOr([]string{"a.nef", "std", "std/product"})
	if n := len(stdlib.Networks(edition.Newest())); len(got) != n+2 || got[0] != "a.nef" || got[1] != "std/"+stdlib.Networks(edition.Newest())[0] || got[n] != "std/"+stdlib.Networks(edition.Newest())[n-1] || got[n+1] != "std/product" {
		t.Errorf("%v", got)
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
		code := nefc([]string{"explain"}, cli.Streams{Out: &broken{left}, Err: &said})
		if code != cli.ExitFiles || said.String() != "nefc: the results could not all be printed: gone\n" {
			t.Errorf("exit %d: %s", code, said.String())
		}
	}
	if code := nefc([]string{"explain"}, cli.Streams{Out: io.Discard, Err: io.Discard}); code != cli.ExitFine {
		t.Errorf("exit %d", code)
	}
}
