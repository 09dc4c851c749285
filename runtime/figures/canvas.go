package figures

import (
	"math"

	"github.com/nefc/nefc/runtime/figures/page"
)

// canvas is an area that data are drawn into. Nothing drawn with its methods leaves the area.
type canvas struct {
	*page.Page
	d *drawing
	*frame
}

// pointRadius is that of a dot at a point.
const pointRadius = 1.6

// curve draws a line through points; NaN is a gap.
func (c *canvas) curve(x, y []float64, with pen) {
	c.Stroke(page.Stroke{Path: c.trace(x, y), Color: with.color, Width: with.width, Dash: with.dash, Round: with.dash == nil})
}

// trace is the path of a curve within the area. Of a curve with more points than the page can show, each narrow
// column keeps its first, least, greatest and last: it looks the same.
func (c *canvas) trace(x, y []float64) *page.Path {
	t := &tracer{area: c.area}
	if len(x) > 4*columnsOf(c.area) && sorted(x) {
		c.columns(t, x, y)
	} else {
		for i := range x {
			t.to(page.Point{X: c.atX(x[i]), Y: c.atY(y[i])})
		}
	}
	return &t.path
}

// perPoint is how many columns a point of width has: half of the thinnest line.
const perPoint = 4

func columnsOf(a page.Box) int { return max(1, int(a.Width()*perPoint)) }

// sorted tells whether x never falls. NaN is no number in order.
func sorted(x []float64) bool {
	for i := 1; i < len(x); i++ {
		if !(x[i-1] <= x[i]) {
			return false
		}
	}
	return true
}

// columns traces the envelope of a curve whose x rise.
func (c *canvas) columns(t *tracer, x, y []float64) {
	from := 0
	for from < len(x) {
		column := math.Floor(c.atX(x[from]) * perPoint)
		low, high, end := from, from, from
		for end < len(x) && math.Floor(c.atX(x[end])*perPoint) == column && !math.IsNaN(y[end]) {
			if y[end] < y[low] {
				low = end
			}
			if y[end] > y[high] {
				high = end
			}
			end++
		}
		if end == from { // a gap
			t.gap()
			from++
			continue
		}
		last := -1
		for _, i := range []int{from, min(low, high), max(low, high), end - 1} {
			if i > last {
				t.to(page.Point{X: c.atX(x[i]), Y: c.atY(y[i])})
				last = i
			}
		}
		from = end
	}
}

// tracer makes a path of what of a curve lies within an area.
type tracer struct {
	area page.Box
	path page.Path
	last page.Point
	down bool // there is a last point
	at   page.Point
	open bool // the path ends at `at`
}

// gap lifts the pen.
func (t *tracer) gap() { t.down, t.open = false, false }

// to goes on to a point, or leaves a gap if that is none.
func (t *tracer) to(p page.Point) {
	if math.IsNaN(p.X) || math.IsNaN(p.Y) {
		t.gap()
		return
	}
	if t.down {
		if a, b, ok := clip(t.last, p, t.area); ok {
			if !t.open || a != t.at {
				t.path.MoveTo(a)
			}
			t.path.LineTo(b)
			t.at, t.open = b, true
		}
	}
	t.last, t.down = p, true
}

// clip is what of the line from a to b lies within a box (Liang & Barsky 1984).
func clip(a, b page.Point, box page.Box) (page.Point, page.Point, bool) {
	t0, t1 := 0.0, 1.0
	dx, dy := b.X-a.X, b.Y-a.Y
	for _, e := range [4][2]float64{{-dx, a.X - box.Left}, {dx, box.Right - a.X}, {-dy, a.Y - box.Top}, {dy, box.Bottom - a.Y}} {
		p, q := e[0], e[1]
		switch {
		case p == 0:
			if q < 0 {
				return a, b, false
			}
		case p < 0:
			t0 = math.Max(t0, q/p)
		default:
			t1 = math.Min(t1, q/p)
		}
	}
	if t0 > t1 {
		return a, b, false
	}
	from, to := a, b
	if t0 > 0 {
		from = page.Point{X: a.X + t0*dx, Y: a.Y + t0*dy}
	}
	if t1 < 1 {
		to = page.Point{X: a.X + t1*dx, Y: a.Y + t1*dy}
	}
	return from, to, true
}

// dots draws a filled circle at each point that lies in the area.
func (c *canvas) dots(x, y []float64, with pen) {
	path := &page.Path{}
	for i := range x {
		if p, ok := c.inside(x[i], y[i]); ok {
			path.Circle(p, pointRadius)
		}
	}
	c.Fill(path, with.color)
}

// inside is where a point lies, if it lies in the area.
func (c *canvas) inside(x, y float64) (page.Point, bool) {
	p := page.Point{X: c.atX(x), Y: c.atY(y)}
	const a = 0.01
	ok := p.X >= c.area.Left-a && p.X <= c.area.Right+a && p.Y >= c.area.Top-a && p.Y <= c.area.Bottom+a
	return p, ok
}

// between fills the band between two curves; NaN in either is a gap.
func (c *canvas) between(x, low, high []float64, with pen) {
	within := func(v float64) float64 { return math.Max(c.area.Top, math.Min(c.area.Bottom, v)) }
	path := &page.Path{}
	for from := 0; from < len(x); from++ {
		var ring, back []page.Point
		for ; from < len(x) && !math.IsNaN(low[from]) && !math.IsNaN(high[from]); from++ {
			if at := c.atX(x[from]); at >= c.area.Left-0.01 && at <= c.area.Right+0.01 {
				ring = append(ring, page.Point{X: at, Y: within(c.atY(high[from]))})
				back = append(back, page.Point{X: at, Y: within(c.atY(low[from]))})
			}
		}
		if len(ring) > 1 {
			for i := len(back) - 1; i >= 0; i-- {
				ring = append(ring, back[i])
			}
			path.Polyline(ring)
			path.Close()
		}
	}
	c.Fill(path, with.color)
}
