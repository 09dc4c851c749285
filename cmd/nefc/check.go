package main

import (
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/compiler"
)

var checkCommand = command{
	name:    "check",
	args:    "[flags] model.nef…",
	summary: "Check models without running them",
	help: `Checks everything that needs no simulation: names, sizes, units, signs, loops,
files and tables. With --emit, prints a stage of the compiler instead: ` + strings.Join(compiler.Stages, ", ") + `.

Examples:
  nefc check model.nef
  nefc check --json model.nef          one diagnostic a line, for editors
  nefc check --emit=program model.nef  what would run
`,
	flags: func(fs *pflag.FlagSet) any {
		f := &checkFlags{}
		f.model.add(fs)
		fs.StringVar(&f.emit, "emit", "", "print a stage: "+strings.Join(compiler.Stages, ", "))
		fs.BoolVarP(&f.verbose, "verbose", "v", false, "also say what each learning rule trains")
		return f
	},
	run: runCheck,
}

type checkFlags struct {
	model   modelFlags
	emit    string
	verbose bool
}

// A check makes much that lives until its end, and then the process ends. So the heap
// is collected when it is five times what lived last (checkGrowth, in percent more),
// rather than twice, and kept small from checkMemory on: a check fits into it, whatever
// the model.
const (
	checkGrowth = 400
	checkMemory = 245e6
)

func runCheck(s streams, flags any, args []string) int {
	f := flags.(*checkFlags)
	if len(args) == 0 {
		fmt.Fprintln(s.err, "nefc check: which model? `nefc check model.nef`")
		return exitUsage
	}
	opts, err := f.model.options()
	if err == nil && f.emit != "" && !slices.Contains(compiler.Stages, f.emit) {
		err = fmt.Errorf("--emit takes one of %s, not %q", strings.Join(compiler.Stages, ", "), f.emit)
	}
	if err != nil {
		fmt.Fprintf(s.err, "nefc check: %v\n", err)
		return exitUsage
	}
	if f.emit == "" {
		debug.SetGCPercent(checkGrowth)
		debug.SetMemoryLimit(checkMemory)
	}
	code := exitFine
	for _, path := range args {
		code = max(code, checkOne(s, f, path, opts))
	}
	return code
}

func checkOne(s streams, f *checkFlags, path string, opts compiler.Options) int {
	checked, err := compiler.Check(path, opts)
	if err != nil {
		return fileError(s, err)
	}
	diags := checked.Diags
	if f.emit != "" && !diags.HasErrors() {
		var text strings.Builder
		diags = append(diags, compiler.Emit(&text, checked, f.emit)...)
		s.say("stage", fields{"file": path, "stage": f.emit, "text": text.String()}, "%s", text.String())
	}
	show(s, diags, checked.Sources)
	if diags.HasErrors() {
		return exitModel
	}
	if f.verbose {
		for _, r := range checked.Model.Rules {
			at := r.At.Start()
			s.say("rule", fields{"file": at.Filename, "line": at.Line, "column": at.Column, "rule": r.Kind.Name, "connection": r.Connection.Name},
				"%s: %s trains %s\n", at, r.Kind.Name, r.Connection.Name)
		}
	}
	switch {
	case f.emit != "":
	case s.json: // only there the hash is told, which takes as long as the check of a large model
		s.object("checked", fields{"file": path, "spec_hash": checked.Model.SpecHash(), "warnings": len(diags)})
	default:
		s.text("%s: fine\n", path)
	}
	return exitFine
}
