package figures

import (
	"image/color"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/stdlib/plots"
)

// pen is how a line is drawn.
type pen struct {
	color color.NRGBA
	width float64
	dash  []float64
}

// entry is a name in a legend.
type entry struct {
	name  string
	pen   pen
	point bool    // its points are marked
	words bool    // it is written in its colour, without a sample
	last  float64 // the value at which the line ends; NaN if none is to be named there
}

// legend names lines. It never lies within the data.
type legend struct {
	title   string // what the names have in common
	note    string // what the bands are
	entries []entry
	place   plots.Legend // Direct, AboveData, RightOfData or NoLegend, once it is settled
	fell    bool         // names at the ends of lines had no room, or were too near each other
	ends    []float64    // of Direct: how far down the area each name stands
}

// Lengths of a legend, in sizes of the font.
const (
	sample  = 1.9 // the piece of line before a name
	apart   = 1.2 // between lines of text
	spread  = 1.1 // between an entry and the next
	shift   = 0.8 // how far a name may stand from the end of its line, for the sake of another
	longest = 0.4 // of the width of an area: the longest name beside it
)

// settle decides where the legend of a frame lies, for an area of a size. Names that once had no room at the ends of
// their lines do not return there.
func (l *legend) settle(d *drawing, f *frame, width, height float64) {
	l.place = d.Legend
	if l.place == plots.AutoLegend || l.place == "" {
		l.place = plots.Direct
	}
	if l.place != plots.Direct {
		return
	}
	long := page.Width(l.title, d.font, false)
	apart := true
	for _, e := range l.entries {
		apart = apart && !math.IsNaN(e.last)
		long = math.Max(long, page.Width(e.name, d.font, false))
	}
	if l.ends = nil; apart && long <= longest*width {
		l.ends = l.spread(d, f, height)
	}
	if l.fell = l.fell || l.ends == nil; l.fell {
		l.place = plots.AboveData
	}
}

// spread finds where names stand beside the ends of their lines: there, or a little off where two would touch; nil if
// that is too far.
func (l *legend) spread(d *drawing, f *frame, height float64) []float64 {
	order := make([]int, len(l.entries))
	want := make([]float64, len(l.entries))
	for i, e := range l.entries {
		order[i], want[i] = i, (1-f.y.scale.At(e.last))*height
		if !(want[i] >= 0 && want[i] <= height) {
			return nil
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return want[order[a]] < want[order[b]] })
	step := apart * d.font
	at := make([]float64, len(want))
	for k, i := range order {
		if at[i] = want[i]; k > 0 {
			at[i] = math.Max(at[i], at[order[k-1]]+step)
		}
	}
	// Half of what names were pushed down, they go up together.
	for k := len(order) - 1; k >= 0; k-- {
		i, limit := order[k], math.Inf(1)
		if k < len(order)-1 {
			limit = at[order[k+1]] - step
		}
		at[i] = math.Min(math.Max(want[i]-shift*d.font, 0), at[i])
		at[i] = math.Min(math.Max(at[i], want[i]), limit)
		if math.Abs(at[i]-want[i]) > shift*d.font {
			return nil
		}
	}
	return at
}

// lead is how wide what stands before the name of an entry is.
func (e entry) lead(d *drawing) float64 {
	if e.words {
		return 0
	}
	return sample*d.font + gap
}

// fitted is the name of an entry, cut where it is longer than the room for the entry.
func (e entry) fitted(d *drawing, room float64) string {
	return page.Fit(e.name, d.font, room-e.lead(d), false)
}

// width is how wide an entry is with its sample.
func (e entry) width(d *drawing, room float64) float64 {
	return e.lead(d) + page.Width(e.fitted(d, room), d.font, false)
}

// rows cuts the entries of a legend above an area into lines of text.
func (l *legend) rows(d *drawing, width float64) (rows [][]entry) {
	used := width
	if l.title != "" {
		rows, used = [][]entry{nil}, page.Width(l.heading(), d.font, false)+gap
	}
	for _, e := range l.entries {
		w := e.width(d, width)
		if used+w > width || len(rows) == 0 {
			rows, used = append(rows, nil), 0
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], e)
		used += w + spread*d.font
	}
	return rows
}

// heading is the title before the entries above an area.
func (l *legend) heading() string { return l.title + " " }

// above is how much room the legend needs above an area.
func (l *legend) above(d *drawing, width float64) float64 {
	h := 0.0
	if l.note != "" || l.place == plots.Direct && l.title != "" {
		h += apart * d.font
	}
	if l.place == plots.AboveData {
		h += apart * d.font * float64(len(l.rows(d, width)))
	}
	if h > 0 {
		h += 0.3 * d.font
	}
	return h
}

// beside is how much room it needs to the right of an area.
func (l *legend) beside(d *drawing) float64 {
	w := 0.0
	for _, e := range l.entries {
		w = math.Max(w, page.Width(e.name, d.font, false))
	}
	switch {
	case len(l.entries) == 0:
		return 0
	case l.place == plots.Direct:
		return 2*gap + math.Max(w, page.Width(l.title, d.font, false))
	case l.place == plots.RightOfData:
		return 5*gap + sample*d.font + math.Min(math.Max(w, page.Width(l.title, d.font, false)-sample*d.font), 14*d.font)
	}
	return 0
}

// draw writes the legend of a frame that is placed.
func (l *legend) draw(p *page.Page, d *drawing, f *frame) {
	p.Begin(page.Group{Class: "legend"})
	defer p.End()
	bottom := f.area.Top - d.font/2 - f.head
	if l.note != "" {
		y := bottom - l.above(d, f.area.Width()) + 1.05*d.font
		note := page.Fit(l.note, d.font, f.area.Width(), false)
		p.Text(page.Text{String: note, At: page.Point{X: f.area.Left, Y: y}, Size: d.font, Color: d.theme.Muted})
	}
	switch l.place {
	case plots.Direct:
		p.Text(page.Text{String: l.title, At: page.Point{X: f.area.Right + 2*gap, Y: bottom - 0.45*d.font}, Size: d.font, Color: d.theme.Muted})
		for i, e := range l.entries {
			at := page.Point{X: f.area.Right + 2*gap, Y: f.area.Top + l.ends[i]}
			p.Text(page.Text{String: e.name, At: at, Size: d.font, Color: e.pen.color, Lies: page.Centred})
		}
	case plots.AboveData:
		l.drawAbove(p, d, f, bottom)
	case plots.RightOfData:
		l.drawRight(p, d, f)
	}
}

// drawAbove writes rows of entries that end at bottom.
func (l *legend) drawAbove(p *page.Page, d *drawing, f *frame, bottom float64) {
	rows := l.rows(d, f.area.Width())
	y := bottom - 0.45*d.font - apart*d.font*float64(len(rows)-1)
	for r, row := range rows {
		x := f.area.Left
		if r == 0 && l.title != "" {
			title := page.Fit(l.heading(), d.font, f.area.Width(), false)
			p.Text(page.Text{String: title, At: page.Point{X: x, Y: y}, Size: d.font, Color: d.theme.Muted})
			x += page.Width(title, d.font, false) + gap
		}
		for _, e := range row {
			d.entry(p, e, x, y, f.area.Width())
			x += e.width(d, f.area.Width()) + spread*d.font
		}
		y += apart * d.font
	}
}

// drawRight writes a column of entries to the right of an area, as many as fit.
func (l *legend) drawRight(p *page.Page, d *drawing, f *frame) {
	x, y := f.area.Right+4*gap, f.area.Top+0.7*d.font
	if l.title != "" {
		title := page.Fit(l.title, d.font, l.beside(d)-4*gap, false)
		p.Text(page.Text{String: title, At: page.Point{X: x, Y: y}, Size: d.font, Color: d.theme.Muted})
		y += apart * d.font
	}
	for _, e := range l.entries {
		if y > f.area.Bottom {
			break
		}
		d.entry(p, e, x, y, f.outer.Right-x)
		y += apart * d.font
	}
}

// entry writes a name behind a piece of its line.
func (d *drawing) entry(p *page.Page, e entry, x, y, room float64) {
	ink := d.theme.Ink
	if e.words {
		ink = e.pen.color
	} else {
		d.sample(p, e, x, y-0.3*d.font)
	}
	p.Text(page.Text{String: e.fitted(d, room), At: page.Point{X: x + e.lead(d), Y: y}, Size: d.font, Color: ink})
}

// sample draws a piece of an entry's line.
func (d *drawing) sample(p *page.Page, e entry, x, y float64) {
	w := sample * d.font
	piece := page.Polyline(page.Point{X: x, Y: y}, page.Point{X: x + w, Y: y})
	p.Stroke(page.Stroke{Path: piece, Color: e.pen.color, Width: math.Max(e.pen.width, 0.8), Dash: e.pen.dash})
	if e.point {
		dot := &page.Path{}
		dot.Circle(page.Point{X: x + w/2, Y: y}, pointRadius)
		p.Fill(dot, e.pen.color)
	}
}

// common takes what all names begin with, up to a space, out of them. It leaves names alone of which nothing would be
// left, and those of fewer than two lines.
func common(names []string) (title string, rest []string) {
	if len(names) < 2 {
		return "", names
	}
	words := strings.Split(names[0], " ")
	n := len(words) - 1
	for _, name := range names[1:] {
		other := strings.Split(name, " ")
		n = min(n, len(other)-1)
		for k := range n {
			if words[k] != other[k] {
				n = k
				break
			}
		}
	}
	if n <= 0 {
		return "", names
	}
	title = strings.Join(words[:n], " ")
	for _, name := range names {
		rest = append(rest, strings.TrimPrefix(name, title+" "))
	}
	return strings.TrimSuffix(title, ","), rest
}

// named shortens the names of entries by what they have in common, which becomes the title unless the axis says it.
func (l *legend) named(axis string) {
	var names []string
	for _, e := range l.entries {
		names = append(names, e.name)
	}
	if slices.Contains(names, "") {
		return
	}
	title, rest := common(names)
	for i := range l.entries {
		l.entries[i].name = rest[i]
	}
	l.title = strings.TrimPrefix(strings.TrimPrefix(title, axis), ", ")
}
