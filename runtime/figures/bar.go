package figures

import (
	"image"
	"image/color"
	"math"
	"slices"

	"github.com/nefc/nefc/runtime/figures/axes"
	"github.com/nefc/nefc/runtime/figures/page"
)

// bar is a scale of colours beside an area.
type bar struct {
	side
	color        func(share float64) color.NRGBA // 0 at the lower end, 1 at the upper
	below, above bool                            // values lie beyond an end: it gets a triangle
	note         string                          // what lies beyond
	notes        []string                        // its lines, as they fit
}

// Lengths of a bar in points.
const (
	barWidth  = 6.0
	barGap    = 7.0 // from the area
	triangle  = 5.0 // height of one at an end
	barShades = 128
)

// width is how much room a bar needs beside an area of a height.
func (b *bar) width(d *drawing, height float64) float64 {
	if b == nil {
		return 0
	}
	b.mark(height-2*triangle, d.font, false)
	room := height + d.font
	b.notes = page.Wrap(b.note, d.font, room, mostLines)
	return barGap + barWidth + tick + gap + b.ticks.Widest(d.font) + b.settle(room, d.font) + page.Leading*d.font*float64(len(b.notes))
}

// draw draws a bar as high as the area of its frame, triangles included.
func (b *bar) draw(p *page.Page, d *drawing, f *frame) {
	if b == nil {
		return
	}
	p.Begin(page.Group{Class: "bar", Name: b.label()})
	defer p.End()
	box := page.Box{Left: f.area.Right + f.tail + barGap, Top: f.area.Top, Bottom: f.area.Bottom}
	box.Right = box.Left + barWidth
	if b.above {
		box.Top += triangle
	}
	if b.below {
		box.Bottom -= triangle
	}
	p.Image(box, b.shades())
	if b.above {
		p.Fill(spike(box.Left, box.Right, box.Top-1, box.Top-triangle), b.color(1))
	}
	if b.below {
		p.Fill(spike(box.Left, box.Right, box.Bottom+1, box.Bottom+triangle), b.color(0))
	}
	p.Stroke(page.Stroke{Path: page.Rectangle(box), Color: d.theme.Frame, Width: 0.4})
	b.number(p, d, box)
	x := box.Right + tick + gap + b.ticks.Widest(d.font) + gap
	for i, line := range slices.Concat(b.lines, b.notes) {
		c := d.theme.Ink
		if i >= len(b.lines) {
			c = d.theme.Muted
		}
		at := page.Point{X: x + 0.8*d.font, Y: (f.area.Top + f.area.Bottom) / 2}
		p.Text(page.Text{String: line, At: at, Size: d.font, Color: c, Anchor: page.Middle, Upward: true})
		x += page.Leading * d.font
	}
}

// number draws the ticks beside the box of a bar, and their numbers.
func (b *bar) number(p *page.Page, d *drawing, box page.Box) {
	x := box.Right
	marks := &page.Path{}
	for _, t := range b.ticks.List {
		if t.Label == "" {
			continue
		}
		y := box.Bottom - b.scale.At(t.Value)*box.Height()
		marks.Polyline([]page.Point{{X: x, Y: y}, {X: x + tick, Y: y}})
		p.Text(page.Text{String: t.Label, At: page.Point{X: x + tick + gap, Y: y}, Size: d.font, Color: d.theme.Ink, Lies: page.Centred})
	}
	p.Stroke(page.Stroke{Path: marks, Color: d.axisColor(), Width: d.theme.AxisWidth})
}

// shades is the picture of a bar.
func (b *bar) shades() image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, 1, barShades))
	for k := range barShades {
		m.SetNRGBA(0, barShades-1-k, b.color((float64(k)+0.5)/barShades))
	}
	return m
}

// spike is a triangle from a base to a tip above or below it.
func spike(left, right, base, tip float64) *page.Path {
	p := page.Polyline(page.Point{X: left, Y: base}, page.Point{X: right, Y: base}, page.Point{X: (left + right) / 2, Y: tip})
	p.Close()
	return p
}

// newBar is a bar over a range, with a label.
func newBar(label, unit string, low, high float64, c func(float64) color.NRGBA) *bar {
	b := &bar{side: side{Axis: Axis{Label: label, Unit: unit}, data: axes.Nothing()}, color: c}
	b.data.Add(low, high)
	b.scale = axes.New(b.data, axes.Wanted{Tight: true})
	return b
}

// rising counts from low to high in the sequential colours of the theme.
func (d *drawing) rising(label, unit string, low, high float64) *bar {
	return newBar(label, unit, low, math.Max(low, high), d.theme.Sequential)
}
