package data

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/figures/stats"
	"github.com/nefc/nefc/runtime/output"
	"github.com/nefc/nefc/stdlib/plots"
)

// table is rows under names, each a number or a text.
type table struct{ columns []output.Column }

// rows are the numbers of a panel, a row for each point, spike, weight or value:
//
//	lines, rates, cells   line x y [low high]
//	similarity            pointer x y
//	tuning                neuron sign x y, then the lines that are decoded
//	raster                neuron sign x
//	weights               post pre sign weight
//	hist                  value
//	heat                  x y value
//	map                   neuron x y value
func rows(p *figures.Panel, style plots.Style) *table {
	t := &table{}
	switch c := p.Content.(type) {
	case *figures.Lines:
		t.lines("line", c.List, style)
	case *figures.Plane:
		t.lines("line", c.List, style)
	case *figures.Cells:
		t.lines("line", c.List, style)
	case *figures.Rates:
		t.lines("line", c.List, style)
	case *figures.Similarities:
		t.lines("pointer", pointers(c), style)
	case *figures.Tuning:
		t.tuning(c)
	case *figures.Raster:
		t.raster(c)
	case *figures.Weights:
		t.weights(c)
	case *figures.Histogram:
		t.column("value").Floats = c.Values
	case *figures.Heat:
		t.heat(c)
	case *figures.Places:
		t.places(c)
	}
	return t
}

// column adds a column.
func (t *table) column(name string) *output.Column {
	t.columns = append(t.columns, output.Column{Name: name})
	return &t.columns[len(t.columns)-1]
}

// pointers are similarities as lines.
func pointers(c *figures.Similarities) (out []figures.Line) {
	for i, name := range c.Names {
		out = append(out, figures.Line{Name: name, X: c.T, Y: c.Values[i]})
	}
	return out
}

// summarised is a line with the middle and the band of its seeds, as the style draws them; the ends are nil for none.
func summarised(l *figures.Line, style plots.Style) (y, low, high []float64) {
	if l.Runs == nil {
		return l.Y, nil, nil
	}
	s := stats.Summarise(l.Runs, len(l.X), style.Band)
	return s.Middle, s.Low, s.High
}

// lines adds a row for each point.
func (t *table) lines(what string, list []figures.Line, style plots.Style) {
	name := output.Column{Name: what, Texts: []string{}}
	x, y := output.Column{Name: "x", Floats: []float64{}}, output.Column{Name: "y", Floats: []float64{}}
	low, high := output.Column{Name: "low"}, output.Column{Name: "high"}
	banded := false
	for i := range list {
		l := &list[i]
		middle, below, above := summarised(l, style)
		banded = banded || below != nil
		if below == nil {
			below = make([]float64, len(l.X))
			for k := range below {
				below[k] = math.NaN()
			}
			above = below
		}
		for range l.X {
			name.Texts = append(name.Texts, l.Name)
		}
		x.Floats, y.Floats = append(x.Floats, l.X...), append(y.Floats, middle...)
		low.Floats, high.Floats = append(low.Floats, below...), append(high.Floats, above...)
	}
	t.columns = append(t.columns, name, x, y)
	if banded {
		t.columns = append(t.columns, low, high)
	}
}

// tuning adds a row for each point of each curve, and of what is decoded from them.
func (t *table) tuning(c *figures.Tuning) {
	neuron, sign := output.Column{Name: "curve"}, output.Column{Name: "sign"}
	x, y := output.Column{Name: "x"}, output.Column{Name: "y"}
	add := func(name, signed string, xs, ys []float64) {
		for k := range xs {
			neuron.Texts, sign.Texts = append(neuron.Texts, name), append(sign.Texts, signed)
			x.Floats, y.Floats = append(x.Floats, xs[k]), append(y.Floats, ys[k])
		}
	}
	for i, rates := range c.Rates {
		add(fmt.Sprintf("%s.neurons[%d]", c.Name, i), signOf(c.Signs, i), c.X, rates)
	}
	for i := range c.Decoded {
		add(c.Decoded[i].Name, "", c.Decoded[i].X, c.Decoded[i].Y)
	}
	t.columns = append(t.columns, neuron, sign, x, y)
}

// raster adds a row for each spike.
func (t *table) raster(c *figures.Raster) {
	neuron, sign := output.Column{Name: "neuron", Ints: []int64{}}, output.Column{Name: "sign", Texts: []string{}}
	x := output.Column{Name: "x", Floats: c.T}
	for _, row := range c.Neuron {
		neuron.Ints, sign.Texts = append(neuron.Ints, int64(c.Neurons[row])), append(sign.Texts, signOf(c.Signs, row))
	}
	if c.T == nil {
		x.Floats = []float64{}
	}
	t.columns = append(t.columns, neuron, sign, x)
}

// weights adds a row for each weight.
func (t *table) weights(c *figures.Weights) {
	post, pre := output.Column{Name: "post"}, output.Column{Name: "pre"}
	sign := output.Column{Name: "sign"}
	for k := range c.W {
		i, j := k/c.Cols, k%c.Cols
		post.Ints, pre.Ints = append(post.Ints, int64(index(c.PostIndex, i))), append(pre.Ints, int64(index(c.PreIndex, j)))
		sign.Texts = append(sign.Texts, signOf(c.Signs, j))
	}
	t.columns = append(t.columns, post, pre, sign, output.Column{Name: "weight", Floats: c.W})
}

// heat adds a row for each point that has a value.
func (t *table) heat(c *figures.Heat) {
	x, y, z := output.Column{Name: "x"}, output.Column{Name: "y"}, output.Column{Name: "value"}
	for k, v := range c.Z {
		if !math.IsNaN(v) {
			x.Floats, y.Floats, z.Floats = append(x.Floats, c.X[k%len(c.X)]), append(y.Floats, c.Y[k/len(c.X)]), append(z.Floats, v)
		}
	}
	t.columns = append(t.columns, x, y, z)
}

// places adds a row for each neuron.
func (t *table) places(c *figures.Places) {
	neuron := t.column("neuron")
	for _, i := range c.Neurons {
		neuron.Ints = append(neuron.Ints, int64(i))
	}
	t.columns = append(t.columns, output.Column{Name: "x", Floats: c.X}, output.Column{Name: "y", Floats: c.Y}, output.Column{Name: "value", Floats: c.Z})
}

// index is the number of a neuron in its population.
func index(numbers []int, i int) int {
	if numbers == nil {
		return i
	}
	return numbers[i]
}

// signOf names a sign; "" for none.
func signOf(signs []int8, i int) string {
	switch {
	case signs == nil:
		return ""
	case signs[i] > 0:
		return "excitatory"
	}
	return "inhibitory"
}
