// Package inputs reads the files that a model names: arrays (arrays.go), tables of
// columns (csv.go) and weight tables (weighttables.go), below the folder of the
// file that names them (paths.go). What is wrong with a file is a diagnostic at the
// place that names it; nothing is read before its size is known to fit.
package inputs

import (
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/internal/npz"
)

// Reader reads files and notes which.
type Reader struct {
	*report.Reporter
	Inputs []string // the files that were read

	archive *npz.File // the one that was read last: a model may name a thousand arrays of it
	of      string    // its path
}

// open opens an archive until another is opened, or CloseFiles.
func (c *Reader) open(path string) (*npz.File, error) {
	if c.archive != nil && c.of == path {
		return c.archive, nil
	}
	c.CloseFiles()
	f, err := npz.Open(path)
	if err != nil {
		return nil, err
	}
	c.archive, c.of = f, path
	return f, nil
}

// CloseFiles closes what is open. Files can still be read.
func (c *Reader) CloseFiles() {
	if c.archive != nil {
		c.archive.Close()
	}
	c.archive = nil
}
