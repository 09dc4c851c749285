package figures

import (
	"math"

	"github.com/nefc/nefc/runtime/figures/axes"
	"github.com/nefc/nefc/runtime/figures/legend"
	"github.com/nefc/nefc/runtime/figures/stats"
	"github.com/nefc/nefc/runtime/figures/trace"
	"github.com/nefc/nefc/stdlib/plots"
)

// frames of signals over time: lines that measure different things are below each other, never on two scales side by
// side.
func (l *Lines) frames(d *drawing, p *Panel) (out []*frame) {
	for _, group := range byMeasure(l.List) {
		f := d.newFrame(p)
		if of := group[0].Of; of != nil {
			f.y.Axis = *of
			f.y.wanted.FromZero = of.FromZero
		}
		if len(out) > 0 {
			f.title = ""
		}
		d.lines(f, group, l.By, "", false)
		out = append(out, f)
	}
	return out
}

// byMeasure groups lines by what they measure, in the order in which they come.
func byMeasure(list []Line) (groups [][]Line) {
	same := func(a, b *Axis) bool {
		return a == b || a != nil && b != nil && a.Label == b.Label && a.Unit == b.Unit
	}
next:
	for _, l := range list {
		for i := range groups {
			if same(groups[i][0].Of, l.Of) {
				groups[i] = append(groups[i], l)
				continue next
			}
		}
		groups = append(groups, []Line{l})
	}
	if len(groups) == 0 {
		return [][]Line{nil}
	}
	return groups
}

// lines puts curves into a frame: its extent, how it draws, its legend.
func (d *drawing) lines(f *frame, list []Line, by, each string, points bool) {
	curves := d.curves(list)
	for _, c := range curves {
		f.x.data.Add(c.x...)
		for _, v := range [][]float64{c.y, c.low, c.high} {
			f.y.data.Add(v...)
		}
		for _, run := range c.each {
			f.y.data.Add(run...)
		}
	}
	if f.x.From == f.x.To && !points {
		f.x.wanted.Tight = true // time: the range is that of the samples
	}
	pens, values := d.pens(list)
	order := layered(list, curves, pens)
	if len(f.x.Words) == 0 {
		unhide(curves, pens, order, axes.New(f.y.data, f.y.wanted))
	}
	if values != nil {
		f.bar = d.bySweep(by, values)
	} else if len(list) <= mostNamed {
		f.legend = legendOf(list, curves, pens, points, f.y.Label)
	}
	f.legend.Note = d.bandNote(list, each)
	f.paint = func(c *canvas) { c.lines(list, curves, pens, order, points) }
}

// legendOf names lines at their ends. A line that is alone and says what the axis says needs no name.
func legendOf(list []Line, curves []curve, pens []legend.Pen, points bool, axis string) (l legend.Legend) {
	if len(list) == 1 && (list[0].Name == axis || list[0].Name == "") {
		return l
	}
	for i := range list {
		l.Entries = append(l.Entries, legend.Entry{Name: list[i].Name, Pen: pens[i], Point: points, Last: lastOf(curves[i].y)})
	}
	l.Named(axis)
	return l
}

// lastOf is where a curve ends: the mean of its last hundredth, so that noise does not move its name. It is NaN if
// the curve ends in a gap.
func lastOf(y []float64) float64 {
	n := max(1, len(y)/100)
	sum := 0.0
	for _, v := range y[max(0, len(y)-n):] {
		sum += v / float64(n)
	}
	if len(y) == 0 || math.IsInf(sum, 0) {
		return math.NaN()
	}
	return sum
}

// curve is a line as it is drawn: of several seeds, what the style's band makes of them.
type curve struct {
	x, y      []float64
	low, high []float64   // nil for no band
	each      [][]float64 // thin lines of seeds; nil for none
}

func (d *drawing) curves(list []Line) []curve {
	out := make([]curve, len(list))
	for i := range list {
		l := &list[i]
		out[i] = curve{x: l.X, y: l.Y}
		if len(l.Runs) > 0 {
			s := stats.Summarise(l.Runs, len(l.X), d.Band)
			out[i].y, out[i].low, out[i].high = s.Middle, s.Low, s.High
			if d.Band == plots.EachLine {
				out[i].each = l.Runs
			}
		}
	}
	return out
}

// lines draws bands, then curves, in an order.
func (c *canvas) lines(list []Line, curves []curve, pens []legend.Pen, order []int, points bool) {
	for _, i := range order {
		c.band(curves[i], pens[i], len(c.x.Words) > 0)
	}
	for _, i := range order {
		c.Begin(groupOf(&list[i]))
		switch {
		case len(c.x.Words) > 0: // what lies between two names has no value
			c.dots(curves[i].x, curves[i].y, pens[i])
		case points:
			c.curve(curves[i].x, curves[i].y, pens[i])
			c.dots(curves[i].x, curves[i].y, pens[i])
		default:
			c.curve(curves[i].x, curves[i].y, pens[i])
			c.alone(curves[i].x, curves[i].y, pens[i])
		}
		c.End()
	}
}

// alone draws a dot at samples that have no neighbour to draw a line to.
func (c *canvas) alone(x, y []float64, with legend.Pen) {
	gap := func(i int) bool { return i < 0 || i >= len(y) || math.IsNaN(y[i]) || math.IsInf(y[i], 0) }
	var px, py []float64
	for i := range y {
		if !gap(i) && gap(i-1) && gap(i+1) && len(px) < trace.Columns(c.area) {
			px, py = append(px, x[i]), append(py, y[i])
		}
	}
	c.dots(px, py, with)
}
