package text

import (
	"math"

	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/figures/stats"
	"github.com/nefc/nefc/stdlib/plots"
)

// curve is what is drawn in one colour.
type curve struct {
	name   string
	x, y   []float64
	ink    int
	points bool // dots that are not joined
	bars   bool // from 0 up
	down   bool // the axis of y runs down
}

// curvesOf are those of what a panel shows. Matrices are dots where their magnitude is above half of the largest.
func curvesOf(c figures.Content, style plots.Style) []curve {
	switch c := c.(type) {
	case *figures.Lines:
		return linesOf(c.List, style, false)
	case *figures.Rates:
		return linesOf(c.List, style, false)
	case *figures.Cells:
		return linesOf(c.List, style, false)
	case *figures.Plane:
		return linesOf(c.List, style, c.Points)
	case *figures.Similarities:
		var out []curve
		for i, name := range c.Names {
			out = append(out, curve{name: name, x: c.T, y: c.Values[i], ink: i % lines})
		}
		return out
	case *figures.Tuning:
		var out []curve
		for i, rates := range c.Rates {
			out = append(out, curve{x: c.X, y: rates, ink: inkOf(c.Signs, i)})
		}
		return out
	case *figures.Raster:
		return rasterOf(c)
	case *figures.Histogram:
		return []curve{histogramOf(c.Values)}
	case *figures.Weights:
		return weightsOf(c, style)
	case *figures.Heat:
		return heatOf(c)
	case *figures.Places:
		return placesOf(c)
	}
	return nil
}

// linesOf are lines with the middle of their seeds.
func linesOf(list []figures.Line, style plots.Style, points bool) []curve {
	var out []curve
	hue := 0
	for i := range list {
		l := &list[i]
		c := curve{name: l.Name, x: l.X, y: l.Y, points: points}
		if l.Runs != nil {
			c.y = stats.Summarise(l.Runs, len(l.X), style.Band).Middle
		}
		switch l.Role {
		case figures.Ideal:
			c.ink = ideal
		case figures.Excitatory:
			c.ink = excitatory
		case figures.Inhibitory:
			c.ink = inhibitory
		default:
			c.ink = hue % lines
			hue++
		}
		out = append(out, c)
	}
	return out
}

// inkOf is the colour of a neuron.
func inkOf(signs []int8, i int) int {
	switch {
	case signs == nil:
		return 0
	case signs[i] > 0:
		return excitatory
	}
	return inhibitory
}

// rasterOf is a dot for each spike.
func rasterOf(c *figures.Raster) []curve {
	out := []curve{{points: true, down: true, ink: 0}, {points: true, down: true, ink: excitatory}, {points: true, down: true, ink: inhibitory}}
	for k, row := range c.Neuron {
		g := &out[0]
		if ink := inkOf(c.Signs, row); ink != 0 {
			g = &out[1+ink-excitatory]
		}
		g.x, g.y = append(g.x, c.T[k]), append(g.y, float64(c.Neurons[row]))
	}
	return out
}

// bins is how many bars a histogram has.
const bins = 34

// histogramOf counts values.
func histogramOf(values []float64) curve {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		low, high = math.Min(low, v), math.Max(high, v)
	}
	c := curve{bars: true}
	if !(low < high) {
		return curve{bars: true, x: []float64{low}, y: []float64{float64(len(values))}}
	}
	counts := make([]float64, bins)
	for _, v := range values {
		counts[min(bins-1, int((v-low)/(high-low)*bins))]++
	}
	for k, n := range counts {
		c.x, c.y = append(c.x, low+(float64(k)+0.5)*(high-low)/bins), append(c.y, n)
	}
	return c
}

// weightsOf are dots for weights above half of the limit of colours, in the colours of the two signs.
func weightsOf(c *figures.Weights, style plots.Style) []curve {
	limit, _, _ := c.Limit(style.Limit)
	out := []curve{{name: "above 0", ink: excitatory, points: true, down: true}, {name: "below 0", ink: inhibitory, points: true, down: true}}
	for k, w := range c.W {
		if !(math.Abs(w) > limit/2) {
			continue
		}
		g := &out[0]
		if w < 0 {
			g = &out[1]
		}
		g.x, g.y = append(g.x, float64(k%c.Cols)), append(g.y, float64(k/c.Cols))
	}
	return out
}

// heatOf are dots where the value is above half of the largest.
func heatOf(c *figures.Heat) []curve {
	most := 0.0
	for _, v := range c.Z {
		if v > most {
			most = v
		}
	}
	out := curve{name: c.Label + " above half of its largest", points: true}
	for k, v := range c.Z {
		if v > most/2 {
			out.x, out.y = append(out.x, c.X[k%len(c.X)]), append(out.y, c.Y[k/len(c.X)])
		}
	}
	return []curve{out}
}

// placesOf are dots where the value is above half of the largest, and those of the others in another colour.
func placesOf(c *figures.Places) []curve {
	most := 0.0
	for _, v := range c.Z {
		most = max(most, v)
	}
	high, low := curve{name: c.Label + " above half of its largest", points: true}, curve{points: true, ink: 1}
	for k, v := range c.Z {
		to := &low
		if v > most/2 {
			to = &high
		}
		to.x, to.y = append(to.x, c.X[k]), append(to.y, c.Y[k])
	}
	return []curve{low, high}
}
