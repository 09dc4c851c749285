package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/serve"
	"github.com/nefc/nefc/serve/folder"
	"github.com/nefc/nefc/serve/stdio"
	"github.com/nefc/nefc/study/picture"
	"github.com/nefc/nefc/study/watched"
)

var serveCommand = cli.Command{
	Name:    "serve",
	Args:    "--stdio [flags]",
	Summary: "Let another program drive and watch models (docs/protocol.md)",
	Help: `Speaks nefc/1 on standard input and output: requests as JSON, what is watched as
frames of numbers. Models are those of the current folder. It ends when its input
does.

Examples:
  nefc serve --stdio
`,
	Flags: func(fs *pflag.FlagSet) any {
		f := &serveFlags{}
		f.model.Add(fs)
		fs.BoolVar(&f.stdio, "stdio", false, "speak on standard input and output")
		fs.BoolVar(&f.quiet, "no-times", false, "tell no time that something took, so that answers repeat byte for byte")
		return f
	},
	Run: runServe,
}

type serveFlags struct {
	model cli.ModelFlags
	stdio bool
	quiet bool
}

func runServe(s cli.Streams, flags any, args []string) int {
	f := flags.(*serveFlags)
	if !f.stdio || len(args) > 0 {
		fmt.Fprintln(s.Err, "nefc serve: `nefc serve --stdio` speaks on standard input and output")
		return cli.ExitUsage
	}
	opts, err := f.model.Options()
	if err != nil {
		return cli.UsageError(s, "serve", err)
	}
	here, err := folder.Open(".")
	if err != nil {
		return cli.FileError(s, err)
	}
	kernels.LargeHeap(leastRoom)
	opts.Memory = compiler.NewMemory() // of all models that this client opens, one after the other
	server := &serve.Server{Version: version.Name(), Host: here, Model: opts, Options: live.Options{Opened: &live.Opened{}}, Layout: layout, Locked: lockedModel, Quiet: f.quiet, Trusted: true,
		Export: watched.Export, Record: watched.Recordings(here, time.Now)}
	if err := server.Serve(stdio.New(os.Stdin, os.Stdout)); err != nil {
		return cli.FileError(s, err)
	}
	return cli.ExitFine
}

// layout is how a model is drawn: boxes and wires with their places.
func layout(c *compiler.Checked, open, shut []string) any {
	return picture.Folded(c, picture.AnyFlow, open, shut)
}
