package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/internal/files"
)

var newCommand = cli.Command{
	Name:    "new",
	Args:    "model.nef",
	Summary: "Write a first model, to be changed into yours",
	Help: `Writes a small model that runs: it says the edition of the language and its seed,
and shows a population, a connection that computes, an experiment, a claim and a plot.
A file that exists is left alone.
`,
	Run: runNew,
}

// firstModel is what nefc new writes, given the number of the edition.
const firstModel = `nef %d
seed 1

node u = sin(2*pi*t)

# a represents u, b its square
ensemble a 100
ensemble b 100
connect u -> a
connect a -> b function x^2

probe u, b synapse 20ms

experiment main {
  phase run 2s
  expect rmse(b, u^2) < 0.15 because "b follows the square of u"
  plot u, b to "values.svg"
}
`

func runNew(s cli.Streams, _ any, args []string) int {
	if len(args) != 1 || filepath.Ext(args[0]) != ".nef" {
		fmt.Fprintln(s.Err, "nefc new: which file? `nefc new model.nef`")
		return cli.ExitUsage
	}
	path := args[0]
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = fmt.Errorf("%s exists", path)
		}
		return cli.FileError(s, err)
	}
	err := files.Write(path, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, firstModel, edition.Newest().Number)
		return err
	})
	if err != nil {
		return cli.FileError(s, err)
	}
	s.Say("new", cli.Fields{"file": path}, "%s: run it with `nefc run %s`\n", path, path)
	return cli.ExitFine
}
