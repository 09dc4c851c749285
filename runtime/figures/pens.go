package figures

import (
	"image/color"
	"math"

	"github.com/nefc/nefc/runtime/figures/axes"
	"github.com/nefc/nefc/runtime/figures/legend"
	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/stdlib/plots"
)

// dashes tell lines of one hue apart.
var dashes = [][]float64{nil, {4, 1.6}, {1.2, 1.4}}

// ideals are the dashes of what should be.
var ideals = [][]float64{{3, 2}, {1, 1.6}, {6, 2, 1, 2}}

// mostNamed is how many lines are named one by one; mostSwept how many of a sweep are before a scale of colours says
// it better.
const (
	mostNamed = 12
	mostSwept = 8
)

// pens chooses colour and dash of each line. Beyond four hues by three dashes, colours follow the order of lines or
// the value of the param that tells them apart; these values are returned then.
func (d *drawing) pens(list []Line) (out []legend.Pen, values []float64) {
	values, scaled := told(list)
	shade := d.along(values)
	hue, ideal := 0, 0
	for i := range list {
		p := legend.Pen{Width: d.theme.LineWidth}
		switch {
		case list[i].Role == Ideal:
			p.Color, p.Dash = d.theme.Ink, ideals[ideal%len(ideals)]
			ideal++
		case list[i].Role == Excitatory:
			p.Color = d.theme.Excitatory
		case list[i].Role == Inhibitory:
			p.Color = d.theme.Inhibitory
		case list[i].Role == Decoded:
			p.Color, p.Dash = d.hue(hue), dashes[1]
			hue++
		case scaled:
			p.Color, p.Width = d.theme.Ordered(shade(values[i])), 0.8*d.theme.LineWidth
		default:
			p.Color, p.Dash = d.hue(hue), dashes[hue/len(d.theme.Lines)%len(dashes)]
			hue++
		}
		out = append(out, p)
	}
	if !scaled {
		return out, nil
	}
	return out, values
}

// told are the values that tell lines apart: of the param, if all that are measured have one, else their places. scaled
// tells whether they are too many for a colour each.
func told(list []Line) (values []float64, scaled bool) {
	measured, swept := 0, 0
	for i := range list {
		if list[i].Role != Ideal {
			measured++
			if list[i].By != nil {
				swept++
			}
		}
	}
	for i := range list {
		v := float64(i)
		if list[i].By != nil && swept == measured {
			v = *list[i].By
		}
		values = append(values, v)
	}
	return values, measured > mostNamed || measured > mostSwept && swept == measured
}

// hue is the colour of the k-th line.
func (d *drawing) hue(k int) color.NRGBA {
	if d.Color == plots.OneColor {
		return d.theme.Lines[0]
	}
	return d.theme.Lines[k%len(d.theme.Lines)]
}

// along places values between 0 and 1, by their logarithms where they grow by a factor.
func (d *drawing) along(values []float64) func(float64) float64 {
	s := scaleOf(values)
	return func(v float64) float64 { return math.Max(0, math.Min(1, s.At(v))) }
}

func scaleOf(values []float64) axes.Scale {
	e := axes.Nothing()
	e.Add(values...)
	return axes.New(e, axes.Wanted{Swept: values, Tight: true})
}

// bySweep is the bar that names the colours of lines by the values of a param.
func (d *drawing) bySweep(by string, values []float64) *bar {
	if by == "" {
		by = "line"
	}
	b := newBar(by, "", 0, 1, d.theme.Ordered)
	b.scale = scaleOf(values)
	if b.Label != "line" {
		b.Swept = values
	}
	return b
}

// groupOf is the group that a line is drawn in.
func groupOf(l *Line) page.Group { return page.Group{Class: "series", Name: l.Name} }
