package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/internal/kernels"
)

var checkCommand = cli.Command{
	Name:    "check",
	Args:    "[flags] model.nef…",
	Summary: "Check models without running them",
	Help: `Checks everything that needs no simulation: names, sizes, units, signs, loops,
files and tables. With --emit, prints a stage of the compiler instead: ` + strings.Join(compiler.Stages, ", ") + `.

Examples:
  nefc check model.nef
  nefc check --json model.nef          one diagnostic a line, for editors
  nefc check --emit=program model.nef  what would run
`,
	Flags: func(fs *pflag.FlagSet) any {
		f := &checkFlags{}
		f.model.Add(fs)
		fs.StringVar(&f.emit, "emit", "", "print a stage: "+strings.Join(compiler.Stages, ", "))
		fs.BoolVarP(&f.verbose, "verbose", "v", false, "also say what each learning rule trains")
		return f
	},
	Run: runCheck,
}

type checkFlags struct {
	model   cli.ModelFlags
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

// Texts of largeText bytes fill up to checkMemory while they are checked; all of that in
// large pages takes a third of the time off, and half of it a sixth.
const (
	largeText    = 256 << 10
	roomForLarge = 230 << 20
)

// prepareHeap sets how the heap grows while models are checked.
func prepareHeap(paths []string) {
	debug.SetGCPercent(checkGrowth)
	debug.SetMemoryLimit(checkMemory)
	var text int64
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil {
			text += info.Size()
		}
	}
	if text >= largeText {
		kernels.LargeHeap(roomForLarge)
	}
}

func runCheck(s cli.Streams, flags any, args []string) int {
	f := flags.(*checkFlags)
	if len(args) == 0 {
		fmt.Fprintln(s.Err, "nefc check: which model? `nefc check model.nef`")
		return cli.ExitUsage
	}
	opts, err := f.model.Options()
	if err == nil && f.emit != "" && !slices.Contains(compiler.Stages, f.emit) {
		err = fmt.Errorf("--emit takes one of %s, not %q", strings.Join(compiler.Stages, ", "), f.emit)
	}
	if err != nil {
		return cli.UsageError(s, "check", err)
	}
	if f.emit == "" {
		prepareHeap(args)
	}
	code := cli.ExitFine
	for _, path := range args {
		code = max(code, checkOne(s, f, path, opts))
	}
	return code
}

func checkOne(s cli.Streams, f *checkFlags, path string, opts compiler.Options) int {
	path, err := cli.FromInput(path, &opts)
	if err != nil {
		return cli.FileError(s, err)
	}
	checked, err := compiler.Check(path, opts)
	if err != nil {
		return cli.FileError(s, err)
	}
	diags := checked.Diags
	if f.emit != "" && !diags.HasErrors() {
		var text strings.Builder
		diags = append(diags, compiler.Emit(&text, checked, f.emit)...)
		s.Say("stage", cli.Fields{"file": path, "stage": f.emit, "text": text.String()}, "%s", text.String())
	}
	cli.Show(s, diags, checked.Sources)
	if diags.HasErrors() {
		return cli.ExitModel
	}
	if f.verbose {
		for _, r := range checked.Model.Rules {
			at := r.At.Start()
			s.Say("rule", cli.Fields{"file": at.Filename, "line": at.Line, "column": at.Column, "rule": r.Kind.Name,
				"connection": r.Connection.Name},
				"%s: %s trains %s\n", at, r.Kind.Name, r.Connection.Name)
		}
	}
	switch {
	case f.emit != "":
	case s.JSON: // only there the hash is told, which takes as long as the check of a large model
		s.Object("checked", cli.Fields{"file": path, "spec_hash": checked.Model.SpecHash(), "warnings": len(diags)})
	default:
		s.Text("%s: fine\n", path)
	}
	return cli.ExitFine
}
