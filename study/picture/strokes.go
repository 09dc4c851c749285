package picture

import (
	"image/color"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/runtime/figures/page"
)

type colour = color.NRGBA

// Widths of wires, and how far the two strokes of a signed one lie from its middle.
const (
	wireWidth   = 1
	signedWidth = 1.9
	pairOffset  = 2.7
)

// wire draws a wire with its ends: a triangle, and a bar where it inhibits.
func (p *painter) wire(w *PlacedWire, at page.Point) {
	path := make([]page.Point, len(w.Path))
	for i, q := range w.Path {
		path[i] = page.Point{X: q.X + at.X, Y: q.Y + at.Y}
	}
	switch {
	case w.Flavour == Learning:
		p.arrow(path, p.theme.Learning, 1.3, []float64{3.6, 2.6}, 5.5)
	case w.Flavour == Modulates, w.Flavour == Next:
		p.arrow(path, p.theme.Muted, 1, []float64{1.2, 2.2}, 5)
	case w.Excites && w.Inhibits:
		p.arrow(parallel(path, pairOffset), p.theme.Excitatory, signedWidth, nil, 6.5)
		p.barred(parallel(path, -pairOffset), p.theme.Inhibitory)
	case w.Excites:
		p.arrow(path, p.theme.Excitatory, signedWidth, nil, 6.5)
	case w.Inhibits:
		p.barred(path, p.theme.Inhibitory)
	case w.Flavour == Weighted:
		p.arrow(path, p.theme.Faint, signedWidth, nil, 6.5)
	case w.To != nil && w.To.Kind == Port:
		p.stroke(path, p.theme.Faint, wireWidth, nil)
	default:
		p.arrow(path, p.theme.Faint, wireWidth, nil, 5)
	}
}

// stroke draws a curve of cubic pieces.
func (p *painter) stroke(path []page.Point, c colour, width float64, dash []float64) {
	out := &page.Path{}
	out.MoveTo(path[0])
	for i := 1; i+2 < len(path); i += 3 {
		out.CubicTo(path[i], path[i+1], path[i+2])
	}
	p.Stroke(page.Stroke{Path: out, Color: c, Width: width, Dash: dash})
}

// heading is the unit vector in which a path ends.
func heading(path []page.Point) page.Point {
	end := path[len(path)-1]
	for i := len(path) - 2; i >= 0; i-- {
		if d := libm.Hypot(end.X-path[i].X, end.Y-path[i].Y); d > 1e-6 {
			return page.Point{X: (end.X - path[i].X) / d, Y: (end.Y - path[i].Y) / d}
		}
	}
	return page.Point{X: 1}
}

// shortened ends a path some way before its end.
func shortened(path []page.Point, by float64) []page.Point {
	h := heading(path)
	out := append([]page.Point(nil), path...)
	for i := max(1, len(out)-2); i < len(out); i++ {
		out[i].X -= by * h.X
		out[i].Y -= by * h.Y
	}
	return out
}

// arrow draws a curve that ends in a triangle of a size.
func (p *painter) arrow(path []page.Point, c colour, width float64, dash []float64, size float64) {
	h, end := heading(path), path[len(path)-1]
	p.stroke(shortened(path, size-0.5), c, width, dash)
	back := page.Point{X: end.X - size*h.X, Y: end.Y - size*h.Y}
	wing := page.Point{X: 0.5 * size * h.Y, Y: -0.5 * size * h.X}
	head := page.Polyline(end, page.Point{X: back.X + wing.X, Y: back.Y + wing.Y}, page.Point{X: back.X - wing.X, Y: back.Y - wing.Y})
	head.Close()
	p.Fill(head, c)
}

// barred draws a curve that ends in a bar across.
func (p *painter) barred(path []page.Point, c colour) {
	path = shortened(path, 1.2)
	h, end := heading(path), path[len(path)-1]
	p.stroke(path, c, signedWidth, nil)
	const half = 3.8
	bar := page.Polyline(page.Point{X: end.X + half*h.Y, Y: end.Y - half*h.X}, page.Point{X: end.X - half*h.Y, Y: end.Y + half*h.X})
	p.Stroke(page.Stroke{Path: bar, Color: c, Width: signedWidth})
}

// parallel is a curve beside another one: to its right by offset, to its left if that is
// negative. Each piece is cut into short ones, whose ends are moved along the normal and
// whose tangents stay.
func parallel(path []page.Point, offset float64) []page.Point {
	const cuts = 6
	var out []page.Point
	var last page.Point // the unit vector along the path at its pen
	for i := 0; i+3 < len(path); i += 3 {
		for k := range cuts + 1 {
			at, along := bezier(path[i:i+4], float64(k)/cuts)
			at = page.Point{X: at.X - offset*along.Y, Y: at.Y + offset*along.X}
			switch {
			case len(out) == 0:
				out = append(out, at)
			case k > 0:
				pen := out[len(out)-1]
				third := libm.Hypot(at.X-pen.X, at.Y-pen.Y) / 3
				out = append(out, page.Point{X: pen.X + third*last.X, Y: pen.Y + third*last.Y},
					page.Point{X: at.X - third*along.X, Y: at.Y - third*along.Y}, at)
			}
			last = along
		}
	}
	return out
}

// bezier is a point of a cubic piece and the unit vector along it.
func bezier(p []page.Point, t float64) (at, along page.Point) {
	mix := func(a, b page.Point) page.Point { return page.Point{X: a.X + t*(b.X-a.X), Y: a.Y + t*(b.Y-a.Y)} }
	a, b, c := mix(p[0], p[1]), mix(p[1], p[2]), mix(p[2], p[3])
	d, e := mix(a, b), mix(b, c)
	along = page.Point{X: e.X - d.X, Y: e.Y - d.Y}
	if n := libm.Hypot(along.X, along.Y); n > 1e-9 {
		return mix(d, e), page.Point{X: along.X / n, Y: along.Y / n}
	}
	return mix(d, e), heading(p)
}
