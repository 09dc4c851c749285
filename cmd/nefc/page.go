package main

import (
	"context"
	"errors"
	"io"
	"os/signal"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/signals"
	"github.com/nefc/nefc/internal/size"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/study/core"
	"github.com/nefc/nefc/study/pagefile"
)

var pageCommand = cli.Command{
	Name:    "page",
	Args:    "[flags] model.nef",
	Summary: "Write a model as one file of HTML in which it runs",
	Help: `Writes the live page, the model with the files it reads, and the compiler and
runtime as WebAssembly into one file. It opens from disk or from any web host, in a
browser of 2023 or later, and asks nothing of any other computer: send it to somebody
who has no nefc. docs/page.md says what it cannot do.

Examples:
  nefc page model.nef
  nefc page --only train -o train.html model.nef
  nefc page --set n=80 --seed 3 model.nef
`,
	Flags: func(fs *pflag.FlagSet) any {
		f := &pageFlags{}
		fs.StringVarP(&f.to, "to", "o", "", "the file to write (default: model.html beside the model)")
		f.model.Add(fs)
		f.follow.add(fs)
		fs.StringVar(&f.source, "source", "", "folder of nefc's source, to build what runs in the page")
		return f
	},
	Run: runPage,
}

type pageFlags struct {
	to, source string
	model      cli.ModelFlags
	follow     followed
}

func runPage(s cli.Streams, flags any, args []string) int {
	f := flags.(*pageFlags)
	if len(args) != 1 {
		return cli.UsageError(s, "page", errors.New("one model at a time: `nefc page model.nef`"))
	}
	opts, err := f.model.Options()
	if err != nil {
		return cli.UsageError(s, "page", err)
	}
	checked, code := drivenModel(s, args[0], opts)
	if checked == nil {
		return code
	}
	if !cli.Writes(f.to, pageEndings) {
		return cli.UsageError(s, "page", cli.CannotWrite(f.to, pageEndings))
	}
	experiment, err := f.follow.in(checked)
	if err != nil {
		return cli.UsageError(s, "page", err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), signals.Endings()...)
	defer stop()
	built, err := core.Find(ctx, f.source)
	if err != nil {
		return cli.FileError(s, err)
	}
	page, err := pagefile.Make(checked, args[0],
		pagefile.Options{Experiment: experiment, Set: opts.Set, Seed: opts.Seed, Version: version.Name(), Core: built})
	if err != nil {
		return cli.FileError(s, err)
	}
	to := f.to
	if to == "" {
		to = strings.TrimSuffix(args[0], filepath.Ext(args[0])) + ".html"
	}
	if err := files.Write(to, func(w io.Writer) error { _, err := w.Write(page); return err }); err != nil {
		return cli.FileError(s, err)
	}
	s.Say("page", cli.Fields{"file": to, "bytes": len(page)}, "%s: %s\n", to, size.Bytes(len(page)))
	return cli.ExitFine
}

// pageEndings are those of files of HTML; what has another one may be a model.
var pageEndings = []string{".html", ".htm"}
