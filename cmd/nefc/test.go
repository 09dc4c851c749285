package main

import (
	"fmt"
	"io"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/stdlib"
	"github.com/nefc/nefc/study/run"
	"github.com/nefc/nefc/study/suite"
)

var testCommand = cli.Command{
	Name:    "test",
	Args:    "[flags] model.nef… | std | std/NAME",
	Summary: "Run the experiments that expect something",
	Help: `Runs every experiment with an expectation and reports each in TAP, one line an
expectation. What the experiments write is thrown away. std is the whole library.

Examples:
  nefc test model.nef
  nefc test std/product
  nefc test --seed 3 std
  nefc test --junit report.xml model.nef
`,
	Flags: func(fs *pflag.FlagSet) any {
		f := &testFlags{}
		f.model.Add(fs)
		fs.StringVar(&f.junit, "junit", "", "also write the report to this file, as JUnit XML")
		return f
	},
	Run: runTest,
}

type testFlags struct {
	model cli.ModelFlags
	junit string
}

func runTest(s cli.Streams, flags any, args []string) int {
	f := flags.(*testFlags)
	if len(args) == 0 {
		fmt.Fprintln(s.Err, "nefc test: which models? `nefc test model.nef`, or `nefc test std` for the library")
		return cli.ExitUsage
	}
	opts, err := f.model.Options()
	if err != nil {
		return cli.UsageError(s, "test", err)
	}
	report := &tap{s: s}
	s.Text("TAP version 13\n")
	if err := report.models(libraryOr(args), opts); err != nil {
		return cli.FileError(s, err)
	}
	s.Say("tests", cli.Fields{"tests": len(report.cases), "failed": report.failed}, "1..%d\n", len(report.cases))
	if f.junit != "" {
		if err := files.Write(f.junit, func(w io.Writer) error { return suite.WriteJUnit(w, report.cases) }); err != nil {
			return cli.FileError(s, err)
		}
	}
	if report.failed > 0 {
		fmt.Fprintf(s.Err, "nefc test: %d of %d failed\n", report.failed, len(report.cases))
		return cli.ExitModel
	}
	return cli.ExitFine
}

// libraryOr replaces std by all networks of the library.
func libraryOr(args []string) []string {
	var out []string
	for _, a := range args {
		if a != "std" {
			out = append(out, a)
			continue
		}
		for _, n := range stdlib.Networks(edition.Newest()) {
			out = append(out, "std/"+n)
		}
	}
	return out
}

// tap is a report in the Test Anything Protocol.
type tap struct {
	s      cli.Streams
	cases  []suite.Case
	failed int
}

// line reports a case.
func (t *tap) line(c suite.Case) {
	t.cases = append(t.cases, c)
	word, skip := "ok", ""
	if !c.OK {
		t.failed++
		word = "not ok"
	}
	if c.Skipped {
		skip = " # SKIP"
	}
	what := c.Subject + ": " + c.What + skip
	t.s.Say("test", cli.Fields{"number": len(t.cases), "ok": c.OK, "what": what}, "%s %d - %s\n", word, len(t.cases), what)
}

// models runs what models expect in a folder that is deleted afterwards.
func (t *tap) models(paths []string, opts compiler.Options) error {
	dir, remove, err := files.Scratch("test")
	if err != nil {
		return err
	}
	defer remove()
	job := &run.Job{Options: opts, Dir: dir, Again: true}
	x := newScreen(t.s, job)
	defer x.close()
	for _, path := range paths {
		job.Path = path
		if err := t.model(job); err != nil {
			return err
		}
	}
	return nil
}

// model runs what one model expects.
func (t *tap) model(job *run.Job) error {
	checked, err := compiler.Check(job.Path, job.Options)
	if err != nil {
		return err
	}
	cli.Show(t.s, checked.Diags, checked.Sources)
	if checked.Diags.HasErrors() {
		t.line(suite.Case{Subject: job.Path, What: "has errors"})
		return nil
	}
	if c := run.FindConflict(job.Options, checked.Model.Experiments); c != nil {
		t.line(suite.Case{Subject: job.Path, What: decidedTwice(c)})
		return nil
	}
	return suite.Run(job, checked, t.line)
}
