package figures

import (
	"math"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/stdlib/plots"
)

// The dots of a map: as large as leaves room between neighbours of an even layout, and of so few shades and corners
// that a picture of thousands stays small.
const (
	smallestPlace = 0.8  // points
	largestPlace  = 5.0  // points
	placeShare    = 0.42 // of the distance of neighbours
	placeShades   = 32
	placeCorners  = 6
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
		if z > most && !math.IsInf(z, 1) {
			most = z
		}
	}
	if most == 0 {
		most = 1
	}
	f.bar = d.rising(l.Label, l.Unit, 0, most)
	f.paint = func(c *canvas) { l.paint(c, f.bar) }
	return []*frame{f}
}

// paint draws the dots of each shade at once, the lighter first.
func (l *Places) paint(c *canvas, b *bar) {
	spread := math.Sqrt(c.area.Width() * c.area.Height() / float64(max(1, len(l.Z))))
	radius := math.Min(math.Max(placeShare*spread, smallestPlace), largestPlace)
	var shades [placeShades + 1]page.Path
	for i, z := range l.Z {
		at, ok := c.inside(l.X[i], l.Y[i])
		if share := b.scale.At(z); ok && !math.IsNaN(share) {
			k := int(math.Round(placeShades * math.Max(0, math.Min(1, share))))
			dot(&shades[k], at, radius)
		}
	}
	for k := range shades {
		c.Fill(&shades[k], b.color(float64(k)/placeShades))
	}
}

// dot adds a hexagon.
func dot(p *page.Path, at page.Point, radius float64) {
	var corners []page.Point
	for k := range placeCorners {
		s, c := libm.Sincos(2 * math.Pi * float64(k) / placeCorners)
		corners = append(corners, page.Point{X: at.X + float64(radius*c), Y: at.Y + float64(radius*s)})
	}
	p.Polyline(corners)
	p.Close()
}
