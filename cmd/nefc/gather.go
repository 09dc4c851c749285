package main

import (
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/study/manifest"
)

var gatherCommand = cli.Command{
	Name:    "gather",
	Args:    "[flags] out/manifest-….json",
	Summary: "Collect the cells of a manifest: table, plots, expectations",
	Help: `Writes cells.csv and the plots over swept params from the finished cells of a
manifest, and judges expectations over seeds. A missing cell is an error, unless
--partial is given.

Example:
  nefc gather out/manifest-0123456789ab.json
`,
	Flags: func(fs *pflag.FlagSet) any {
		f := &gatherFlags{}
		fs.BoolVar(&f.partial, "partial", false, "gather what is there")
		return f
	},
	Run: runGather,
}

type gatherFlags struct{ partial bool }

func runGather(s cli.Streams, flags any, args []string) int {
	m, code := manifestArg(s, "gather", args)
	if m == nil {
		return code
	}
	job := m.Job()
	x := newScreen(s, job)
	defer x.close()
	list, err := m.Gather(job, flags.(*gatherFlags).partial)
	for i := range list {
		g := &list[i]
		code = max(code, exitOf(g.State()))
		if g.Files == nil {
			continue
		}
		printPooled(s, g.Experiment.Name, g.Pooled)
		s.Say("gathered", cli.Fields{"experiment": g.Experiment.Name, "cells": g.Cells, "finished": g.Finished, "files": g.Files},
			"%s: %d of %d cells gathered\n", g.Experiment.Name, g.Finished, g.Cells)
	}
	var missing *manifest.Missing
	if errors.As(err, &missing) {
		fmt.Fprintf(s.Err, "nefc gather: %v; `nefc status` lists them, --partial gathers the others\n", err)
		return cli.ExitFiles
	}
	if err != nil {
		return cli.FileError(s, err)
	}
	return code
}
