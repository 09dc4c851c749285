// Package legend names the lines of a figure: at their ends, above or beside an area, never within the data. In go names
// with the pens that draw them; what room they need is known before they are drawn.
package legend

import (
	"image/color"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/runtime/figures/theme"
	"github.com/nefc/nefc/stdlib/plots"
)

// Pen is how a line is drawn.
type Pen struct {
	Color color.NRGBA
	Width float64
	Dash  []float64
}

// Look is how all legends of a figure look.
type Look struct {
	Font   float64 // pt
	Theme  *theme.Theme
	Wanted plots.Legend
}

// Place is where the area lies that a legend belongs to.
type Place struct {
	Area  page.Box
	Head  float64 // room above the area that its data need
	Right float64 // how far a legend may go to the right
}

// Entry is a name in a legend.
type Entry struct {
	Name  string
	Pen   Pen
	Point bool    // its points are marked
	Words bool    // it is written in its colour, without a sample
	Last  float64 // the value at which the line ends; NaN if none is to be named there
}

// Legend names lines. It never lies within the data.
type Legend struct {
	Note    string // what the bands are
	Entries []Entry
	title   string       // what the names have in common
	place   plots.Legend // Direct, AboveData, RightOfData or NoLegend, once it is settled
	fell    bool         // names at the ends of lines had no room, or were too near each other
	ends    []float64    // of Direct: how far down the area each name stands
}

// Lengths in points: the radius of a dot at a point, and the gap between a sample and its name.
const (
	PointRadius = 1.6
	gap         = 2.0
)

// Lengths of a legend, in sizes of the font.
const (
	sample  = 1.9 // the piece of line before a name
	spread  = 1.1 // between an entry and the next
	shift   = 0.8 // how far a name may stand from the end of its line, for the sake of another
	longest = 0.4 // of the width of an area: the longest name beside it
)

// Settle decides where the legend lies, for an area of a size; share is how far up the area a value lies, from 0 to 1.
// Names that once had no room at the ends of their lines do not return there.
func (l *Legend) Settle(look *Look, share func(v float64) float64, width, height float64) {
	l.place = look.Wanted
	if l.place == plots.AutoLegend || l.place == "" {
		l.place = plots.Direct
	}
	if l.place != plots.Direct {
		return
	}
	long := page.Width(l.title, look.Font, false)
	named := true
	for _, e := range l.Entries {
		named = named && !math.IsNaN(e.Last)
		long = math.Max(long, page.Width(e.Name, look.Font, false))
	}
	if l.ends = nil; named && long <= longest*width {
		l.ends = l.spread(look, share, height)
	}
	if l.fell = l.fell || l.ends == nil; l.fell {
		l.place = plots.AboveData
	}
}

// spread finds where names stand beside the ends of their lines: there, or a little off where two would touch; nil if
// that is too far.
func (l *Legend) spread(look *Look, share func(v float64) float64, height float64) []float64 {
	order := make([]int, len(l.Entries))
	want := make([]float64, len(l.Entries))
	for i, e := range l.Entries {
		order[i], want[i] = i, (1-share(e.Last))*height
		if !(want[i] >= 0 && want[i] <= height) {
			return nil
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return want[order[a]] < want[order[b]] })
	step := page.Leading * look.Font
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
		at[i] = math.Min(math.Max(want[i]-shift*look.Font, 0), at[i])
		at[i] = math.Min(math.Max(at[i], want[i]), limit)
		if math.Abs(at[i]-want[i]) > shift*look.Font {
			return nil
		}
	}
	return at
}

// Fell reports that names had no room at the ends of their lines, so that they stand above the area.
func (l *Legend) Fell() bool { return l.fell }

// lead is how wide what stands before the name of an entry is.
func (e Entry) lead(look *Look) float64 {
	if e.Words {
		return 0
	}
	return sample*look.Font + gap
}

// fitted is the name of an entry, cut where it is longer than the room for the Entry.
func (e Entry) fitted(look *Look, room float64) string {
	return page.Fit(e.Name, look.Font, room-e.lead(look), false)
}

// width is how wide an entry is with its sample.
func (e Entry) width(look *Look, room float64) float64 {
	return e.lead(look) + page.Width(e.fitted(look, room), look.Font, false)
}

// rows cuts the entries of a legend above an area into lines of text.
func (l *Legend) rows(look *Look, width float64) (rows [][]Entry) {
	used := width
	if l.title != "" {
		rows, used = [][]Entry{nil}, page.Width(l.heading(), look.Font, false)+gap
	}
	for _, e := range l.Entries {
		w := e.width(look, width)
		if used+w > width || len(rows) == 0 {
			rows, used = append(rows, nil), 0
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], e)
		used += w + spread*look.Font
	}
	return rows
}

// heading is the title before the entries above an area.
func (l *Legend) heading() string { return l.title + " " }

// Above is how much room the legend needs above an area.
func (l *Legend) Above(look *Look, width float64) float64 {
	h := 0.0
	if l.Note != "" || l.place == plots.Direct && l.title != "" {
		h += page.Leading * look.Font
	}
	if l.place == plots.AboveData {
		h += page.Leading * look.Font * float64(len(l.rows(look, width)))
	}
	if h > 0 {
		h += 0.3 * look.Font
	}
	return h
}

// Beside is how much room it needs to the right of an area.
func (l *Legend) Beside(look *Look) float64 {
	w := 0.0
	for _, e := range l.Entries {
		w = math.Max(w, page.Width(e.Name, look.Font, false))
	}
	switch {
	case len(l.Entries) == 0:
		return 0
	case l.place == plots.Direct:
		return 2*gap + math.Max(w, page.Width(l.title, look.Font, false))
	case l.place == plots.RightOfData:
		return 5*gap + sample*look.Font + math.Min(math.Max(w, page.Width(l.title, look.Font, false)-sample*look.Font), 14*look.Font)
	}
	return 0
}

// Draw writes the legend of a frame that is placed.
func (l *Legend) Draw(p *page.Page, look *Look, in Place) {
	p.Begin(page.Group{Class: "legend"})
	defer p.End()
	bottom := in.Area.Top - look.Font/2 - in.Head
	if l.Note != "" {
		y := bottom - l.Above(look, in.Area.Width()) + 1.05*look.Font
		note := page.Fit(l.Note, look.Font, in.Area.Width(), false)
		p.Text(page.Text{String: note, At: page.Point{X: in.Area.Left, Y: y}, Size: look.Font, Color: look.Theme.Muted})
	}
	switch l.place {
	case plots.Direct:
		p.Text(page.Text{String: l.title, At: page.Point{X: in.Area.Right + 2*gap, Y: bottom - 0.45*look.Font}, Size: look.Font, Color: look.Theme.Muted})
		for i, e := range l.Entries {
			at := page.Point{X: in.Area.Right + 2*gap, Y: in.Area.Top + l.ends[i]}
			p.Text(page.Text{String: e.Name, At: at, Size: look.Font, Color: e.Pen.Color, Lies: page.Centred})
		}
	case plots.AboveData:
		l.drawAbove(p, look, in, bottom)
	case plots.RightOfData:
		l.drawRight(p, look, in)
	}
}

// drawAbove writes rows of entries that end at bottom.
func (l *Legend) drawAbove(p *page.Page, look *Look, in Place, bottom float64) {
	rows := l.rows(look, in.Area.Width())
	y := bottom - 0.45*look.Font - page.Leading*look.Font*float64(len(rows)-1)
	for r, row := range rows {
		x := in.Area.Left
		if r == 0 && l.title != "" {
			title := page.Fit(l.heading(), look.Font, in.Area.Width(), false)
			p.Text(page.Text{String: title, At: page.Point{X: x, Y: y}, Size: look.Font, Color: look.Theme.Muted})
			x += page.Width(title, look.Font, false) + gap
		}
		for _, e := range row {
			look.entry(p, e, x, y, in.Area.Width())
			x += e.width(look, in.Area.Width()) + spread*look.Font
		}
		y += page.Leading * look.Font
	}
}

// drawRight writes a column of entries to the right of an area, as many as fit.
func (l *Legend) drawRight(p *page.Page, look *Look, in Place) {
	x, y := in.Area.Right+4*gap, in.Area.Top+0.7*look.Font
	if l.title != "" {
		title := page.Fit(l.title, look.Font, l.Beside(look)-4*gap, false)
		p.Text(page.Text{String: title, At: page.Point{X: x, Y: y}, Size: look.Font, Color: look.Theme.Muted})
		y += page.Leading * look.Font
	}
	for _, e := range l.Entries {
		if y > in.Area.Bottom {
			break
		}
		look.entry(p, e, x, y, in.Right-x)
		y += page.Leading * look.Font
	}
}

// entry writes a name behind a piece of its line.
func (look *Look) entry(p *page.Page, e Entry, x, y, room float64) {
	ink := look.Theme.Ink
	if e.Words {
		ink = e.Pen.Color
	} else {
		look.sample(p, e, x, y-0.3*look.Font)
	}
	p.Text(page.Text{String: e.fitted(look, room), At: page.Point{X: x + e.lead(look), Y: y}, Size: look.Font, Color: ink})
}

// sample draws a piece of an entry's line.
func (look *Look) sample(p *page.Page, e Entry, x, y float64) {
	w := sample * look.Font
	piece := page.Polyline(page.Point{X: x, Y: y}, page.Point{X: x + w, Y: y})
	p.Stroke(page.Stroke{Path: piece, Color: e.Pen.Color, Width: math.Max(e.Pen.Width, 0.8), Dash: e.Pen.Dash})
	if e.Point {
		dot := &page.Path{}
		dot.Circle(page.Point{X: x + w/2, Y: y}, PointRadius)
		p.Fill(dot, e.Pen.Color)
	}
}

// common takes what all names begin with, up to a space, out of them. It leaves names alone of which nothing would be
// left, and those of fewer than two lines.
func common(names []string) (title string, rest []string) {
	if len(names) < 2 {
		return "", names
	}
	first := words(names[0])
	n := len(first) - 1
	for _, name := range names[1:] {
		other := words(name)
		n = min(n, len(other)-1)
		for k := range n {
			if first[k] != other[k] {
				n = k
				break
			}
		}
	}
	if n <= 0 {
		return "", names
	}
	title = strings.Join(first[:n], " ")
	for _, name := range names {
		rest = append(rest, strings.TrimPrefix(name, title+" "))
	}
	return strings.TrimSuffix(title, ","), rest
}

// words splits a name at spaces, but not within brackets: rmse(b, u, in=late) is one word.
func words(name string) (out []string) {
	from, depth := 0, 0
	for i, c := range name {
		switch {
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth--
		case c == ' ' && depth <= 0:
			out = append(out, name[from:i])
			from = i + 1
		}
	}
	return append(out, name[from:])
}

// Named shortens the names of entries by what they have in common, which becomes the title unless the axis says it.
func (l *Legend) Named(axis string) {
	var names []string
	for _, e := range l.Entries {
		names = append(names, e.Name)
	}
	if slices.Contains(names, "") {
		return
	}
	title, rest := common(names)
	for i := range l.Entries {
		l.Entries[i].Name = rest[i]
	}
	l.title = strings.TrimPrefix(strings.TrimPrefix(title, axis), ", ")
}
