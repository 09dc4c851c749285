package data

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/runtime/output"
)

// CSV writes the numbers of a figure as one table: where they are from and what the columns are in lines that begin
// with #, then a line of names, then a row for each point. A figure of several panels has them in its first column.
func CSV(w io.Writer, f *figures.Figure) error {
	out := bufio.NewWriter(w)
	for _, e := range f.Provenance.Entries() {
		fmt.Fprintf(out, "# %s: %s\n", e.Name, oneLine(e.Value))
	}
	p := &f.Panels[0]
	for _, e := range []page.Entry{{Name: "x", Value: p.X.String()}, {Name: "y", Value: p.Y.String()}} {
		if e.Value != "" {
			fmt.Fprintf(out, "# %s: %s\n", e.Name, oneLine(e.Value))
		}
	}
	if err := output.ColumnsCSV(out, all(f)); err != nil {
		return err
	}
	return out.Flush()
}

// oneLine keeps what is written into a comment from ending it.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// all are the rows of all panels under one another.
func all(f *figures.Figure) []output.Column {
	if len(f.Panels) == 1 {
		return rows(&f.Panels[0], f.Style).columns
	}
	panel := output.Column{Name: "panel", Texts: []string{}}
	var out []output.Column
	for i := range f.Panels {
		t := rows(&f.Panels[i], f.Style)
		for range t.columns[0].Len() {
			panel.Texts = append(panel.Texts, panelName(f, i))
		}
		if out == nil {
			out = make([]output.Column, len(t.columns))
		}
		for k := range t.columns {
			c := &t.columns[k]
			out[k].Name = c.Name
			out[k].Floats = append(out[k].Floats, c.Floats...)
			out[k].Ints = append(out[k].Ints, c.Ints...)
			out[k].Texts = append(out[k].Texts, c.Texts...)
		}
	}
	return append([]output.Column{panel}, out...)
}

// panelName tells a panel from the others.
func panelName(f *figures.Figure, i int) string {
	p := &f.Panels[i]
	switch c := p.Content.(type) {
	case *figures.Tuning:
		return c.Name
	case *figures.Weights:
		return c.Name
	case *figures.Histogram:
		return p.X.Label
	}
	if p.Title != "" {
		return p.Title
	}
	return fmt.Sprint(i + 1)
}
