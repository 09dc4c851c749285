package page

import "math"

// Point is a place on a page in points (1/72 inch) from its upper left corner.
type Point struct{ X, Y float64 }

// Box is a rectangle with sides along the page's.
type Box struct{ Left, Top, Right, Bottom float64 }

// Width is how wide the box is.
func (b Box) Width() float64 { return b.Right - b.Left }

// Height is how high the box is.
func (b Box) Height() float64 { return b.Bottom - b.Top }

// Overlaps tells whether two boxes share more than slack of length along both sides.
func (b Box) Overlaps(c Box, slack float64) bool {
	return math.Min(b.Right, c.Right)-math.Max(b.Left, c.Left) > slack && math.Min(b.Bottom, c.Bottom)-math.Max(b.Top, c.Top) > slack
}

// Within tells whether the box lies in c, or leaves it by no more than slack.
func (b Box) Within(c Box, slack float64) bool {
	return b.Left >= c.Left-slack && b.Top >= c.Top-slack && b.Right <= c.Right+slack && b.Bottom <= c.Bottom+slack
}

// Common is what two boxes share. Its width or height is negative where they are apart.
func (b Box) Common(c Box) Box {
	return Box{math.Max(b.Left, c.Left), math.Max(b.Top, c.Top), math.Min(b.Right, c.Right), math.Min(b.Bottom, c.Bottom)}
}

// Path is outlines of lines and curves, to be stroked or filled. Build it with its methods.
type Path struct {
	verbs  []verb
	points []Point
}

// verb is a step of a path.
type verb uint8

const (
	moveTo verb = iota
	lineTo
	cubicTo // two controls and the end
	closed
)

// takes is how many points a step has.
var takes = [...]int{moveTo: 1, lineTo: 1, cubicTo: 3, closed: 0}

// MoveTo begins an outline.
func (p *Path) MoveTo(at Point) { p.add(moveTo, at) }

// LineTo goes straight.
func (p *Path) LineTo(at Point) { p.add(lineTo, at) }

// CubicTo goes along a Bézier curve with two controls.
func (p *Path) CubicTo(c1, c2, at Point) { p.add(cubicTo, c1, c2, at) }

// Close returns to where the outline began.
func (p *Path) Close() { p.add(closed) }

func (p *Path) add(v verb, points ...Point) {
	p.verbs = append(p.verbs, v)
	p.points = append(p.points, points...)
}

// Outlines is how many outlines the path has.
func (p *Path) Outlines() (n int) {
	for _, v := range p.verbs {
		if v == moveTo {
			n++
		}
	}
	return n
}

// steps gives each step of the path with its points.
func (p *Path) steps(yield func(verb, []Point) bool) {
	at := 0
	for _, v := range p.verbs {
		if !yield(v, p.points[at:at+takes[v]]) {
			return
		}
		at += takes[v]
	}
}

// Len is how many steps the path has.
func (p *Path) Len() int { return len(p.verbs) }

// Bounds is the least box around all points, controls among them.
func (p *Path) Bounds() Box {
	b := Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, q := range p.points {
		b = Box{math.Min(b.Left, q.X), math.Min(b.Top, q.Y), math.Max(b.Right, q.X), math.Max(b.Bottom, q.Y)}
	}
	return b
}

// Polyline is straight lines from point to point.
func Polyline(points ...Point) *Path {
	p := &Path{}
	p.Polyline(points)
	return p
}

// Polyline adds an outline of straight lines.
func (p *Path) Polyline(points []Point) {
	for i, q := range points {
		if i == 0 {
			p.MoveTo(q)
		} else {
			p.LineTo(q)
		}
	}
}

// Rectangle adds a box.
func (p *Path) Rectangle(b Box) {
	p.Polyline([]Point{{b.Left, b.Top}, {b.Right, b.Top}, {b.Right, b.Bottom}, {b.Left, b.Bottom}})
	p.Close()
}

// Rectangle is a box.
func Rectangle(b Box) *Path {
	p := &Path{}
	p.Rectangle(b)
	return p
}

// quarter is how far the controls of a quarter of a circle lie along its tangents, in radii.
const quarter = 0.5522847498

// Circle adds a circle.
func (p *Path) Circle(c Point, r float64) {
	k := quarter * r
	p.MoveTo(Point{c.X + r, c.Y})
	p.CubicTo(Point{c.X + r, c.Y + k}, Point{c.X + k, c.Y + r}, Point{c.X, c.Y + r})
	p.CubicTo(Point{c.X - k, c.Y + r}, Point{c.X - r, c.Y + k}, Point{c.X - r, c.Y})
	p.CubicTo(Point{c.X - r, c.Y - k}, Point{c.X - k, c.Y - r}, Point{c.X, c.Y - r})
	p.CubicTo(Point{c.X + k, c.Y - r}, Point{c.X + r, c.Y - k}, Point{c.X + r, c.Y})
	p.Close()
}

// Rounded adds a box with corners of radius r.
func (p *Path) Rounded(b Box, r float64) {
	r = math.Min(r, math.Min(b.Width(), b.Height())/2)
	k := r * (1 - quarter)
	p.MoveTo(Point{b.Left + r, b.Top})
	p.LineTo(Point{b.Right - r, b.Top})
	p.CubicTo(Point{b.Right - k, b.Top}, Point{b.Right, b.Top + k}, Point{b.Right, b.Top + r})
	p.LineTo(Point{b.Right, b.Bottom - r})
	p.CubicTo(Point{b.Right, b.Bottom - k}, Point{b.Right - k, b.Bottom}, Point{b.Right - r, b.Bottom})
	p.LineTo(Point{b.Left + r, b.Bottom})
	p.CubicTo(Point{b.Left + k, b.Bottom}, Point{b.Left, b.Bottom - k}, Point{b.Left, b.Bottom - r})
	p.LineTo(Point{b.Left, b.Top + r})
	p.CubicTo(Point{b.Left, b.Top + k}, Point{b.Left + k, b.Top}, Point{b.Left + r, b.Top})
	p.Close()
}
