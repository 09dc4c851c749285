package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/stdlib"
	"github.com/nefc/nefc/study/cells"
)

var testCommand = command{
	name:    "test",
	args:    "[flags] model.nef… | std | std/NAME",
	summary: "Run the experiments that expect something",
	help: `Runs every experiment with an expectation and reports each in TAP, one line an
expectation. What the experiments write is thrown away. std is the whole library.

Examples:
  nefc test model.nef
  nefc test std/product
  nefc test --seed 3 std
  nefc test --junit report.xml model.nef
`,
	flags: func(fs *pflag.FlagSet) any {
		f := &testFlags{}
		f.model.add(fs)
		fs.StringVar(&f.junit, "junit", "", "also write the report to this file, as JUnit XML")
		return f
	},
	run: runTest,
}

type testFlags struct {
	model modelFlags
	junit string
}

// tap counts the lines of a report in the Test Anything Protocol.
type tap struct {
	s              streams
	stop           *interrupt
	number, failed int
	cases          []junitCase
}

func (t *tap) line(ok bool, what string) {
	t.number++
	t.cases = append(t.cases, newCase(ok, what))
	word := "ok"
	if !ok {
		t.failed++
		word = "not ok"
	}
	t.s.say("test", fields{"number": t.number, "ok": ok, "what": what}, "%s %d - %s\n", word, t.number, what)
}

func runTest(s streams, flags any, args []string) int {
	f := flags.(*testFlags)
	if len(args) == 0 {
		fmt.Fprintln(s.err, "nefc test: which models? `nefc test model.nef`, or `nefc test std` for the library")
		return exitUsage
	}
	opts, err := f.model.options()
	if err != nil {
		fmt.Fprintf(s.err, "nefc test: %v\n", err)
		return exitUsage
	}
	report := &tap{s: s, stop: listen(s)}
	defer report.stop.close()
	s.text("TAP version 13\n")
	for _, path := range libraryOr(args) {
		if err := testModel(report, path, opts); err != nil {
			return fileError(s, err)
		}
	}
	s.say("tests", fields{"tests": report.number, "failed": report.failed}, "1..%d\n", report.number)
	if f.junit != "" {
		if err := writeJUnit(f.junit, report); err != nil {
			return fileError(s, err)
		}
	}
	if report.failed > 0 {
		fmt.Fprintf(s.err, "nefc test: %d of %d failed\n", report.failed, report.number)
		return exitModel
	}
	return exitFine
}

// libraryOr replaces std by all networks of the library.
func libraryOr(args []string) []string {
	var out []string
	for _, a := range args {
		if a != "std" {
			out = append(out, a)
			continue
		}
		for _, n := range stdlib.Networks() {
			out = append(out, "std/"+n)
		}
	}
	return out
}

// testModel runs the experiments of one model that expect something.
func testModel(t *tap, path string, opts compiler.Options) error {
	checked, err := compiler.Check(path, opts)
	if err != nil {
		return err
	}
	show(t.s, checked.Diags, checked.Sources)
	if checked.Diags.HasErrors() {
		t.line(false, path+": has errors")
		return nil
	}
	if err := decidedTwice(opts, checked.Model.Experiments); err != nil {
		t.line(false, fmt.Sprintf("%s: %v", path, err))
		return nil
	}
	for _, e := range checked.Model.Experiments {
		if !expectsSomething(e.Events) {
			continue
		}
		var results []cells.Outcome
		for _, cell := range e.Cells() {
			result, err := testCell(t, path, opts, e.Name, cell)
			if err != nil {
				return err
			}
			results = append(results, cells.Outcome{Cell: cell, Result: result})
		}
		for _, p := range cells.Pool(e, results) {
			t.line(p.Met, strings.TrimRight(fmt.Sprintf("%s %s: %s over seeds (%s) %s", path, e.Name, p.Text, p.Found(), p.Point), " "))
		}
	}
	return nil
}

// testCell runs an experiment with the seed and params of one cell; the result
// is nil if it did not run.
func testCell(t *tap, path string, opts compiler.Options, name string, cell model.Cell) (*experiment.Result, error) {
	label := strings.TrimRight(fmt.Sprintf("%s %s %s", path, name, cell.Name), " ")
	checked, err := compiler.Check(path, cellOptions(opts, cell))
	if err != nil {
		return nil, err
	}
	if checked.Diags.HasErrors() {
		show(t.s, checked.Diags, checked.Sources)
		t.line(false, label+": has errors")
		return nil, nil
	}
	result, err := testExperiment(t, checked, checked.Model.Experiment(name), cell.Name)
	if err != nil || result == nil {
		t.line(false, label+": did not run")
		return nil, err
	}
	for _, x := range result.Expectations {
		if x.Outcome == "pooled" {
			continue // judged with the others
		}
		what := label + ": " + x.Text
		if x.Value != nil {
			what += fmt.Sprintf(" (%.4g)", *x.Value)
		} else if x.Why != "" {
			what += " (" + x.Why + ")"
		}
		if x.Outcome == "skipped" {
			what += " # SKIP"
		}
		t.line(x.Outcome != "failed", what)
	}
	for _, plot := range result.Undrawn {
		t.line(false, label+": plot "+plot)
	}
	if !result.Finished {
		t.line(false, label+": did not run to its end")
	}
	return result, nil
}

func expectsSomething(events []model.Event) bool {
	for _, e := range events {
		if _, ok := e.(*model.Expect); ok {
			return true
		}
	}
	return false
}

// testExperiment runs an experiment in a folder that is deleted afterwards; nil
// if the model cannot be built.
func testExperiment(t *tap, checked *compiler.Checked, e *model.Experiment, cell string) (*experiment.Result, error) {
	compiled, diags := compiler.Compile(checked, e.Dt, nil)
	show(t.s, diags, checked.Sources)
	if compiled == nil {
		return nil, nil
	}
	dir, remove, err := newScratch("test")
	if err != nil {
		return nil, err
	}
	defer remove()
	t.stop.simulating.Store(true)
	defer t.stop.simulating.Store(false)
	result, err := experiment.Run(compiled.Program, compiled.Program.Experiment(e.Name), 0, experiment.Options{Dir: dir, Stop: t.stop.stop, Cell: cell, Version: version.Name()})
	if err == nil && result.Interrupted {
		return nil, errors.New("interrupted")
	}
	if err == nil && !result.Finished {
		show(t.s, result.Diags, checked.Sources)
	}
	return result, err
}
