package main

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/cmd/nefc/cli"
)

var statusCommand = cli.Command{
	Name:    "status",
	Args:    "out/manifest-….json",
	Summary: "Say which cells of a manifest are finished",
	Help: `Counts finished cells and failed expectations, and lists what is missing as
ranges for --cells. Exits with 1 while cells are missing.

Example:
  nefc status out/manifest-0123456789ab.json
`,
	Run: runStatus,
}

func runStatus(s cli.Streams, _ any, args []string) int {
	m, code := manifestArg(s, "status", args)
	if m == nil {
		return code
	}
	status, err := m.Status()
	if err != nil {
		return cli.FileError(s, err)
	}
	missing := []string{}
	for _, r := range status.Missing {
		missing = append(missing, r.String())
	}
	text := fmt.Sprintf("%d of %d cells are finished", status.Finished, status.Cells)
	if status.Failed > 0 {
		text += fmt.Sprintf(", in %d of them an expectation failed", status.Failed)
	}
	if len(missing) > 0 {
		text, code = text+"\nmissing: "+strings.Join(missing, " "), cli.ExitModel
	}
	s.Say("status", cli.Fields{"cells": status.Cells, "finished": status.Finished, "failed": status.Failed, "missing": missing},
		"%s\n", text)
	return code
}
