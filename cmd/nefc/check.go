package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/pflag"
	"golang.org/x/term"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/grammar/diag"
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

// modelFlags are what several commands take to change a model.
type modelFlags struct {
	set       []string
	seed      int64
	maxMemory string
	fs        *pflag.FlagSet
}

func (m *modelFlags) add(fs *pflag.FlagSet) {
	m.fs = fs
	fs.StringArrayVar(&m.set, "set", nil, "change a param: --set lr=1e-3 (repeatable)")
	fs.Int64Var(&m.seed, "seed", 0, "use this seed instead of the model's")
	fs.StringVar(&m.maxMemory, "max-memory", "", "memory a run may use, such as 8GB (default: that of the machine)")
}

// options turns the flags into options of the compiler.
func (m *modelFlags) options() (compiler.Options, error) {
	o := compiler.Options{Set: map[string]string{}, MaxMemory: machineMemory()}
	for _, s := range m.set {
		name, value, ok := strings.Cut(s, "=")
		if !ok {
			return o, fmt.Errorf("--set takes NAME=VALUE, not %q", s)
		}
		if name = strings.TrimSpace(name); o.Set[name] != "" {
			return o, fmt.Errorf("--set %s=%s or --set %s: which of the two?", name, o.Set[name], s)
		}
		o.Set[name] = strings.TrimSpace(value)
	}
	if m.fs.Changed("seed") {
		o.Seed = &m.seed
	}
	if m.maxMemory != "" {
		bytes, err := parseBytes(m.maxMemory)
		if err != nil {
			return o, err
		}
		o.MaxMemory = bytes
	}
	return o, nil
}

// checkMemory is from where on the heap is kept small rather than collected seldom:
// a check fits into it, whatever the model.
const checkMemory = 230e6

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
			at := r.At.Start
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

// fileError reports a problem of the environment.
func fileError(s streams, err error) int {
	var path *fs.PathError
	if errors.As(err, &path) && path.Op == "stat" {
		err = fmt.Errorf("%s: %w", path.Path, reasonOf(err))
	}
	fmt.Fprintf(s.err, "nefc: %v\n", err)
	return exitFiles
}

// reasonOf is what is wrong with a file, without its path.
func reasonOf(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// show prints diagnostics: JSON to out, text to err.
func show(s streams, diags diag.List, src diag.Sources) {
	if len(diags) == 0 {
		return
	}
	if s.json {
		for _, d := range diags {
			s.object("diagnostic", d.JSON())
		}
		return
	}
	style := diag.Style{}
	if isTerminal(s.err) && os.Getenv("NO_COLOR") == "" {
		style = diag.Colours
	}
	diag.Render(raw(s.err), diags, src, style)
}

func isTerminal(w io.Writer) bool {
	f, ok := raw(w).(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
