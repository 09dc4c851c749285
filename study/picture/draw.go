package picture

import (
	"image/color"

	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/runtime/figures/theme"
)

// border is the room around a drawing; legendHeight is that of its legend.
const (
	border       = 10
	legendHeight = 16
)

// Draw draws a scene on a page of its own size.
func Draw(s *Scene, t *theme.Theme, title string) *page.Page {
	keys := legendKeys(s)
	width, height := max(s.Width, legendWidth(keys))+2*border, s.Height+2*border
	if len(keys) > 0 {
		height += legendHeight
	}
	p := &painter{Page: page.New(width, height, t.Background), theme: t, dots: circles(s) <= mostDotted}
	p.Title = title
	at := page.Point{X: (width - s.Width) / 2, Y: border}
	p.scene(s, at, p.Box(), 0)
	p.legend(keys, page.Point{X: border, Y: height - border - 4})
	return p.Page
}

// painter draws on a page with the colours of a theme.
type painter struct {
	*page.Page
	theme *theme.Theme
	dots  bool // neurons are drawn one by one
}

// Neurons are drawn one by one in up to mostDotted circles, of up to mostDots each.
const (
	mostDotted = 20
	mostDots   = 300
)

// circles counts the populations of a scene.
func circles(s *Scene) (n int) {
	for _, b := range s.Boxes {
		if b.Kind == Ensemble {
			n++
		}
		if b.Inside != nil {
			n += circles(b.Inside)
		}
	}
	return n
}

// scene draws a diagram whose corner is at a place: frames, then wires, then boxes, then
// labels, so that no wire lies on a name. frame is the network that it is the inside of,
// and depth counts those around it.
func (p *painter) scene(s *Scene, at page.Point, frame page.Box, depth int) {
	for _, b := range s.Boxes {
		if b.Kind == Network {
			p.group("network", b.Source, func() { p.network(&b, s.Flow, at, depth) })
		}
	}
	for _, w := range s.Wires {
		p.group("wire "+string(w.Flavour), w.Source, func() { p.wire(&w, at) })
	}
	for _, b := range s.Boxes {
		if b.Kind != Network {
			p.group(string(b.Kind), b.Source, func() { p.box(&b, s.Flow, frame, at) })
		}
	}
	for _, w := range s.Wires {
		p.label(&w, s.Flow, at)
	}
	for _, b := range s.Boxes {
		if b.Inside != nil {
			p.scene(b.Inside, page.Point{X: at.X + b.Corner.X, Y: at.Y + b.Corner.Y}, moved(b.Shape, at), depth+1)
		}
	}
}

// group draws what belongs to a line of the model.
func (p *painter) group(class, source string, draw func()) {
	p.Begin(page.Group{Class: class, Name: source})
	draw()
	p.End()
}

// moved is a box of a scene where it lies on the page.
func moved(b page.Box, at page.Point) page.Box {
	return page.Box{Left: b.Left + at.X, Top: b.Top + at.Y, Right: b.Right + at.X, Bottom: b.Bottom + at.Y}
}

func centre(b page.Box) page.Point {
	return page.Point{X: (b.Left + b.Right) / 2, Y: (b.Top + b.Bottom) / 2}
}

// label writes the lines of a wire beside its middle.
func (p *painter) label(w *PlacedWire, flow Flow, at page.Point) {
	list := w.labelLines()
	_, height := w.labelSize()
	middle := page.Point{X: at.X + w.Middle.X, Y: at.Y + w.Middle.Y}
	t := page.Text{Size: labelSize, Color: p.theme.Muted}
	first := page.Point{X: middle.X + labelGap + 1, Y: middle.Y - height/2 + lineHeight/2}
	t.Lies = page.Centred
	switch loop := w.From == w.To; {
	case flow == Right && w.Onto != nil && !w.Aside:
		first, t.Anchor = page.Point{X: middle.X - labelGap, Y: middle.Y - height - labelGap + lineHeight/2}, page.Finish
	case w.Aside == (flow == Down):
		first, t.Anchor = page.Point{X: middle.X, Y: middle.Y - height - labelGap + lineHeight/2}, page.Middle
	case flow == Down && w.Trained && !loop:
		first.X, t.Anchor = middle.X-labelGap-1, page.Finish
	}
	if w.Flavour == Weighted {
		first = beside(first, t.Anchor, flow)
	}
	for i, line := range list {
		t.String, t.At, t.Color = line, page.Point{X: first.X, Y: first.Y + float64(i)*lineHeight}, p.theme.Muted
		if w.Flavour == Learning || line == w.Rule {
			t.Color = p.theme.Learning
		}
		p.Text(t)
	}
}

// beside keeps a label from the two strokes of a signed wire.
func beside(at page.Point, anchor page.Anchor, flow Flow) page.Point {
	switch {
	case flow == Right:
		at.Y -= 2
	case anchor == page.Finish:
		at.X -= 3
	default:
		at.X += 3
	}
	return at
}

// ringColor is the colour of the ring of a population.
func (p *painter) ringColor(b *Box) color.NRGBA {
	if b.Kind == Ensemble && b.Detail == "direct" {
		return p.theme.Muted
	}
	hues := [3]color.NRGBA{p.theme.Lines[3], p.theme.Lines[0], p.theme.Lines[2]}
	return hues[b.color%len(hues)]
}
