package figures

import (
	"math"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/runtime/figures/legend"
	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/runtime/figures/theme"
	"github.com/nefc/nefc/stdlib/plots"
)

// How a curve in a plane is drawn.
const (
	fades      = 24    // pieces, each stronger than the one before
	faintest   = 0.25  // the first
	mostPoints = 20000 // beyond, every so many samples
	nearest    = 0.2   // points from the last that is drawn: less is not seen
	endRadius  = 2.4   // of the circles at start and end
	dotRadius  = 0.8   // of the dot of a sample
)

// frames of signals against another: a square, with curves that grow stronger with time from ○ to ●.
func (l *Plane) frames(d *drawing, p *Panel) []*frame {
	f := d.newFrame(p)
	f.ratio = 1
	f.equal = d.Aspect == plots.Equal || l.SameUnit
	for i := range l.List {
		f.x.data.Add(l.List[i].X...)
		f.y.data.Add(l.List[i].Y...)
	}
	pens, values := d.pens(l.List)
	if values != nil {
		f.bar = d.bySweep("", values)
	} else if len(l.List) > 1 || len(l.List) == 1 && l.List[0].Name != f.y.Label && l.List[0].Name != "" {
		for i := range l.List {
			f.legend.Entries = append(f.legend.Entries, legend.Entry{Name: l.List[i].Name, Pen: pens[i], Last: math.NaN()})
		}
		f.legend.Named(f.y.Label)
	}
	f.paint = func(c *canvas) {
		for i := range l.List {
			c.Begin(groupOf(&l.List[i]))
			if l.Points {
				c.scatter(&l.List[i], pens[i])
			} else {
				c.way(&l.List[i], pens[i])
			}
			c.End()
		}
	}
	return []*frame{f}
}

// way draws a curve in a plane.
func (c *canvas) way(l *Line, with legend.Pen) {
	if l.Role == Ideal {
		c.curve(l.X, l.Y, with)
		return
	}
	x, y := c.seen(l)
	for k := range fades {
		from, to := k*len(x)/fades, min(len(x), (k+1)*len(x)/fades+1)
		piece := with
		piece.Color = theme.Mix(c.d.theme.Background, with.Color, faintest+(1-faintest)*float64(k+1)/fades)
		c.curve(x[from:to], y[from:to], piece)
	}
	c.end(x, y, with, true)
	c.end(x, y, with, false)
}

// scatter draws a dot for each sample. Those that cover another are drawn once.
func (c *canvas) scatter(l *Line, with legend.Pen) {
	drawn := map[[2]int]bool{}
	all := &page.Path{}
	for i := range l.X {
		p, ok := c.inside(l.X[i], l.Y[i])
		place := [2]int{int(math.Round(p.X / nearest)), int(math.Round(p.Y / nearest))}
		if !ok || drawn[place] || len(drawn) >= mostPoints {
			continue
		}
		drawn[place] = true
		all.Circle(p, dotRadius)
	}
	c.Fill(all, with.Color)
}

// seen leaves out the points of a curve that are not told from those before.
func (c *canvas) seen(l *Line) (x, y []float64) {
	var last page.Point
	every := 1 + len(l.X)/mostPoints
	for i := 0; i < len(l.X); i += every {
		p := page.Point{X: c.atX(l.X[i]), Y: c.atY(l.Y[i])}
		if i > 0 && i+every < len(l.X) && libm.Hypot(p.X-last.X, p.Y-last.Y) < nearest {
			continue
		}
		x, y, last = append(x, l.X[i]), append(y, l.Y[i]), p
	}
	return x, y
}

// end draws the circle at the start of a curve, which is hollow, or at its end.
func (c *canvas) end(x, y []float64, with legend.Pen, start bool) {
	for k := range x {
		i := k
		if !start {
			i = len(x) - 1 - k
		}
		p, ok := c.inside(x[i], y[i])
		if !ok {
			continue
		}
		ring := &page.Path{}
		ring.Circle(p, endRadius)
		if start {
			c.Fill(ring, c.d.theme.Background)
			c.Stroke(page.Stroke{Path: ring, Color: with.Color, Width: with.Width})
		} else {
			c.Fill(ring, with.Color)
		}
		return
	}
}
