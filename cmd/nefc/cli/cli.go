// Package cli is what the commands of nefc share: what a command is, the streams that it
// writes to, results as text or JSON, diagnostics, the flags of a model, and Ctrl-C.
package cli

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/grammar/diag"
)

// The exit codes (language.md §13).
const (
	ExitFine  = 0
	ExitModel = 1 // the model has errors, or an expectation failed
	ExitUsage = 2
	ExitFiles = 3 // files, disk, interruption
)

// Streams are what a command writes to: results to out, diagnostics and
// progress to err.
type Streams struct {
	Out, Err io.Writer
	JSON     bool // results and diagnostics as JSON
}

// Command is a subcommand. Run gets the arguments behind the flags.
type Command struct {
	Name    string
	Args    string
	Summary string
	Help    string
	Flags   func(*pflag.FlagSet) any // declares flags; what it returns is handed to run
	Run     func(s Streams, flags any, args []string) int
}

// Execute reads the flags, then runs the command.
func (c Command) Execute(args []string, s Streams) int {
	fs := pflag.NewFlagSet(c.Name, pflag.ContinueOnError)
	fs.SortFlags = false
	fs.SetOutput(io.Discard)
	var values any
	if c.Flags != nil {
		values = c.Flags(fs)
	}
	fs.BoolVar(&s.JSON, "json", false, "diagnostics and results as JSON, one object a line (docs/json.md)")
	err := fs.Parse(args)
	switch {
	case errors.Is(err, pflag.ErrHelp):
		fmt.Fprintf(s.Out, "%s\n\nUsage:\n  nefc %s %s\n\n%s", c.Summary, c.Name, c.Args, c.Help)
		if text := fs.FlagUsages(); text != "" {
			fmt.Fprintf(s.Out, "\nFlags:\n%s", text)
		}
		return ExitFine
	case err != nil:
		fmt.Fprintf(s.Err, "nefc %s: %v; %s\n", c.Name, err, c.wayOut(fs, err))
		return ExitUsage
	}
	return c.Run(s, values, fs.Args())
}

// wayOut names the flag that was probably meant, or else where all of them stand.
func (c Command) wayOut(fs *pflag.FlagSet, err error) string {
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		var names []string
		fs.VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if near := diag.Nearest(unknown.GetSpecifiedName(), names); near != "" {
			return "did you mean `--" + near + "`?"
		}
	}
	return "see `nefc " + c.Name + " --help`"
}
