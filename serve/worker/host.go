//go:build js

package worker

import (
	"errors"
	"io"
	"io/fs"
	"path"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/serve"
	"github.com/nefc/nefc/serve/wire"
)

// Files are those that came with the page (web/worker/files.js): there is nothing else to read.
type Files struct{}

// Model demands the name of a model.
func (Files) Model(name string) error {
	if path.Ext(name) != ".nef" {
		return refused("a model is a .nef file of this page")
	}
	return nil
}

// Read reads a model.
func (f Files) Read(name string) (string, error) {
	if err := f.Model(name); err != nil {
		return "", err
	}
	text, err := compiler.ReadSource(name)
	return text, missing(name, err)
}

// Write refuses: a page has no disk.
func (Files) Write(string, string, string) error {
	return refused("a page cannot write files: download the model instead")
}

// Output refuses, too.
func (Files) Output(string, func(io.Writer) error) error {
	return refused("a page cannot write files")
}

// Spool is none: what waits, waits in memory.
func (Files) Spool() (wire.Spool, error) { return nil, nil }

// Table reads a table of weights.
func (Files) Table(name string) (*weightfile.Table, error) {
	t, err := weightfile.Read(name)
	return t, missing(name, err)
}

// missing says that a file did not come with the page.
func missing(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return refused("`" + name + "` is not among the files of this page")
	}
	return err
}

func refused(text string) error { return &serve.Error{Code: 1403, Nef: "NEF066", Message: text} }

var _ serve.Host = Files{}
