package figures

import (
	"math"
	"sort"

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
	if values != nil {
		f.bar = d.bySweep(by, values)
	} else if len(list) <= mostNamed {
		f.legend = legendOf(list, curves, pens, points, f.y.Label)
	}
	f.legend.Note = d.bandNote(list, each)
	f.paint = func(c *canvas) { c.lines(list, curves, pens, points) }
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

// lines draws bands, then curves: rough ones first, smooth ones above, ideals last.
func (c *canvas) lines(list []Line, curves []curve, pens []legend.Pen, points bool) {
	order := make([]int, len(list))
	rough := make([]float64, len(list))
	for i := range list {
		order[i], rough[i] = i, roughness(curves[i].y)
		if list[i].Role == Ideal {
			rough[i] = -1
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return rough[order[a]] > rough[order[b]] })
	for _, i := range order {
		c.band(curves[i], pens[i], len(c.x.Words) > 0)
	}
	for k, i := range order {
		c.Begin(groupOf(&list[i]))
		with := pens[i]
		if rough[i] > noise {
			with.Width *= 0.7
		}
		if with.Dash == nil && c.hides(curves, order[:k], i) {
			with.Dash = []float64{4, 4}
		}
		switch {
		case len(c.x.Words) > 0: // what lies between two names has no value
			c.dots(curves[i].x, curves[i].y, with)
		case points:
			c.curve(curves[i].x, curves[i].y, with)
			c.dots(curves[i].x, curves[i].y, with)
		default:
			c.curve(curves[i].x, curves[i].y, with)
			c.alone(curves[i].x, curves[i].y, with)
		}
		c.End()
	}
}

// noise is the roughness beyond which a curve is drawn thinner, so that it does not become a wall.
const noise = 0.05

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

// probed is how many samples of two curves are compared.
const probed = 400

// hides tells whether curve i lies on one of those drawn before within a line's width, all along.
func (c *canvas) hides(curves []curve, before []int, i int) bool {
	a := curves[i]
	for _, k := range before {
		b := curves[k]
		if len(a.y) != len(b.y) || len(a.y) == 0 {
			continue
		}
		same := true
		for j := 0; j < len(a.y) && same; j += max(1, len(a.y)/probed) {
			dx, dy := c.atX(a.x[j])-c.atX(b.x[j]), c.atY(a.y[j])-c.atY(b.y[j])
			same = math.Abs(dx) <= c.d.theme.LineWidth && math.Abs(dy) <= c.d.theme.LineWidth
		}
		if same {
			return true
		}
	}
	return false
}

// roughness is how much a curve turns from sample to sample, of its range: 0 for a line, 1 and more for noise.
func roughness(y []float64) float64 {
	e := axes.Nothing()
	sum, n := 0.0, 0
	step := max(1, len(y)/(8*probed)) // a stretch of samples here and there tells
	for from := 0; from < len(y); from += 8 * step {
		for i := from + 2; i < min(from+8, len(y)); i++ {
			turn := math.Abs(y[i]/2 - y[i-1] + y[i-2]/2)
			if !math.IsNaN(turn) && !math.IsInf(turn, 0) {
				e.Add(y[i])
				sum, n = sum+turn, n+1
			}
		}
	}
	if n == 0 || e.High <= e.Low {
		return 0
	}
	return sum / float64(n) / (e.High/2 - e.Low/2)
}
