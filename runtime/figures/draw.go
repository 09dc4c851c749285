package figures

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/nefc/nefc/runtime/figures/legend"
	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/runtime/figures/theme"
	"github.com/nefc/nefc/stdlib/plots"
)

// Formats are the endings of files that a figure is written to.
var Formats = []string{"svg", "pdf", "png"}

// Write draws the figure in a format: svg, pdf or png.
func (f *Figure) Write(w io.Writer, format string) error {
	p := f.Page()
	switch format {
	case "svg":
		return p.SVG(w)
	case "pdf":
		return p.PDF(w)
	case "png":
		return p.PNG(w, max(1, f.Style.DPI))
	}
	return fmt.Errorf("a figure cannot be drawn as .%s, only as %s", format, strings.Join(Formats, ", "))
}

// drawing is a figure while it is laid out.
type drawing struct {
	plots.Style
	theme  *theme.Theme
	font   float64 // pt
	panels int     // how many there are
	across int     // how many of them lie side by side, if they have room
}

// look is how the legends of the figure look.
func (d *drawing) look() *legend.Look {
	return &legend.Look{Font: d.font, Theme: d.theme, Wanted: d.Legend}
}

// least is the narrowest figure in points, in which axes still have room beside their numbers.
const least = 30 * page.MM

// Page draws the figure.
//
//  1. Each panel becomes one or more frames: pairs of axes with what is drawn between them.
//  2. Panels that show the same share their ranges.
//  3. Frames are placed on a grid: margins follow from the text beside the axes, which is measured, ticks from the
//     room that is left.
//  4. All is drawn.
func (f *Figure) Page() *page.Page {
	d := &drawing{Style: f.Style, theme: theme.Of(string(f.Style.Theme)), font: math.Max(f.Style.Font, page.Smallest)}
	rows := max(1, d.Rows)
	d.panels, d.across = len(f.Panels), max(1, (len(f.Panels)+rows-1)/rows)
	var stacks [][]*frame
	for i := range f.Panels {
		stacks = append(stacks, f.Panels[i].Content.frames(d, &f.Panels[i]))
	}
	d.share(stacks)
	g := d.arrange(stacks, f.Style.Title)
	p := page.New(g.width, g.height, d.theme.Background)
	p.Title, p.Metadata = f.describe(), f.Provenance.Entries()
	g.draw(p)
	return p
}

// describe says in words what the figure shows.
func (f *Figure) describe() string {
	var parts []string
	if t := f.Style.Title; t != "" {
		parts = append(parts, t)
	}
	for i := range f.Panels {
		if t := f.Panels[i].Title; t != "" {
			parts = append(parts, t)
		} else if y, x := f.Panels[i].Y.String(), f.Panels[i].X.String(); y != "" && x != "" {
			parts = append(parts, y+" over "+x)
		}
	}
	return strings.Join(parts, "; ")
}

// Entries lists what is known of where a figure is from.
func (p Provenance) Entries() (out []page.Entry) {
	for _, e := range []page.Entry{{Name: "model", Value: p.Model}, {Name: "hash", Value: p.Hash}, {Name: "seed", Value: p.Seed},
		{Name: "experiment", Value: p.Experiment}, {Name: "phase", Value: p.Phase}, {Name: "nefc", Value: p.Version}} {
		if e.Value != "" {
			out = append(out, e)
		}
	}
	return out
}
