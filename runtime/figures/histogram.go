package figures

import (
	"math"

	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/runtime/figures/stats"
)

// frames of how often values occur.
func (h *Histogram) frames(d *drawing, p *Panel) []*frame {
	f := d.newFrame(p)
	if f.y.Label == "" {
		f.y.Label = "count"
	}
	f.y.wanted.FromZero = true
	values := stats.Finite(h.Values)
	low, width, counts := stats.Bins(values)
	if len(values) > 0 {
		f.x.data.Add(low, low+width*float64(len(counts)))
	}
	for _, n := range counts {
		f.y.data.Add(0, n)
	}
	f.paint = func(c *canvas) {
		path := &page.Path{}
		for k, n := range counts {
			from, to := c.atX(low+width*float64(k)), c.atX(low+width*float64(k+1))
			from, to = math.Max(from, c.area.Left), math.Min(to, c.area.Right)
			if n == 0 || !(to > from) {
				continue
			}
			slit := math.Min(0.4, 0.1*(to-from)) // between bars
			top, bottom := c.atY(n), c.atY(0)
			if math.IsNaN(bottom) { // a log axis has no place for 0
				bottom = c.area.Bottom
			}
			top, bottom = math.Max(c.area.Top, top), math.Max(c.area.Top, math.Min(c.area.Bottom, bottom))
			path.Rectangle(page.Box{Left: from + slit/2, Top: top, Right: to - slit/2, Bottom: bottom})
		}
		c.Begin(page.Group{Class: "series", Name: p.X.Label})
		c.Fill(path, c.d.hue(0))
		c.End()
	}
	return []*frame{f}
}
