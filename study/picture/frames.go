package picture

import (
	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/runtime/figures/theme"
)

// network is a frame: closed, with its title and the names of its openings; opened, with
// the title at its edge.
func (p *painter) network(b *PlacedBox, flow Flow, at page.Point, depth int) {
	shape := moved(b.Shape, at)
	path := rounded(shape, 7)
	p.Fill(path, theme.Mix(p.theme.Background, p.theme.Ink, 0.035*float64(depth+1)))
	p.Stroke(page.Stroke{Path: path, Color: theme.Mix(p.theme.Background, p.theme.Muted, 0.7), Width: 0.9})
	if b.Inside != nil {
		p.title(b, shape, flow)
		return
	}
	within := shape
	if flow == Down {
		within.Top, within.Bottom = within.Top+strip(b.In), within.Bottom-strip(b.Out)
	}
	p.inLines(within, b.Title, b.Detail, b.Text)
	p.openings(b.In, shape, flow, true)
	p.openings(b.Out, shape, flow, false)
	if b.Probed {
		p.probe(b, shape)
	}
}

// title stands at the upper edge, or turned at the left edge where wires lead down.
func (p *painter) title(b *PlacedBox, shape page.Box, flow Flow) {
	name := page.Text{String: b.Title, Size: nameSize, Bold: true, Color: p.theme.Ink, Lies: page.Centred}
	width := page.Width(b.Title, nameSize, true)
	detail := page.Text{String: b.Detail, Size: detailSize, Color: p.theme.Faint, Lies: page.Centred}
	if flow == Right {
		name.At = page.Point{X: shape.Left + 8, Y: shape.Top + 9}
		detail.At = page.Point{X: name.At.X + width + 6, Y: name.At.Y}
	} else {
		name.Upward, detail.Upward = true, true
		name.At = page.Point{X: shape.Left + 9, Y: shape.Bottom - 8}
		detail.At = page.Point{X: name.At.X, Y: name.At.Y - width - 6}
	}
	p.Text(name)
	p.Text(detail)
}

// openings are dots at the edge of a closed network, with their names.
func (p *painter) openings(list []*Opening, shape page.Box, flow Flow, enter bool) {
	step := openingStep + 0.0
	if flow == Down {
		step = widest(list) + 10
	}
	for k, o := range list {
		across := (float64(k) - float64(len(list)-1)/2) * step
		t := page.Text{String: o.Name, Size: detailSize, Color: p.theme.Muted, Lies: page.Centred}
		var dot page.Point
		switch {
		case flow == Right && enter:
			dot = page.Point{X: shape.Left, Y: centre(shape).Y + across}
			t.At = page.Point{X: dot.X + 5, Y: dot.Y}
		case flow == Right:
			dot = page.Point{X: shape.Right, Y: centre(shape).Y + across}
			t.At, t.Anchor = page.Point{X: dot.X - 5, Y: dot.Y}, page.Finish
		case enter:
			dot = page.Point{X: centre(shape).X + across, Y: shape.Top}
			t.At, t.Anchor = page.Point{X: dot.X, Y: dot.Y + 8}, page.Middle
		default:
			dot = page.Point{X: centre(shape).X + across, Y: shape.Bottom}
			t.At, t.Anchor = page.Point{X: dot.X, Y: dot.Y - 8}, page.Middle
		}
		p.dot(dot, false)
		p.Text(t)
	}
}

// dot is a small circle, filled where it is recorded.
func (p *painter) dot(at page.Point, filled bool) {
	path := &page.Path{}
	path.Circle(at, 1.8)
	if filled {
		p.Fill(path, p.theme.Ink)
		p.Stroke(page.Stroke{Path: path, Color: p.theme.Ink, Width: 1.6})
		return
	}
	p.outline(path, p.theme.Muted, 0.9)
}

// port is the name of an opening, inside of its network, and the line from the edge.
func (p *painter) port(b *PlacedBox, shape page.Box, flow Flow, frame page.Box) {
	c := centre(shape)
	from, near, far := page.Point{X: c.X, Y: frame.Top}, page.Point{X: c.X, Y: shape.Top}, page.Point{X: c.X, Y: shape.Bottom}
	if flow == Right {
		from, near, far = page.Point{X: frame.Left, Y: c.Y}, page.Point{X: shape.Left, Y: c.Y}, page.Point{X: shape.Right, Y: c.Y}
	}
	if !b.Entry {
		near, far = far, near
		from = page.Point{X: c.X, Y: frame.Bottom}
		if flow == Right {
			from = page.Point{X: frame.Right, Y: c.Y}
		}
	}
	to := near
	if b.Title == "" {
		to = far // no name stands in the way
	}
	p.Stroke(page.Stroke{Path: page.Polyline(from, to), Color: p.theme.Faint, Width: wireWidth})
	p.dot(from, b.Probed)
	p.Text(page.Text{String: b.Title, At: c, Size: detailSize, Color: p.theme.Muted, Anchor: page.Middle, Lies: page.Centred})
}
