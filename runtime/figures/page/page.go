// Package page is a sheet of a fixed size that is drawn on: strokes, filled paths, images and text. What lies on it is
// kept, so that it can be asked what overlaps or leaves the sheet, and be written as SVG, PDF or PNG, the same in all.
//
// Lengths are points (1/72 inch) from the upper left corner, y down.
package page

import (
	"image"
	"image/color"
)

// MM is a millimetre in points.
const MM = 72 / 25.4

// Page is a sheet. Make it with New.
type Page struct {
	Width, Height float64
	Background    color.NRGBA
	Title         string  // what it shows, for people who cannot see it
	Metadata      []Entry // where it is from

	items []Item
	areas []Box
	open  int
}

// Entry is a piece of metadata.
type Entry struct{ Name, Value string }

// Item is something on a page: *Stroke, *Fill, *Image, *Text, *Group or End.
type Item interface{ item() }

// Stroke is a path drawn with a pen.
type Stroke struct {
	Path  *Path
	Color color.NRGBA
	Width float64   // of the pen
	Dash  []float64 // lengths of dashes and gaps by turns; nil for none
	Round bool      // round ends and corners; else ends are cut
}

// Fill is a path that is painted inside, by the non-zero rule.
type Fill struct {
	Path  *Path
	Color color.NRGBA
}

// Image is a picture in a box. Its pixels stay sharp squares however large.
type Image struct {
	Box   Box
	Image image.Image
}

// Group begins items that belong together. It ends at the next End.
type Group struct {
	Class string // what they are: "axes", "series"
	Name  string // which; shown by browsers where a hand rests on it. "" for none
	Link  string // where a click leads; "" for nowhere
}

// End ends a group.
type End struct{}

func (*Stroke) item() {}
func (*Fill) item()   {}
func (*Image) item()  {}
func (*Text) item()   {}
func (*Group) item()  {}
func (End) item()     {}

// New is an empty page.
func New(width, height float64, background color.NRGBA) *Page {
	return &Page{Width: width, Height: height, Background: background}
}

// Box is the page's own.
func (p *Page) Box() Box { return Box{0, 0, p.Width, p.Height} }

// Items lists what lies on the page, in the order of drawing.
func (p *Page) Items() []Item { return p.items }

// Stroke draws a path with a pen.
func (p *Page) Stroke(s Stroke) {
	if s.Path.Len() > 0 {
		p.items = append(p.items, &s)
	}
}

// Fill paints the inside of a path.
func (p *Page) Fill(path *Path, c color.NRGBA) {
	if path.Len() > 0 {
		p.items = append(p.items, &Fill{path, c})
	}
}

// Image puts a picture into a box.
func (p *Page) Image(b Box, img image.Image) { p.items = append(p.items, &Image{b, img}) }

// Text writes a line of text and returns its box.
func (p *Page) Text(t Text) Box {
	t.String = printable(t.String)
	if t.String == "" {
		return Box{t.At.X, t.At.Y, t.At.X, t.At.Y}
	}
	p.items = append(p.items, &t)
	return t.Box()
}

// Begin opens a group.
func (p *Page) Begin(g Group) {
	p.items = append(p.items, &g)
	p.open++
}

// End closes the group that was opened last.
func (p *Page) End() {
	p.items = append(p.items, End{})
	p.open--
}

// Area tells that a box holds data, which text must not cover.
func (p *Page) Area(b Box) { p.areas = append(p.areas, b) }

// Areas lists the boxes that hold data.
func (p *Page) Areas() []Box { return p.areas }
