package figures

import (
	"image/color"

	"github.com/nefc/nefc/runtime/figures/legend"
	"github.com/nefc/nefc/runtime/figures/page"
)

// draw draws a frame that is placed: grid, data, axes, text around.
func (d *drawing) draw(p *page.Page, f *frame) {
	p.Area(f.area)
	d.grid(p, f)
	p.Begin(page.Group{Class: "data"})
	f.paint(&canvas{Page: p, d: d, frame: f})
	p.End()
	p.Begin(page.Group{Class: "axes"})
	d.spines(p, f)
	d.xAxis(p, f)
	d.yAxis(p, f)
	p.End()
	if f.title != "" {
		at := page.Point{X: f.area.Left, Y: f.outer.Top + 0.2*d.font}
		title := page.Fit(f.title, d.font, f.outer.Right-f.area.Left, true)
		p.Text(page.Text{String: title, At: at, Size: d.font, Color: d.theme.Ink, Bold: true, Lies: page.Below})
	}
	f.legend.Draw(p, d.look(), legend.Place{Area: f.area, Head: f.head, Right: f.outer.Right})
	f.bar.draw(p, d, f)
}

// grid draws lines at ticks that have labels, if the theme has them.
func (d *drawing) grid(p *page.Page, f *frame) {
	if d.theme.Grid == d.theme.Background || f.boxed {
		return
	}
	lines := &page.Path{}
	for _, t := range f.x.ticks.List {
		if x := f.atX(t.Value); t.Label != "" {
			lines.Polyline([]page.Point{{X: x, Y: f.area.Top}, {X: x, Y: f.area.Bottom}})
		}
	}
	for _, t := range f.y.ticks.List {
		if y := f.atY(t.Value); t.Label != "" {
			lines.Polyline([]page.Point{{X: f.area.Left, Y: y}, {X: f.area.Right, Y: y}})
		}
	}
	p.Stroke(page.Stroke{Path: lines, Color: d.theme.Grid, Width: d.theme.AxisWidth})
}

// axisColor is that of spines and ticks: ink on paper, where there is no grid.
func (d *drawing) axisColor() color.NRGBA {
	if d.theme.Grid == d.theme.Background {
		return d.theme.Ink
	}
	return d.theme.Faint
}

// spines draws the lines at the left and at the bottom of an area, or around an image.
func (d *drawing) spines(p *page.Page, f *frame) {
	a := f.area
	if f.boxed {
		return // what is drawn there has edges of its own
	}
	corner := page.Polyline(page.Point{X: a.Left, Y: a.Top}, page.Point{X: a.Left, Y: a.Bottom}, page.Point{X: a.Right, Y: a.Bottom})
	p.Stroke(page.Stroke{Path: corner, Color: d.axisColor(), Width: d.theme.AxisWidth})
}

// xAxis draws the ticks below an area, their numbers, and the label.
func (d *drawing) xAxis(p *page.Page, f *frame) {
	marks := &page.Path{}
	for _, t := range f.x.ticks.List {
		x, long := f.atX(t.Value), tick
		if t.Label == "" {
			long = tick / 2
		}
		marks.Polyline([]page.Point{{X: x, Y: f.area.Bottom}, {X: x, Y: f.area.Bottom + long}})
	}
	p.Stroke(page.Stroke{Path: marks, Color: d.axisColor(), Width: d.theme.AxisWidth})
	if f.x.hidden {
		return
	}
	y := f.area.Bottom + gap
	if f.x.ticks.Widest(d.font) > 0 {
		y = f.area.Bottom + f.x.ticks.Drop(tick, d.font)
		for _, t := range f.x.ticks.List {
			number := page.Text{String: t.Label, At: page.Point{X: f.atX(t.Value), Y: y}, Size: d.font, Color: d.theme.Ink,
				Anchor: page.Middle, Lies: page.Below}
			if b := number.Box(); b.Left >= f.outer.Left-between/2 && b.Right <= f.outer.Right+between/2 {
				p.Text(number)
			}
		}
		y += 0.9*d.font + gap
	}
	for _, line := range f.x.lines {
		at := page.Point{X: (f.area.Left + f.area.Right) / 2, Y: y}
		p.Text(page.Text{String: line, At: at, Size: d.font, Color: d.theme.Ink, Anchor: page.Middle, Lies: page.Below})
		y += page.Leading * d.font
	}
}

// yAxis draws the ticks to the left of an area, their numbers, and the label.
func (d *drawing) yAxis(p *page.Page, f *frame) {
	marks := &page.Path{}
	for _, t := range f.y.ticks.List {
		y, long := f.atY(t.Value), tick
		if t.Label == "" {
			long = tick / 2
		}
		marks.Polyline([]page.Point{{X: f.area.Left - long, Y: y}, {X: f.area.Left, Y: y}})
	}
	p.Stroke(page.Stroke{Path: marks, Color: d.axisColor(), Width: d.theme.AxisWidth})
	if f.y.hidden {
		return
	}
	x := f.area.Left - gap
	if w := f.y.ticks.Widest(d.font); w > 0 {
		x -= tick
		for _, t := range f.y.ticks.List {
			at := page.Point{X: x, Y: f.atY(t.Value)}
			p.Text(page.Text{String: t.Label, At: at, Size: d.font, Color: d.theme.Ink, Anchor: page.Finish, Lies: page.Centred})
		}
		x -= w + gap
	}
	for k := range f.y.lines {
		at := page.Point{X: x - 0.25*d.font, Y: (f.area.Top + f.area.Bottom) / 2}
		p.Text(page.Text{String: f.y.lines[len(f.y.lines)-1-k], At: at, Size: d.font, Color: d.theme.Ink, Anchor: page.Middle, Upward: true})
		x -= page.Leading * d.font
	}
}

// atX is where a value lies along the page.
func (f *frame) atX(v float64) float64 { return f.area.Left + f.x.scale.At(v)*f.area.Width() }

// atY is where a value lies down the page.
func (f *frame) atY(v float64) float64 { return f.area.Bottom - f.y.scale.At(v)*f.area.Height() }
