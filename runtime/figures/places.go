package figures

import (
	"math"

	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/stdlib/plots"
)

// Sizes of the dots of a map in points: as large as leaves room between neighbours of an even layout.
const (
	smallestPlace = 0.7
	largestPlace  = 5.0
	placeShare    = 0.36 // of the distance of neighbours
)

// frames of places: a dot for each in the colour of its value, with a bar. A step along either axis is as long.
func (l *Places) frames(d *drawing, p *Panel) []*frame {
	f := d.newFrame(p)
	f.narrow, f.ratio, f.equal = 50*page.MM, 1, true
	f.x.data.Add(l.X...)
	f.y.data.Add(l.Y...)
	f.x.wanted.Kind, f.y.wanted.Kind = plots.Linear, plots.Linear
	most := 0.0
	for _, z := range l.Z {
		most = math.Max(most, z)
	}
	if most == 0 {
		most = 1
	}
	f.bar = d.rising(l.Label, l.Unit, 0, most)
	f.paint = func(c *canvas) {
		spread := math.Sqrt(c.area.Width() * c.area.Height() / float64(max(1, len(l.Z))))
		radius := math.Min(math.Max(placeShare*spread, smallestPlace), largestPlace)
		for i := range l.Z {
			if at, ok := c.inside(l.X[i], l.Y[i]); ok {
				dot := &page.Path{}
				dot.Circle(at, radius)
				c.Fill(dot, f.bar.color(math.Max(0, math.Min(1, f.bar.scale.At(l.Z[i])))))
				c.Stroke(page.Stroke{Path: dot, Color: c.d.theme.Frame, Width: 0.3})
			}
		}
	}
	return []*frame{f}
}
