package check

import (
	"encoding/csv"
	"errors"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
)

// csvFile is a .csv file behind its header line.
type csvFile struct {
	*csv.Reader
	io.Closer
}

// openCSV opens a .csv file and reads the names of its columns.
func (c *checker) openCSV(path, file string, at diag.Span) (csvFile, []string, bool) {
	f, err := os.Open(path)
	if err != nil {
		c.fileError(file, err, at)
		return csvFile{}, nil, false
	}
	r := csv.NewReader(f)
	r.FieldsPerRecord, r.TrimLeadingSpace, r.ReuseRecord = -1, true, true
	head, err := r.Read()
	if err != nil {
		f.Close()
		c.err(diag.DataFile, at, "%q has no header line", file)
		return csvFile{}, nil, false
	}
	names := slices.Clone(head)
	names[0] = strings.TrimPrefix(names[0], "\ufeff")
	return csvFile{r, f}, names, true
}

// csvHeader reads the names of the columns of a .csv file.
func (c *checker) csvHeader(path, file string, at diag.Span) ([]string, bool) {
	r, names, ok := c.openCSV(path, file, at)
	if ok {
		r.Close()
	}
	return names, ok
}

// csvColumn reads a column of a .csv file with a header line.
func (c *checker) csvColumn(path, file, column string, at diag.Span) ([]float64, bool) {
	r, names, ok := c.openCSV(path, file, at)
	if !ok {
		return nil, false
	}
	defer r.Close()
	col := slices.Index(names, column)
	if col < 0 {
		c.err(diag.DataFile, at, "%q has no column `%s`", file, column).WithHelp("its columns are %s", strings.Join(names, ", "))
		return nil, false
	}
	var out []float64
	for row := 2; ; row++ {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, true
		}
		if err != nil {
			c.err(diag.DataFile, at, "%q: %v", file, err)
			return nil, false
		}
		if col >= len(rec) {
			c.err(diag.DataFile, at, "%q row %d has no column `%s`", file, row, column)
			return nil, false
		}
		v, err := strconv.ParseFloat(strings.TrimSpace(rec[col]), 64)
		if err != nil || v-v != 0 {
			c.err(diag.DataFile, at, "%q row %d: %q is not a number", file, row, rec[col])
			return nil, false
		}
		out = append(out, v)
	}
}
