package figures

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"github.com/nefc/nefc/runtime/figures/legend"
	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/runtime/figures/stats"
	"github.com/nefc/nefc/runtime/figures/theme"
	"github.com/nefc/nefc/stdlib/plots"
)

// mostCurves is how many tuning curves can be told apart; of more neurons, as many spread over all are drawn.
const mostCurves = 200

// frames of the response of a population: a thin curve for each neuron, and below what is decoded from them.
func (t *Tuning) frames(d *drawing, p *Panel) []*frame {
	f := d.newFrame(p)
	f.y.wanted.FromZero = true
	shown := stats.Evenly(len(t.Rates), mostCurves)
	f.x.data.Add(t.X...)
	f.x.wanted.Tight = true
	for _, i := range shown {
		f.y.data.Add(t.Rates[i]...)
	}
	if f.title == "" {
		f.title = t.Name
	}
	if len(shown) < len(t.Rates) {
		f.legend.Note = fmt.Sprintf("%d of %d neurons", len(shown), len(t.Rates))
	}
	t.signs(d, f)
	f.paint = func(c *canvas) { t.paint(c, shown) }
	out := []*frame{f}
	if len(t.Decoded) > 0 && d.panels == 1 {
		below := d.newFrame(p)
		below.title, below.y.Axis = "", Axis{Label: "decoded value"}
		if of := t.Decoded[0].Of; of != nil {
			below.y.Axis = *of
		}
		below.x.wanted.Tight = true
		list := slices.Clone(t.Decoded)
		for i := range list {
			if list[i].Role == Measured {
				list[i].Role = Decoded
			}
		}
		d.lines(below, list, "", "", false)
		out = append(out, below)
	}
	return out
}

// signs names the two colours and counts their neurons.
func (t *Tuning) signs(d *drawing, f *frame) {
	if t.Signs == nil || d.Color == plots.OneColor {
		return
	}
	for _, e := range []struct {
		sign  int8
		name  string
		color color.NRGBA
	}{{1, "excitatory", d.theme.Excitatory}, {-1, "inhibitory", d.theme.Inhibitory}} {
		if n := count(t.Signs, e.sign); n > 0 {
			words := legend.Entry{Name: fmt.Sprintf("%d %s", n, e.name), Pen: legend.Pen{Color: e.color}, Words: true, Last: math.NaN()}
			f.legend.Entries = append(f.legend.Entries, words)
		}
	}
}

// count is how many neurons have a sign.
func count(signs []int8, sign int8) (n int) {
	for _, s := range signs {
		if s == sign {
			n++
		}
	}
	return n
}

// paint draws the curves, all of one colour as one path.
func (t *Tuning) paint(c *canvas, shown []int) {
	paths := map[color.NRGBA]*page.Path{}
	var order []color.NRGBA
	var x, y []float64
	for _, i := range shown {
		ink := c.d.neuron(t.Signs, i)
		if paths[ink] == nil {
			paths[ink] = &page.Path{}
			order = append(order, ink)
		}
		x, y = withoutFlat(x[:0], y[:0], t.X, t.Rates[i])
		c.trace(paths[ink], x, y)
	}
	for _, ink := range order {
		c.Begin(page.Group{Class: "series"})
		c.Stroke(page.Stroke{Path: paths[ink], Color: theme.Faded(ink, 0.75), Width: c.d.theme.ThinWidth, Round: true})
		c.End()
	}
}

// neuron is the colour of a neuron: that of its sign if it has one.
func (d *drawing) neuron(signs []int8, i int) color.NRGBA {
	switch {
	case signs == nil || d.Color == plots.OneColor:
		return d.theme.Muted
	case signs[i] > 0:
		return d.theme.Excitatory
	}
	return d.theme.Inhibitory
}

// withoutFlat appends points, but not those within stretches of one value: half of the curves of most neurons.
func withoutFlat(dx, dy, x, y []float64) ([]float64, []float64) {
	for i, v := range y {
		if i == 0 || i == len(y)-1 || v != y[i-1] || v != y[i+1] {
			dx, dy = append(dx, x[i]), append(dy, v)
		}
	}
	return dx, dy
}
