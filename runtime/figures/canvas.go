package figures

import (
	"math"

	"github.com/nefc/nefc/runtime/figures/legend"
	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/runtime/figures/trace"
)

// canvas is an area that data are drawn into. Nothing drawn with its methods leaves the area.
type canvas struct {
	*page.Page
	d *drawing
	*frame
}

// curve draws a line through points; NaN is a gap.
func (c *canvas) curve(x, y []float64, with legend.Pen) {
	path := &page.Path{}
	c.trace(path, x, y)
	c.Stroke(page.Stroke{Path: path, Color: with.Color, Width: with.Width, Dash: with.Dash, Round: with.Dash == nil})
}

// trace adds to a path what of a curve lies within the area.
func (c *canvas) trace(to *page.Path, x, y []float64) { trace.Curve(to, x, y, c.atX, c.atY, c.area) }

// dots draws a filled circle at each point that lies in the area.
func (c *canvas) dots(x, y []float64, with legend.Pen) {
	path := &page.Path{}
	for i := range x {
		if p, ok := c.inside(x[i], y[i]); ok {
			path.Circle(p, legend.PointRadius)
		}
	}
	c.Fill(path, with.Color)
}

// inside is where a point lies, if it lies in the area.
func (c *canvas) inside(x, y float64) (page.Point, bool) {
	p := page.Point{X: c.atX(x), Y: c.atY(y)}
	const a = 0.01
	ok := p.X >= c.area.Left-a && p.X <= c.area.Right+a && p.Y >= c.area.Top-a && p.Y <= c.area.Bottom+a
	return p, ok
}

// between fills the band between two curves; NaN in either is a gap.
func (c *canvas) between(x, low, high []float64, with legend.Pen) {
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
	c.Fill(path, with.Color)
}
