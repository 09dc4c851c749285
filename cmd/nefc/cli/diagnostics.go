package cli

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/nefc/nefc/cmd/nefc/terminal"
	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/grammar/diag"
)

// FileError reports a problem of the environment.
func FileError(s Streams, err error) int {
	var path *fs.PathError
	if errors.As(err, &path) && path.Op == "stat" {
		err = fmt.Errorf("%s: %w", path.Path, reasonOf(err))
	}
	fmt.Fprintf(s.Err, "nefc: %v\n", err)
	return ExitFiles
}

// reasonOf is what is wrong with a file, without its path.
func reasonOf(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// Show prints diagnostics: JSON to out, text to err.
func Show(s Streams, diags diag.List, src diag.Sources) {
	if len(diags) == 0 {
		return
	}
	if s.JSON {
		for _, d := range diags {
			s.Object("diagnostic", d.JSON(src))
		}
		return
	}
	style := diag.Style{}
	if terminal.Colours(s.Err) {
		style = diag.Colours
	}
	diag.Render(terminal.Raw(s.Err), diags, src, style)
}

// CheckedModel checks a model and shows what is wrong with it; nil, and the exit code, if
// that is an error.
func CheckedModel(s Streams, path string, opts compiler.Options) (*compiler.Checked, int) {
	checked, err := compiler.Check(path, opts)
	if err != nil {
		return nil, FileError(s, err)
	}
	Show(s, checked.Diags, checked.Sources)
	if checked.Diags.HasErrors() {
		return nil, ExitModel
	}
	return checked, ExitFine
}

// UsageError reports a command line that a command cannot do.
func UsageError(s Streams, command string, err error) int {
	fmt.Fprintf(s.Err, "nefc %s: %v\n", command, err)
	return ExitUsage
}
