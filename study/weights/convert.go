package weights

import (
	"encoding/csv"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/runtime/output"
)

// Save writes a table to a file whose name ends in .npz.
func Save(t *weightfile.Table, path string) error {
	if ext := extension(path); ext != ".npz" {
		return fmt.Errorf("a table is an .npz file, not %q; `nefc weights convert` makes others of it", path)
	}
	return files.Write(path, t.Write)
}

// Convert writes a table in the form that the name of the file asks for: .npz, the
// table as it is; .csv or .parquet, a row a target neuron, a column a source neuron.
func Convert(t *weightfile.Table, path string) error {
	switch extension(path) {
	case ".npz":
		return files.Write(path, t.Write)
	case ".csv":
		return files.Write(path, func(w io.Writer) error { return writeCSV(w, t) })
	case ".parquet":
		return files.Write(path, func(w io.Writer) error { return output.ColumnsParquet(w, columns(t)) })
	}
	return fmt.Errorf("%q: tables are converted to .npz, .csv or .parquet", path)
}

func extension(path string) string { return strings.ToLower(filepath.Ext(path)) }

// writeCSV writes rows without a head.
func writeCSV(w io.Writer, t *weightfile.Table) error {
	out := csv.NewWriter(w)
	row := make([]string, t.Shape[1])
	for i := range t.Shape[0] {
		for j := range row {
			row[j] = strconv.FormatFloat(t.Weights[i*len(row)+j], 'g', -1, 64)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// columns are named pre0, pre1, ….
func columns(t *weightfile.Table) []output.Column {
	rows, cols := t.Shape[0], t.Shape[1]
	out := make([]output.Column, cols)
	for j := range out {
		out[j] = output.Column{Name: fmt.Sprintf("pre%d", j), Floats: make([]float64, rows)}
		for i := range rows {
			out[j].Floats[i] = t.Weights[i*cols+j]
		}
	}
	return out
}
