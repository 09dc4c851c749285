package main

import (
	"fmt"
	"strings"
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

func runStatus(s streams, _ any, args []string) int {
	m, code := manifestArg(s, "status", args)
	if m == nil {
		return code
	}
	status, err := m.Status()
	if err != nil {
		return fileError(s, err)
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
		text, code = text+"\nmissing: "+strings.Join(missing, " "), exitModel
	}
	s.say("status", fields{"cells": status.Cells, "finished": status.Finished, "failed": status.Failed, "missing": missing}, "%s\n", text)
	return code
}
