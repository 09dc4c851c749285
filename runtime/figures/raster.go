package figures

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"strconv"

	"github.com/nefc/nefc/runtime/figures/axes"
	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/runtime/figures/rank"
)

// What is drawn of spikes, in points.
const (
	rowHeight  = 16.0  // of few neurons
	thinnest   = 0.25  // rows below which spikes are counted instead
	mostSpikes = 40000 // strokes beyond which they are counted
	apartBy    = 0.1   // strokes of a neuron nearer than this are one
	strip      = 2.5   // width of the band that shows signs
	square     = 1.5   // side of a square in which spikes are counted
)

// frames of spikes: a stroke each, a row a neuron; shades of their number where rows are too thin.
func (r *Raster) frames(d *drawing, p *Panel) []*frame {
	f := d.newFrame(p)
	f.narrow = 70 * page.MM
	n := len(r.Neurons)
	f.x.data.Add(r.T...)
	f.x.wanted.Tight = true
	f.y.data = axes.Extent{Low: -0.5, High: math.Max(0.5, float64(n)-0.5), Positive: 0.5}
	ranks := rank.Of(d.Order, n, r.Signs, r.Preferred, r.counts)
	f.y.wanted = axes.Wanted{Tight: true, Down: !ranks.ByIndex}
	r.name(f, ranks)
	f.tall = rowHeight * float64(n)
	place := make([]int, n) // the row of each neuron, from where the axis begins
	for row, i := range ranks.Order {
		place[i] = row
	}
	if r.Signs != nil {
		f.tail = gap + strip + gap + math.Max(page.Width(r.label(1), d.font, false), page.Width(r.label(-1), d.font, false))
	}
	height := golden * 0.7 * d.Width * page.MM / float64(d.across)
	if height/float64(max(1, n)) < thinnest || len(r.T) > mostSpikes {
		density := r.density(height, place, f)
		f.bar = density.bar(d)
		f.paint = func(c *canvas) {
			c.Image(c.area, density.picture(f.bar))
			r.signs(c, ranks)
		}
		return []*frame{f}
	}
	f.paint = func(c *canvas) {
		r.strokes(c, place)
		r.signs(c, ranks)
	}
	return []*frame{f}
}

// mostNumbers is how many rows can each have the number of their neuron.
const mostNumbers = 8

// name says along the axis which neurons its rows are: by their numbers where these are in order or few.
func (r *Raster) name(f *frame, ranks rank.Ranking) {
	n := len(r.Neurons)
	consecutive := n > 0
	for i, k := range r.Neurons {
		consecutive = consecutive && k == r.Neurons[0]+i
	}
	of := ""
	if r.Name != "" && f.title == "" {
		of = " of " + r.Name
	}
	switch {
	case n <= mostNumbers:
		f.y.Label = "neuron" + of
		for _, i := range ranks.Order {
			f.y.Words = append(f.y.Words, strconv.Itoa(r.Neurons[i]))
		}
	case ranks.ByIndex && consecutive:
		f.y.Label = "neuron" + of
		f.y.data = axes.Extent{Low: float64(r.Neurons[0]) - 0.5, High: float64(r.Neurons[n-1]) + 0.5, Positive: 0.5}
	default:
		f.y.bare = true
		f.y.Label = fmt.Sprintf("%d neurons%s, %s", n, of, ranks.Says)
	}
}

// counts is how often each neuron fires in each of a hundred stretches of time.
func (r *Raster) counts() [][]float64 {
	e := axes.Nothing()
	e.Add(r.T...)
	out := make([][]float64, len(r.Neurons))
	for i := range out {
		out[i] = make([]float64, 100)
	}
	for k, t := range r.T {
		if x, ok := bin(t, e.Low, e.High, 100); ok && r.Neuron[k] >= 0 && r.Neuron[k] < len(out) {
			out[r.Neuron[k]][x]++
		}
	}
	return out
}

// bin is which of n equal parts of low … high a value lies in, if it does.
func bin(v, low, high float64, n int) (int, bool) {
	if !(v >= low && v <= high && low < high) {
		return 0, false
	}
	at := (v/2 - low/2) / (high/2 - low/2) * float64(n)
	return int(math.Min(float64(n-1), math.Max(0, at))), !math.IsNaN(at)
}

// strokes draws a stroke for each spike, all of one colour as one path.
func (r *Raster) strokes(c *canvas, place []int) {
	height := c.area.Height() / float64(max(1, len(place)))
	half := math.Max(0.4*height, 0.2)
	paths := map[color.NRGBA]*page.Path{}
	var inks []color.NRGBA
	last := make([]float64, len(place))
	for k, t := range r.T {
		i := r.Neuron[k]
		if i < 0 || i >= len(place) {
			continue
		}
		at, ok := c.inside(t, c.y.data.Low+0.5+float64(place[i]))
		if !ok || last[i] != 0 && math.Abs(at.X-last[i]) < apartBy {
			continue
		}
		last[i] = at.X
		ink := c.d.theme.Ink
		if r.Signs != nil {
			ink = c.d.neuron(r.Signs, i)
		}
		if paths[ink] == nil {
			paths[ink] = &page.Path{}
			inks = append(inks, ink)
		}
		paths[ink].MoveTo(page.Point{X: at.X, Y: math.Max(c.area.Top, at.Y-half)})
		paths[ink].LineTo(page.Point{X: at.X, Y: math.Min(c.area.Bottom, at.Y+half)})
	}
	for _, ink := range inks {
		c.Begin(page.Group{Class: "series"})
		c.Stroke(page.Stroke{Path: paths[ink], Color: ink, Width: c.d.theme.ThinWidth})
		c.End()
	}
}

// label counts the neurons of a sign: "E 71".
func (r *Raster) label(sign int8) string {
	letter := "E"
	if sign < 0 {
		letter = "I"
	}
	return fmt.Sprintf("%s %d", letter, count(r.Signs, sign))
}

// signs draws a strip beside the rows that shows which are excitatory and which inhibitory.
func (r *Raster) signs(c *canvas, ranks rank.Ranking) {
	if r.Signs == nil {
		return
	}
	left := c.area.Right + gap
	height := c.area.Height() / float64(max(1, len(ranks.Order)))
	for from := 0; from < len(ranks.Order); {
		end := from
		for end < len(ranks.Order) && r.Signs[ranks.Order[end]] == r.Signs[ranks.Order[from]] {
			end++
		}
		top, bottom := c.area.Top+height*float64(from), c.area.Top+height*float64(end)
		if ranks.ByIndex {
			top, bottom = c.area.Bottom-height*float64(end), c.area.Bottom-height*float64(from)
		}
		c.Fill(page.Rectangle(page.Box{Left: left, Top: top, Right: left + strip, Bottom: bottom}), c.d.neuron(r.Signs, ranks.Order[from]))
		from = end
	}
	share := float64(count(r.Signs, 1)) / float64(max(1, len(ranks.Order)))
	room := c.area.Height()
	y := [2]float64{c.area.Top + share*room/2, c.area.Bottom - (1-share)*room/2}
	if y[1]-y[0] < page.Leading*c.d.font || !ranks.Blocks {
		y = [2]float64{c.area.Top + 0.35*c.d.font, c.area.Top + (0.35+page.Leading)*c.d.font}
	}
	for k, sign := range []int8{1, -1} {
		if count(r.Signs, sign) > 0 {
			ink := []color.NRGBA{c.d.theme.Excitatory, c.d.theme.Inhibitory}[k]
			c.Text(page.Text{String: r.label(sign), At: page.Point{X: left + strip + gap, Y: y[k]}, Size: c.d.font, Color: ink, Lies: page.Centred})
		}
	}
}

// density is how many spikes fall into each square of a raster.
type density struct {
	columns, rows int
	rates         []float64 // Hz a neuron
	most          float64
}

// density counts spikes in squares of an area of about a height.
func (r *Raster) density(height float64, place []int, f *frame) *density {
	e := f.x.data
	if e.Empty() || e.High <= e.Low {
		e.Low, e.High = 0, 1
	}
	g := &density{columns: max(1, int(height/golden/square)), rows: max(1, min(len(place), int(height/square)))}
	g.rates = make([]float64, g.columns*g.rows)
	each := (e.High - e.Low) / float64(g.columns) * float64(len(place)) / float64(g.rows)
	for k, t := range r.T {
		i := r.Neuron[k]
		x, ok := bin(t, e.Low, e.High, g.columns)
		if i < 0 || i >= len(place) || !ok {
			continue
		}
		y := min(g.rows-1, place[i]*g.rows/len(place))
		if !f.y.wanted.Down {
			y = g.rows - 1 - y
		}
		g.rates[y*g.columns+x] += 1 / each
	}
	for _, v := range g.rates {
		g.most = math.Max(g.most, v)
	}
	return g
}

func (g *density) bar(d *drawing) *bar { return d.rising("rate", "Hz", 0, math.Max(g.most, 1e-9)) }

// picture shades the squares.
func (g *density) picture(b *bar) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, g.columns, g.rows))
	for i, v := range g.rates {
		m.SetNRGBA(i%g.columns, i/g.columns, b.color(v/b.data.High))
	}
	return m
}
