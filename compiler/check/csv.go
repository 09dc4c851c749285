package check

import (
	"encoding/csv"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
)

// csvColumn reads a column of a .csv file with a header line.
func (c *checker) csvColumn(path, file, column string, at diag.Span) ([]float64, bool) {
	f, err := os.Open(path)
	if err != nil {
		c.fileError(file, err, at)
		return nil, false
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord, r.TrimLeadingSpace, r.ReuseRecord = -1, true, true
	head, err := r.Read()
	if err != nil {
		c.err(diag.DataFile, at, "%q has no header line", file)
		return nil, false
	}
	col, names := -1, append([]string(nil), head...)
	for i, h := range names {
		if strings.TrimPrefix(h, "\ufeff") == column {
			col = i
		}
	}
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
