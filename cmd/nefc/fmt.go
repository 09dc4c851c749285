package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/format"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/linediff"
)

var fmtCommand = command{
	name:    "fmt",
	args:    "[flags] model.nef…",
	summary: "Lay models out in the canonical form",
	help: `Rewrites files in the one layout of the language. Comments and single blank
lines stay. A file with syntax errors is left alone. "-" reads standard input
and writes standard output.
`,
	flags: func(fs *pflag.FlagSet) any {
		f := &fmtFlags{}
		fs.BoolVarP(&f.diff, "diff", "d", false, "show what would change and write nothing")
		fs.BoolVar(&f.check, "check", false, "list files that are not formatted and exit 1")
		return f
	},
	run: runFmt,
}

type fmtFlags struct{ diff, check bool }

func runFmt(s streams, flags any, args []string) int {
	f := flags.(*fmtFlags)
	if len(args) == 0 {
		fmt.Fprintln(s.err, "nefc fmt: which file? `nefc fmt model.nef`")
		return exitUsage
	}
	code := exitFine
	for _, path := range args {
		code = max(code, fmtOne(s, f, path))
	}
	return code
}

func fmtOne(s streams, f *fmtFlags, path string) int {
	src, err := readModel(path)
	if err != nil {
		return fileError(s, err)
	}
	file, diags := grammar.Parse(path, string(src))
	if len(diags) > 0 {
		show(s, diags, diag.Sources{path: string(src)})
		return exitModel
	}
	formatted := format.File(file)
	switch {
	case path == "-":
		streams{out: raw(s.out), json: s.json}.say("formatted", fields{"file": path, "text": formatted}, "%s", formatted)
	case formatted == string(src):
	case f.check:
		s.say("unformatted", fields{"file": path}, "%s\n", path)
		return exitModel
	case f.diff:
		lines := fmt.Sprintf("--- %s\n+++ %s (formatted)\n%s", path, path, linediff.Of(string(src), formatted))
		s.say("unformatted", fields{"file": path, "diff": lines}, "%s", lines)
		return exitModel
	default:
		if err := files.Rewrite(path, func(w io.Writer) error { _, err := io.WriteString(w, formatted); return err }); err != nil {
			return fileError(s, err)
		}
	}
	return exitFine
}

func readModel(path string) ([]byte, error) {
	if path == "-" {
		return io.ReadAll(os.Stdin)
	}
	text, err := compiler.ReadSource(path)
	return []byte(text), err
}
