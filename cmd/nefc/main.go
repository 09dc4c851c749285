// Command nefc checks, formats and runs models of spiking neurons written in
// the .nef language.
package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/cmd/nefc/look"
	"github.com/nefc/nefc/cmd/nefc/lsp"
	"github.com/nefc/nefc/cmd/nefc/terminal"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/version"
)

// commands is the list of subcommands, in the order help shows them.
func commands() []cli.Command {
	return []cli.Command{
		newCommand,
		importCommand,
		runCommand,
		checkCommand,
		fmtCommand,
		planCommand,
		look.Graph,
		look.Methods,
		look.Tuning,
		look.Eval,
		testCommand,
		diffCommand,
		reportCommand,
		look.Plot,
		weightsCommand,
		lockCommand,
		verifyCommand,
		statusCommand,
		gatherCommand,
		liveCommand,
		pageCommand,
		serveCommand,
		cacheCommand,
		look.Explain,
		look.List,
		look.Docs(commands),
		lsp.Command,
	}
}

func main() { endProcess() }

// nefc runs the command line and returns the exit code.
func nefc(args []string, s cli.Streams) int {
	out := &stdout{Writer: s.Out}
	return out.lost(s.Err, dispatch(args, cli.Streams{Out: out, Err: s.Err}))
}

// dispatch finds the command and runs it.
func dispatch(args []string, s cli.Streams) int {
	s.Out, s.Err = terminal.Visible{Writer: s.Out}, terminal.Visible{Writer: s.Err}
	if len(args) == 0 || args[0] == "help" && len(args) == 1 || args[0] == "--help" || args[0] == "-h" {
		usage(s.Out)
		if len(args) == 0 {
			return cli.ExitUsage
		}
		return cli.ExitFine
	}
	if args[0] == "--version" || args[0] == "version" {
		fmt.Fprintf(s.Out, "nefc %s\n", version.Name())
		return cli.ExitFine
	}
	if args[0] == "help" {
		args = append(args[1:2:2], "--help")
	}
	for _, c := range commands() {
		if c.Name == args[0] {
			return c.Execute(args[1:], s)
		}
	}
	way := "`nefc --help` lists them"
	if near := nearestCommand(args[0]); near != "" {
		way = "did you mean `nefc " + near + "`?"
	}
	fmt.Fprintf(s.Err, "nefc: there is no command %q; %s\n", args[0], way)
	return cli.ExitUsage
}

// nearestCommand is the command that was probably meant: a model alone is to be
// run, other words are misspelt. It is "" if nothing is near.
func nearestCommand(word string) string {
	if strings.HasSuffix(word, ".nef") {
		return "run " + word
	}
	var names []string
	for _, c := range commands() {
		names = append(names, c.Name)
	}
	return diag.Nearest(word, names)
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
		fmt.Fprintf(w, "  %-8s %s\n", c.Name, c.Summary)
	}
	fmt.Fprint(w, `
`+"`nefc COMMAND --help`"+` tells more. Exit codes: 0 fine, 1 the model has errors or an
expectation failed, 2 usage, 3 files, disk or interruption.
`)
}
