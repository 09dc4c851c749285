package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/cmd/nefc/terminal"
	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/format"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/linediff"
	"github.com/nefc/nefc/study/respell"
)

var fmtCommand = cli.Command{
	Name:    "fmt",
	Args:    "[flags] model.nef…",
	Summary: "Lay models out in the canonical form",
	Help: `Rewrites files in the one layout of the language. Comments and single blank
lines stay. A file with syntax errors is left alone. "-" reads standard input
and writes standard output.

With --fix, what a model says in words of earlier versions of the language, or in
characters of word processors, is written as it is today, and each change is told.
That changes no meaning; other ways out are for people to choose. Templates are
read where a model uses them: name both files, nefc fmt --fix model.nef parts.nef.
`,
	Flags: func(fs *pflag.FlagSet) any {
		f := &fmtFlags{}
		fs.BoolVarP(&f.diff, "diff", "d", false, "show what would change and write nothing")
		fs.BoolVar(&f.check, "check", false, "list files that are not formatted and exit 1")
		fs.BoolVar(&f.fix, "fix", false, "also write words of earlier versions as those of today")
		return f
	},
	Run: runFmt,
}

type fmtFlags struct{ diff, check, fix bool }

func runFmt(s cli.Streams, flags any, args []string) int {
	f := flags.(*fmtFlags)
	if len(args) == 0 {
		fmt.Fprintln(s.Err, "nefc fmt: which file? `nefc fmt model.nef`")
		return cli.ExitUsage
	}
	code := cli.ExitFine
	found, texts := compiler.Overlay{}, compiler.Overlay{} // what files hold, and what of it is formatted
	var paths []string
	for _, path := range args {
		src, err := readModel(path)
		if err != nil {
			code = max(code, cli.FileError(s, err))
			continue
		}
		path = filepath.Clean(path)
		paths = append(paths, path)
		found[path], texts[path] = string(src), string(src)
	}
	var changes []respell.Change
	for _, path := range paths {
		if !f.fix {
			break
		}
		of, err := respell.Model(texts, path)
		if err != nil {
			return cli.FileError(s, err)
		}
		changes = append(changes, of...)
	}
	for _, path := range paths {
		code = max(code, fmtOne(s, f, path, found[path], texts[path], changes))
	}
	return code
}

// fmtOne formats the text of a file that holds src, in which the changes were made.
func fmtOne(s cli.Streams, f *fmtFlags, path, src, text string, changes []respell.Change) int {
	file, diags := grammar.Parse(path, text)
	if len(diags) > 0 {
		cli.Show(s, diags, diag.Sources{path: text})
		return cli.ExitModel
	}
	formatted := format.File(file)
	switch {
	case path == "-":
		sayRespelled(s, changes, path)
		cli.Streams{Out: terminal.Raw(s.Out), JSON: s.JSON}.Say("formatted", cli.Fields{"file": path, "text": formatted}, "%s", formatted)
	case formatted == src:
	case f.check:
		s.Say("unformatted", cli.Fields{"file": path}, "%s\n", path)
		return cli.ExitModel
	case f.diff:
		lines := fmt.Sprintf("--- %s\n+++ %s (formatted)\n%s", path, path, linediff.Of(src, formatted))
		s.Say("unformatted", cli.Fields{"file": path, "diff": lines}, "%s", lines)
		return cli.ExitModel
	default:
		if err := files.Rewrite(path, func(w io.Writer) error { _, err := io.WriteString(w, formatted); return err }); err != nil {
			return cli.FileError(s, err)
		}
		sayRespelled(s, changes, path)
	}
	return cli.ExitFine
}

func readModel(path string) ([]byte, error) {
	if path == "-" {
		return io.ReadAll(os.Stdin)
	}
	text, err := compiler.ReadSource(path)
	return []byte(text), err
}

// sayRespelled says what was changed in a file, beside the result, which may be standard
// output.
func sayRespelled(s cli.Streams, changes []respell.Change, path string) {
	for _, c := range changes {
		switch {
		case c.At.Filename != path:
		case s.JSON:
			s.Object("respelled", cli.Fields{"file": path, "line": c.At.Line, "column": c.At.Column, "was": c.Was, "now": c.Now})
		default:
			fmt.Fprintf(s.Err, "%s: `%s` is `%s` now\n", c.At, c.Was, c.Now)
		}
	}
}
