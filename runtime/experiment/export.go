package experiment

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/runtime/output"
)

// export writes weights, probes or tuning curves.
func (r *runner) export(e *events.Export) error {
	switch e.What {
	case "weights":
		t := r.table(e.Link, e.Part)
		return r.write(e.To, t.Write)
	case "tuning":
		return r.exportTuning(e)
	}
	var series []output.Series
	for _, p := range e.Probes {
		series = append(series, r.series(r.latest, p))
	}
	if isNpz(e) {
		return r.write(e.To, func(w io.Writer) error { return output.Npz(w, series) })
	}
	return r.writeColumns(e, output.SideBySide(series))
}

// isNpz reports an export to an .npz file.
func isNpz(e *events.Export) bool { return strings.EqualFold(filepath.Ext(e.To), ".npz") }

// writeColumns writes a table as .csv or .parquet.
func (r *runner) writeColumns(e *events.Export, columns []output.Column) error {
	write := output.ColumnsCSV
	if strings.EqualFold(filepath.Ext(e.To), ".parquet") {
		write = output.ColumnsParquet
	}
	return r.write(e.To, func(w io.Writer) error { return write(w, columns) })
}

// table makes the weight table of a link, or of a part of it, as it is now.
func (r *runner) table(i int, part *events.Part) *weightfile.Table {
	t := r.session.Table(i, part)
	t.Version, t.Model, t.Experiment, t.SpecHash = r.opts.Version, filepath.Base(r.p.File), r.e.Name, r.result.SpecHash
	if r.latest != nil {
		t.Phase = r.latest.Name
	}
	return t
}
