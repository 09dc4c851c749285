// Command nefc checks, formats and runs models of spiking neurons written in
// the .nef language.
package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/terminal"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/version"
)

// The exit codes (language.md §13).
const (
	exitFine  = 0
	exitModel = 1 // the model has errors, or an expectation failed
	exitUsage = 2
	exitFiles = 3 // files, disk, interruption
)

// streams are what a command writes to: results to out, diagnostics and
// progress to err.
type streams struct {
	out, err io.Writer
	json     bool // results and diagnostics as JSON
}

// command is a subcommand. run gets the arguments behind the flags.
type command struct {
	name    string
	args    string
	summary string
	help    string
	flags   func(*pflag.FlagSet) any // declares flags; what it returns is handed to run
	run     func(s streams, flags any, args []string) int
}

// commands is the list of subcommands, in the order help shows them.
func commands() []command {
	return []command{
		newCommand,
		runCommand,
		checkCommand,
		fmtCommand,
		planCommand,
		graphCommand,
		methodsCommand,
		tuningCommand,
		evalCommand,
		testCommand,
		diffCommand,
		reportCommand,
		plotCommand,
		weightsCommand,
		lockCommand,
		verifyCommand,
		statusCommand,
		gatherCommand,
		cacheCommand,
		explainCommand,
		listCommand,
		docsCommand(),
	}
}

func main() { endProcess() }

// nefc runs the command line and returns the exit code.
func nefc(args []string, s streams) int {
	out := &stdout{Writer: s.out}
	return out.lost(s.err, dispatch(args, streams{out: out, err: s.err}))
}

// dispatch finds the command and runs it.
func dispatch(args []string, s streams) int {
	s.out, s.err = terminal.Visible{Writer: s.out}, terminal.Visible{Writer: s.err}
	if len(args) == 0 || args[0] == "help" && len(args) == 1 || args[0] == "--help" || args[0] == "-h" {
		usage(s.out)
		if len(args) == 0 {
			return exitUsage
		}
		return exitFine
	}
	if args[0] == "--version" || args[0] == "version" {
		fmt.Fprintf(s.out, "nefc %s\n", version.Name())
		return exitFine
	}
	if args[0] == "help" {
		args = append(args[1:2:2], "--help")
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c.execute(args[1:], s)
		}
	}
	way := "`nefc --help` lists them"
	if near := nearestCommand(args[0]); near != "" {
		way = "did you mean `nefc " + near + "`?"
	}
	fmt.Fprintf(s.err, "nefc: there is no command %q; %s\n", args[0], way)
	return exitUsage
}

// nearestCommand is the command that was probably meant: a model alone is to be
// run, other words are misspelt. It is "" if nothing is near.
func nearestCommand(word string) string {
	if strings.HasSuffix(word, ".nef") {
		return "run " + word
	}
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	return diag.Nearest(word, names)
}

func (c command) execute(args []string, s streams) int {
	fs := pflag.NewFlagSet(c.name, pflag.ContinueOnError)
	fs.SortFlags = false
	fs.SetOutput(io.Discard)
	var values any
	if c.flags != nil {
		values = c.flags(fs)
	}
	fs.BoolVar(&s.json, "json", false, "diagnostics and results as JSON, one object a line (docs/json.md)")
	err := fs.Parse(args)
	switch {
	case errors.Is(err, pflag.ErrHelp):
		fmt.Fprintf(s.out, "%s\n\nUsage:\n  nefc %s %s\n\n%s", c.summary, c.name, c.args, c.help)
		if text := fs.FlagUsages(); text != "" {
			fmt.Fprintf(s.out, "\nFlags:\n%s", text)
		}
		return exitFine
	case err != nil:
		fmt.Fprintf(s.err, "nefc %s: %v; %s\n", c.name, err, c.wayOut(fs, err))
		return exitUsage
	}
	return c.run(s, values, fs.Args())
}

// wayOut names the flag that was probably meant, or else where all of them stand.
func (c command) wayOut(fs *pflag.FlagSet, err error) string {
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		var names []string
		fs.VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if near := diag.Nearest(unknown.GetSpecifiedName(), names); near != "" {
			return "did you mean `--" + near + "`?"
		}
	}
	return "see `nefc " + c.name + " --help`"
}

func usage(w io.Writer) {
	fmt.Fprint(w, `nefc runs models of spiking neurons (Neural Engineering Framework).

A model is a text file. This one makes two populations, connects their neurons
under Dale's principle, and learns:

  seed 1
  ensemble pre 101 radius 2
  ensemble post 102 radius 2
  node ramp = t/10 - 1
  connect ramp -> pre
  connect pre.neurons -> post.neurons solve nnls dale 0.7
  learn pes err = post - pre
  probe ramp, pre, post, err synapse 100ms
  run 20s

Commands:
`)
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-8s %s\n", c.name, c.summary)
	}
	fmt.Fprint(w, `
`+"`nefc COMMAND --help`"+` tells more. Exit codes: 0 fine, 1 the model has errors or an
expectation failed, 2 usage, 3 files, disk or interruption.
`)
}
