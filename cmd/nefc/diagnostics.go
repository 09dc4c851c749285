package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/nefc/nefc/cmd/nefc/terminal"
	"github.com/nefc/nefc/grammar/diag"
)

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
	if terminal.Colours(s.err) {
		style = diag.Colours
	}
	diag.Render(terminal.Raw(s.err), diags, src, style)
}
