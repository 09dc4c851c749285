package experiment

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/runtime/output"
)

// export writes weights, probes or tuning curves.
func (r *runner) export(e *events.Export) error {
	switch e.What {
	case "weights":
		t := r.table(e.Link)
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

func isNpz(e *events.Export) bool { return strings.EqualFold(filepath.Ext(e.To), ".npz") }

// writeColumns writes a table as .csv or .parquet.
func (r *runner) writeColumns(e *events.Export, columns []output.Column) error {
	write := output.ColumnsCSV
	if strings.EqualFold(filepath.Ext(e.To), ".parquet") {
		write = output.ColumnsParquet
	}
	return r.write(e.To, func(w io.Writer) error { return write(w, columns) })
}

// table makes the weight table of a link as it is now.
func (r *runner) table(i int) *weightfile.Table {
	link := &r.p.Links[i]
	t := &weightfile.Table{Weights: r.session.Weights(i), Signs: link.Signs}
	t.Meta = weightfile.Meta{Format: 1, Version: r.opts.Version, Connection: link.Name, Unit: link.Unit, Shape: [2]int{link.Rows, link.Cols},
		BiasDecode: link.BiasDecode, Model: filepath.Base(r.p.File), Experiment: r.e.Name, T: r.session.Time(), SpecHash: r.result.SpecHash,
		Pre: r.population(link.Source).Table}
	if r.latest != nil {
		t.Phase = r.latest.Name
	}
	if link.Unit != weightfile.Value && link.Target >= 0 {
		t.Post = r.population(link.Target).Table
	}
	if link.Full {
		t.Mask = make([]int8, len(t.Weights))
		for k := range t.Mask {
			if link.Mask == nil || link.Mask[k] {
				t.Mask[k] = 1
			}
		}
	}
	return t
}

// load replaces the weights of a connection: by a table that was read when the
// model was checked, or by a file this experiment has written.
func (r *runner) load(e *events.Load) error {
	link := &r.p.Links[e.Link]
	t := e.Table
	if t == nil {
		var err error
		if t, err = weightfile.Read(filepath.Join(r.dir, filepath.FromSlash(e.File))); err != nil {
			return fmt.Errorf("%s %w", e.File, err)
		}
	}
	if d := r.fits(e, t, link); d != nil {
		r.result.Diags.Add(d)
		return nil
	}
	W := slices.Clone(t.In(link.Unit, link.Gains))
	for k := range W {
		W[k] *= e.Scale
	}
	return r.session.LoadWeights(e.Link, W)
}

// fits reports a table that does not belong to a connection.
func (r *runner) fits(e *events.Load, t *weightfile.Table, link *program.Link) *diag.Diagnostic {
	switch {
	case (t.Unit == weightfile.Value) != (link.Unit == weightfile.Value):
		return diag.New(diag.TableKind, e.At, "%q holds %s weights, `%s` needs others", e.File, t.Unit, link.Name)
	case t.Shape != [2]int{link.Rows, link.Cols}:
		return diag.New(diag.TableShape, e.At, "the table %q is %d×%d, `%s` is %d×%d", e.File, t.Shape[0], t.Shape[1], link.Name, link.Rows, link.Cols)
	case !e.Match:
		return nil
	}
	differ := t.Pre.Differences(r.population(link.Source).Table)
	if t.Post != nil && link.Target >= 0 {
		differ = append(differ, t.Post.Differences(r.population(link.Target).Table)...)
	}
	if len(differ) > 0 {
		return diag.New(diag.OtherNeurons, e.At, "%q belongs to other neurons", e.File).WithNote("%s", differ).
			WithHelp("`match no` accepts the difference")
	}
	if link.Signs != nil && CountSigns(t.Weights, link.Signs, link.Cols).Violations > 0 {
		return diag.New(diag.OtherNeurons, e.At, "%q breaks the signs of `%s`", e.File, r.p.Populations[link.Source].Name)
	}
	return nil
}

// exportTuning writes points and rates of tuning curves.
func (r *runner) exportTuning(e *events.Export) error {
	arrays := map[string]*npz.Array{}
	var columns []output.Column
	for _, i := range e.Populations {
		c := curves(r.population(i))
		arrays[c.Name+".x"] = &npz.Array{Shape: []int{len(c.X)}, Floats: c.X}
		arrays[c.Name+".rates"] = &npz.Array{Shape: []int{len(c.Rates), len(c.X)}, Floats: slices.Concat(c.Rates...)}
		columns = append(columns, output.Column{Name: c.Name + ".x", Floats: c.X})
		for i, row := range c.Rates {
			columns = append(columns, output.Column{Name: fmt.Sprintf("%s[%d]", c.Name, i), Floats: row})
		}
	}
	if isNpz(e) {
		return r.write(e.To, func(w io.Writer) error { return npz.Write(w, arrays, nil) })
	}
	return r.writeColumns(e, columns)
}
