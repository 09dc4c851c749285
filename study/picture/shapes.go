package picture

import (
	"math"
	"slices"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/runtime/figures/theme"
	"github.com/nefc/nefc/study/readable"
)

// box draws everything but networks.
func (p *painter) box(b *PlacedBox, flow Flow, frame page.Box, at page.Point) {
	shape := moved(b.Shape, at)
	switch b.Kind {
	case Ensemble:
		p.population(b, shape)
		p.nameOutside(b, shape, flow)
	case Array:
		p.stack(b, shape, flow)
		p.nameOutside(b, stacked(shape, flow), flow)
	case Pass:
		p.outline(circle(shape), p.theme.Muted, 1)
		p.nameOutside(b, shape, flow)
	case Port:
		p.port(b, shape, flow, frame)
	default:
		p.node(b, shape, flow)
	}
	if b.Probed && b.Kind != Port {
		p.probe(b, shape)
	}
}

func circle(b page.Box) *page.Path {
	path := &page.Path{}
	path.Circle(centre(b), b.Width()/2)
	return path
}

func rounded(b page.Box, r float64) *page.Path {
	path := &page.Path{}
	path.Rounded(b, r)
	return path
}

// outline fills a shape with the background and draws its edge.
func (p *painter) outline(path *page.Path, c colour, width float64) {
	p.Fill(path, p.theme.Background)
	p.Stroke(page.Stroke{Path: path, Color: c, Width: width, Round: true})
}

// population is a circle with a dot for each neuron: orange where it excites, blue where
// it inhibits, else grey.
func (p *painter) population(b *PlacedBox, shape page.Box) {
	ring := p.ringColor(b.Box)
	p.Fill(circle(shape), p.theme.Background)
	if b.N > mostDots || !p.dots {
		p.Fill(circle(shape), theme.Faded(ring, 0.12))
	}
	p.Stroke(page.Stroke{Path: circle(shape), Color: ring, Width: 1.3, Round: true})
	if b.N == 0 || b.N > mostDots || !p.dots {
		if b.Signs != None {
			p.signArcs(b, shape)
		}
		return
	}
	exciting, inhibiting, plain := &page.Path{}, &page.Path{}, &page.Path{}
	r := dotRadius(b.N, shape.Width()/2)
	for i, c := range sunflower(b.N, centre(shape), shape.Width()/2-2.6-r) {
		switch {
		case b.Signs == None:
			plain.Circle(c, r)
		case i < b.Signs:
			exciting.Circle(c, r)
		default:
			inhibiting.Circle(c, r)
		}
	}
	p.Fill(plain, theme.Mix(p.theme.Background, p.theme.Muted, 0.45))
	p.Fill(exciting, p.theme.Excitatory)
	p.Fill(inhibiting, p.theme.Inhibitory)
}

// dotRadius makes dots fill about a fifth of a circle.
func dotRadius(n int, r float64) float64 { return min(1.4, 0.45*r/math.Sqrt(float64(n))) }

// sunflower spreads n points over a circle evenly: each the golden angle from the last.
// Those to the left come first, so that neurons of a sign lie together.
func sunflower(n int, c page.Point, r float64) []page.Point {
	out := make([]page.Point, n)
	golden := math.Pi * (3 - math.Sqrt(5))
	for k := range out {
		d, a := r*math.Sqrt((float64(k)+0.5)/float64(n)), golden*float64(k)
		out[k] = page.Point{X: c.X + d*libm.Cos(a), Y: c.Y + d*libm.Sin(a)}
	}
	slices.SortStableFunc(out, func(a, b page.Point) int { return int(math.Copysign(1, a.X-b.X)) })
	return out
}

// signArcs says with two arcs inside the ring which share of the neurons excites.
func (p *painter) signArcs(b *PlacedBox, shape page.Box) {
	share := float64(b.Signs) / float64(b.N)
	arc := func(from, to float64, c colour) {
		if to > from {
			p.Stroke(page.Stroke{Path: arcPath(centre(shape), shape.Width()/2-3.5, from, to), Color: c, Width: 2.4})
		}
	}
	arc(0, share, p.theme.Excitatory)
	arc(share, 1, p.theme.Inhibitory)
}

// arcPath is a part of a circle, from the top clockwise, in turns.
func arcPath(c page.Point, r, from, to float64) *page.Path {
	var points []page.Point
	steps := int(math.Ceil(48 * (to - from)))
	for i := range steps + 1 {
		turn := 2 * math.Pi * (from + (to-from)*float64(i)/float64(steps))
		points = append(points, page.Point{X: c.X + r*libm.Sin(turn), Y: c.Y - r*libm.Cos(turn)})
	}
	return page.Polyline(points...)
}

// stacked is the room of a stack whose first shape is given.
func stacked(shape page.Box, flow Flow) page.Box {
	if flow == Right {
		shape.Bottom += 2 * stackStep
	} else {
		shape.Left -= 2 * stackStep
	}
	return shape
}

// stack is several shapes behind each other, across the flow and on the side of the
// name, so that wires reach the first one.
func (p *painter) stack(b *PlacedBox, shape page.Box, flow Flow) {
	for k := 2.0; k >= 0; k-- {
		by := page.Point{X: -k * stackStep}
		if flow == Right {
			by = page.Point{Y: k * stackStep}
		}
		if behind := moved(shape, by); b.N > 0 {
			p.outline(circle(behind), p.ringColor(b.Box), 1.3)
		} else {
			p.outline(rounded(behind, 6), p.theme.Muted, 1)
		}
	}
	p.Text(page.Text{String: "×" + readable.Count(b.Members), At: centre(shape), Size: nameSize, Color: p.theme.Muted,
		Anchor: page.Middle, Lies: page.Centred})
}

// nameOutside writes a name and what is said below it: to the left of a shape where
// wires lead down, below it where they lead to the right.
func (p *painter) nameOutside(b *PlacedBox, shape page.Box, flow Flow) {
	c := centre(shape)
	name := page.Text{String: b.Title, Size: nameSize, Bold: true, Color: p.theme.Ink, Lies: page.Centred}
	if flow == Right {
		name.At, name.Anchor = page.Point{X: c.X, Y: shape.Bottom + 3 + lineHeight/2}, page.Middle
	} else {
		name.At, name.Anchor = page.Point{X: shape.Left - 5, Y: c.Y}, page.Finish
		if b.Detail != "" {
			name.At.Y -= lineHeight / 2
		}
	}
	p.Text(name)
	name.At.Y += lineHeight
	p.Text(page.Text{String: b.Detail, Size: detailSize, Color: p.theme.Faint, At: name.At, Anchor: name.Anchor, Lies: page.Centred})
}

// node is a rounded box with a curve, or with the name and what it computes.
func (p *painter) node(b *PlacedBox, shape page.Box, flow Flow) {
	edge := p.theme.Muted
	if b.Kind == Error {
		edge = p.theme.Learning
	}
	p.outline(rounded(shape, 5), edge, 0.9)
	if b.Curve != nil {
		p.curve(b.Curve, shape)
		p.nameOutside(b, shape, flow)
		return
	}
	p.inLines(shape, b.Title, b.Detail, b.Text)
}

// inLines writes a name and lines below it in the middle of a box.
func (p *painter) inLines(shape page.Box, name string, more ...string) {
	_, height := textSize(name, more...)
	at := page.Point{X: centre(shape).X, Y: centre(shape).Y - height/2 + lineHeight/2}
	p.Text(page.Text{String: name, At: at, Size: nameSize, Bold: true, Color: p.theme.Ink, Anchor: page.Middle, Lies: page.Centred})
	for _, line := range more {
		if line != "" {
			at.Y += lineHeight
			p.Text(page.Text{String: line, At: at, Size: detailSize, Color: p.theme.Muted, Anchor: page.Middle, Lies: page.Centred})
		}
	}
}

// curve draws values over the width of a box; one value alone lies in the middle.
func (p *painter) curve(values []float64, shape page.Box) {
	lo, hi := slices.Min(values), slices.Max(values)
	if lo == hi {
		lo, hi = lo-1, hi+1
	}
	var points []page.Point
	for i, v := range values {
		x := shape.Left + 6 + (shape.Width()-12)*float64(i)/float64(max(1, len(values)-1))
		points = append(points, page.Point{X: x, Y: shape.Bottom - 7 - (shape.Height()-14)*(v-lo)/(hi-lo)})
	}
	p.Stroke(page.Stroke{Path: page.Polyline(points...), Color: p.theme.Lines[2], Width: 1.1, Round: true})
}

// probe is a dot at the edge of what is recorded.
func (p *painter) probe(b *PlacedBox, shape page.Box) {
	at := page.Point{X: shape.Right - 1, Y: shape.Bottom - 1}
	if b.Kind == Ensemble || b.Kind == Pass || b.Kind == Array && b.N > 0 {
		c, r := centre(shape), shape.Width()/2*math.Sqrt(0.5)
		at = page.Point{X: c.X + r, Y: c.Y + r}
	}
	dot := &page.Path{}
	dot.Circle(at, 2.6)
	p.Fill(dot, p.theme.Ink)
	p.Stroke(page.Stroke{Path: dot, Color: p.theme.Background, Width: 0.9})
}
