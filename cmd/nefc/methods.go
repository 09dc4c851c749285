package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/study/methods"
)

var methodsCommand = command{
	name:    "methods",
	args:    "[flags] model.nef",
	summary: "Write the tables that describe a model in a paper",
	help: `Lists populations, neuron types, connections, learning rules, input and
measurements with all their numbers and units, defaults too, in the order that
papers have them (Nordlie, Gewaltig & Plesser 2009). Without --to it prints
Markdown; the ending of the file says what is written: .md, .html or .tex.

Examples:
  nefc methods model.nef
  nefc methods model.nef --to methods.tex
`,
	flags: func(fs *pflag.FlagSet) any {
		f := &methodsFlags{}
		f.model.add(fs)
		fs.StringVarP(&f.to, "to", "o", "", "the file to write: "+strings.Join(methodsFormats, ", "))
		return f
	},
	run: runMethods,
}

// methodsFormats are the endings that the tables can have.
var methodsFormats = []string{".md", ".html", ".tex"}

type methodsFlags struct {
	model modelFlags
	to    string
}

func runMethods(s streams, flags any, args []string) int {
	f := flags.(*methodsFlags)
	opts, err := f.model.options()
	switch {
	case err != nil:
	case len(args) != 1:
		err = errors.New("one model at a time: `nefc methods model.nef`")
	case f.to != "" && !slices.Contains(methodsFormats, filepath.Ext(f.to)):
		err = fmt.Errorf("--to %s: the ending says what to write: %s", f.to, strings.Join(methodsFormats, ", "))
	}
	if err != nil {
		fmt.Fprintf(s.err, "nefc methods: %v\n", err)
		return exitUsage
	}
	checked, code := checkedModel(s, args[0], opts)
	if checked == nil {
		return code
	}
	return f.write(s, methods.Of(checked))
}

// write writes the tables into the file, or prints them.
func (f *methodsFlags) write(s streams, d *methods.Document) int {
	if f.to == "" {
		if s.json {
			s.object("methods", d)
			return exitFine
		}
		if err := d.Markdown(s.out); err != nil {
			return fileError(s, err)
		}
		return exitFine
	}
	err := files.Write(f.to, func(w io.Writer) error {
		switch filepath.Ext(f.to) {
		case ".html":
			return d.HTML(w)
		case ".tex":
			return d.LaTeX(w)
		}
		return d.Markdown(w)
	})
	if err != nil {
		return fileError(s, err)
	}
	s.say("written", fields{"file": f.to}, "%s\n", f.to)
	return exitFine
}
