package inputs

import (
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/datafile"
)

// OpenCSV opens a .csv file a model names.
func (c *Reader) OpenCSV(file string, at diag.Span) (*datafile.CSV, bool) {
	path, ok := c.ResolvePath(file, at)
	if !ok {
		return nil, false
	}
	f, err := datafile.OpenCSV(path)
	if err != nil {
		c.FileError(diag.DataFile, file, err, at)
		return nil, false
	}
	c.input(path)
	return f, true
}

// CSVColumns reads columns of a .csv file.
func (c *Reader) CSVColumns(file string, at diag.Span, names ...string) ([]datafile.Column, bool) {
	f, ok := c.OpenCSV(file, at)
	if !ok {
		return nil, false
	}
	defer f.Close()
	for _, name := range names {
		if name == "" {
			c.Err(diag.DataFile, at, "which column of %q?", file).WithHelp("its columns are %s", f.List())
			return nil, false
		}
	}
	columns, err := f.Columns(names...)
	if err != nil {
		c.FileError(diag.DataFile, file, err, at)
		return nil, false
	}
	return columns, true
}

// Increasing demands that a column of a .csv file increases.
func (c *Reader) Increasing(column datafile.Column, file string, at diag.Span) bool {
	for i := 1; i < len(column.Data); i++ {
		if !(column.Data[i] > column.Data[i-1]) {
			c.Err(diag.DataFile, at, "%q line %d: the numbers in column %q must increase, and %g follows %g", file, column.Lines[i], column.Name,
				column.Data[i], column.Data[i-1])
			return false
		}
	}
	return true
}
