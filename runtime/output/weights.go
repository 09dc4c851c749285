package output

import (
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"sort"
	"sync"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
)

// WeightMap is a matrix of post×pre weights to draw.
type WeightMap struct {
	Name       string
	Unit       string
	W          []float64
	Rows, Cols int
	Signs      []int8 // of the columns; nil for none
}

// Weights draws weight matrices as SVG: red positive, blue negative, white
// zero, on one scale. With signs, excitatory and inhibitory neurons get a panel
// each.
func Weights(w io.Writer, maps []WeightMap) error {
	var plots []*plot.Plot
	for _, m := range maps {
		limit := scaleOf(m.W)
		all := make([]int, m.Cols)
		for j := range all {
			all[j] = j
		}
		if m.Signs == nil {
			plots = append(plots, heatMap(m, all, fmt.Sprintf("%s (±%.2g %s)", m.Name, limit, m.Unit), "pre neuron", limit))
			continue
		}
		for _, side := range []struct {
			sign int8
			name string
		}{{1, "excitatory"}, {-1, "inhibitory"}} {
			var cols []int
			for j, s := range m.Signs {
				if s == side.sign {
					cols = append(cols, j)
				}
			}
			if len(cols) == 0 {
				continue
			}
			title := fmt.Sprintf("%s, %s (±%.2g %s)", m.Name, side.name, limit, m.Unit)
			plots = append(plots, heatMap(m, cols, title, side.name+" pre neuron", limit))
		}
	}
	return save(w, plots, 5*vg.Inch)
}

// scaleOf is the 99th percentile of the magnitudes of nonzero weights, so that
// one large weight does not bleach the rest.
func scaleOf(W []float64) float64 {
	var mags []float64
	for _, v := range W {
		if v != 0 {
			mags = append(mags, math.Abs(v))
		}
	}
	if len(mags) == 0 {
		return 1
	}
	sort.Float64s(mags)
	return mags[int(0.99*float64(len(mags)-1))]
}

// heatMap draws some columns of a matrix, row 0 at the top. The image is
// enlarged so that viewers do not smooth the cells.
func heatMap(m WeightMap, cols []int, title, xLabel string, limit float64) *plot.Plot {
	zoom := max(1, min(6, 1200/max(len(cols), m.Rows)))
	img := image.NewPaletted(image.Rect(0, 0, zoom*len(cols), zoom*m.Rows), shades())
	for i := range m.Rows {
		line := img.Pix[zoom*i*img.Stride:][:img.Stride]
		for k, j := range cols {
			shade := shadeOf(m.W[i*m.Cols+j] / limit)
			for x := range zoom {
				line[zoom*k+x] = shade
			}
		}
		for y := 1; y < zoom; y++ {
			copy(img.Pix[(zoom*i+y)*img.Stride:], line)
		}
	}
	p := newPlot(title, xLabel, "post neuron")
	p.Add(plotter.NewImage(img, 0, 0, float64(len(cols)), float64(m.Rows)))
	p.Y.Tick.Marker = fromTop{m.Rows}
	return p
}

// fromTop labels rows counted from the top.
type fromTop struct{ rows int }

// Ticks returns the marks of the flipped axis.
func (f fromTop) Ticks(lo, hi float64) []plot.Tick {
	var out []plot.Tick
	for _, t := range (ticks{}).Ticks(0, float64(f.rows)) {
		out = append(out, plot.Tick{Value: float64(f.rows) - t.Value, Label: t.Label})
	}
	return out
}

// stops of the diverging colour map RdBu (Harrower & Brewer 2003), from blue
// through white to red.
var stops = []color.RGBA{{33, 102, 172, 255}, {103, 169, 207, 255}, {209, 229, 240, 255}, {255, 255, 255, 255}, {253, 219, 199, 255},
	{239, 138, 98, 255}, {178, 24, 43, 255}}

// lightest is the number of the shade of 0; there are as many on either side.
const lightest = 127

// shades are the colours of -1 … 1: fewer numbers to compress than colours are.
var shades = sync.OnceValue(func() (out color.Palette) {
	for k := range 2*lightest + 1 {
		out = append(out, diverging(float64(k)/lightest-1))
	}
	return out
})

// shadeOf is the number of the shade of v.
func shadeOf(v float64) uint8 {
	return uint8(lightest + math.Round(lightest*math.Max(-1, math.Min(1, v))))
}

// diverging maps -1 … 1 to a colour.
func diverging(v float64) color.RGBA {
	x := (math.Max(-1, math.Min(1, v)) + 1) / 2 * float64(len(stops)-1)
	i := min(int(x), len(stops)-2)
	f := x - float64(i)
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + f*(float64(b)-float64(a)))) }
	a, b := stops[i], stops[i+1]
	return color.RGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
}
