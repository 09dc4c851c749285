package main

import (
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/study/cells"
)

var statusCommand = command{
	name:    "status",
	args:    "out/manifest-….json",
	summary: "Say which cells of a manifest are finished",
	help: `Counts finished cells and failed expectations, and lists what is missing as
ranges for --cells. Exits with 1 while cells are missing.

Example:
  nefc status out/manifest-0123456789ab.json
`,
	run: runStatus,
}

var gatherCommand = command{
	name:    "gather",
	args:    "[flags] out/manifest-….json",
	summary: "Collect the cells of a manifest: table, plots, expectations",
	help: `Writes cells.csv and the plots over swept params from the finished cells of a
manifest, and judges expectations over seeds. A missing cell is an error, unless
--partial is given.

Example:
  nefc gather out/manifest-0123456789ab.json
`,
	flags: func(fs *pflag.FlagSet) any {
		f := &gatherFlags{}
		fs.BoolVar(&f.partial, "partial", false, "gather what is there")
		return f
	},
	run: runGather,
}

type gatherFlags struct{ partial bool }

func runStatus(s streams, _ any, args []string) int {
	m, code := manifestArg(s, "status", args)
	if m == nil {
		return code
	}
	if err := m.current(); err != nil {
		return fileError(s, err)
	}
	var missing []int
	failed := 0
	for i, c := range m.Cells {
		r := m.finished(c)
		if r == nil {
			missing = append(missing, i)
		} else if outcome(r) != exitFine {
			failed++
		}
	}
	text := fmt.Sprintf("%d of %d cells are finished", len(m.Cells)-len(missing), len(m.Cells))
	if failed > 0 {
		text += fmt.Sprintf(", in %d of them an expectation failed", failed)
	}
	code = exitFine
	if len(missing) > 0 {
		text += "\nmissing: " + strings.Join(ranges(missing), " ")
		code = exitModel
	}
	s.say("status", fields{"cells": len(m.Cells), "finished": len(m.Cells) - len(missing), "failed": failed, "missing": ranges(missing)}, "%s\n", text)
	return code
}

// ranges writes ascending numbers as A:B, B not included.
func ranges(numbers []int) []string {
	out := []string{}
	for len(numbers) > 0 {
		n := 1
		for n < len(numbers) && numbers[n] == numbers[0]+n {
			n++
		}
		out = append(out, fmt.Sprintf("%d:%d", numbers[0], numbers[0]+n))
		numbers = numbers[n:]
	}
	return out
}

func runGather(s streams, flags any, args []string) int {
	f := flags.(*gatherFlags)
	m, code := manifestArg(s, "gather", args)
	if m == nil {
		return code
	}
	if err := m.current(); err != nil {
		return fileError(s, err)
	}
	checked, err := compiler.Check(m.Model, m.options())
	if err != nil {
		return fileError(s, err)
	}
	show(s, checked.Diags, checked.Sources)
	if checked.Diags.HasErrors() {
		return exitModel
	}
	planned := map[cellKey]manifestCell{}
	for _, c := range m.Cells {
		planned[cellKey{c.Experiment, c.Cell}] = c
	}
	for _, e := range checked.Model.Experiments {
		var results []cells.Outcome
		missing := 0
		for _, cell := range e.Cells() {
			c, ok := planned[cellKey{e.Name, cell.Name}]
			if !ok {
				continue
			}
			r := m.finished(c)
			if r == nil {
				missing++
			} else {
				code = max(code, outcome(r))
			}
			results = append(results, cells.Outcome{Cell: cell, Result: r, Before: true})
		}
		if missing > 0 && !f.partial {
			fmt.Fprintf(s.err, "nefc gather: %d of %d cells of %s are missing; `nefc status` lists them, --partial gathers the others\n", missing,
				len(results), e.Name)
			return exitFiles
		}
		if e.Seeds == nil && e.Sweeps == nil || len(results) == 0 {
			continue
		}
		release, err := join(s, m.Out, e.Name)
		if err != nil {
			return fileError(s, err)
		}
		all := &outcomes{}
		c, err := gathered(s, m.Out, e, results, all)
		release()
		if err != nil {
			return fileError(s, err)
		}
		code = max(code, c)
		s.say("gathered", fields{"experiment": e.Name, "cells": len(results), "finished": len(results) - missing, "files": all.files},
			"%s: %d of %d cells gathered\n", e.Name, len(results)-missing, len(results))
	}
	return code
}
