package look

import (
	"errors"
	"io"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/study/methods"
)

// Methods is the command of that name.
var Methods = cli.Command{
	Name:    "methods",
	Args:    "[flags] model.nef",
	Summary: "Write the tables that describe a model in a paper",
	Help: `Lists populations, neuron types, connections, learning rules, input and
measurements with all their numbers and units, defaults too, in the order that
papers have them (Nordlie, Gewaltig & Plesser 2009). Without --to it prints
Markdown; the ending of the file says what is written: .md, .html or .tex.

Examples:
  nefc methods model.nef
  nefc methods model.nef --to methods.tex
`,
	Flags: func(fs *pflag.FlagSet) any {
		f := &methodsFlags{}
		f.model.Add(fs)
		fs.StringVarP(&f.to, "to", "o", "", "the file to write: "+strings.Join(methodsFormats, ", "))
		return f
	},
	Run: runMethods,
}

// methodsFormats are the endings that the tables can have.
var methodsFormats = []string{".md", ".html", ".tex"}

type methodsFlags struct {
	model cli.ModelFlags
	to    string
}

func runMethods(s cli.Streams, flags any, args []string) int {
	f := flags.(*methodsFlags)
	opts, err := f.model.Options()
	switch {
	case err != nil:
	case len(args) != 1:
		err = errors.New("one model at a time: `nefc methods model.nef`")
	case !cli.Writes(f.to, methodsFormats):
		err = cli.CannotWrite(f.to, methodsFormats)
	}
	if err != nil {
		return cli.UsageError(s, "methods", err)
	}
	checked, code := cli.CheckedModel(s, args[0], opts)
	if checked == nil {
		return code
	}
	return f.write(s, methods.Of(checked))
}

// write writes the tables into the file, or prints them.
func (f *methodsFlags) write(s cli.Streams, d *methods.Document) int {
	if f.to == "" {
		if s.JSON {
			s.Object("methods", d)
			return cli.ExitFine
		}
		if err := d.Markdown(s.Out); err != nil {
			return cli.FileError(s, err)
		}
		return cli.ExitFine
	}
	err := files.Write(f.to, func(w io.Writer) error {
		switch cli.Ending(f.to) {
		case ".html":
			return d.HTML(w)
		case ".tex":
			return d.LaTeX(w)
		}
		return d.Markdown(w)
	})
	if err != nil {
		return cli.FileError(s, err)
	}
	s.Say("written", cli.Fields{"file": f.to}, "%s\n", f.to)
	return cli.ExitFine
}
