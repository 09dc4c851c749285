package output

import (
	"image/color"
	"io"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Raster holds the spikes of a population.
type Raster struct {
	Name        string
	T           []float64 // s
	Neuron      []float64
	First, Last int     // the neurons shown
	From, To    float64 // s, the time shown
}

// Rasters draws a stroke for each spike, time along, neurons up, a panel for
// each population.
func Rasters(w io.Writer, title string, list []Raster) error {
	var plots []*plot.Plot
	for i, r := range list {
		p := newPlot(title, "time (s)", r.Name+", neuron")
		p.Add(&strokes{r, palette[i%len(palette)]})
		p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = r.From, r.To, float64(r.First)-0.5, float64(r.Last)+0.5
		plots = append(plots, p)
	}
	return save(w, plots, panelHeight)
}

// strokes draws a vertical stroke for each spike. The strokes of one neuron are
// one path, which keeps files small.
type strokes struct {
	Raster
	color color.Color
}

// Plot draws the strokes.
func (s *strokes) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	half := (y(1) - y(0)) * 0.4
	paths := make([]vg.Path, s.Last-s.First+1)
	for i, t := range s.T {
		n := int(s.Neuron[i]) - s.First
		at, middle := x(t), y(s.Neuron[i])
		paths[n].Move(vg.Point{X: at, Y: middle - half})
		paths[n].Line(vg.Point{X: at, Y: middle + half})
	}
	c.SetColor(s.color)
	c.SetLineWidth(vg.Points(0.5))
	for _, path := range paths {
		if len(path) > 0 {
			c.Stroke(path)
		}
	}
}

// Histogram is a list of numbers to count.
type Histogram struct {
	Name   string
	Values []float64
}

// bins is how many bars a histogram has.
const bins = 40

// Histograms draws how often values occur, a panel for each list.
func Histograms(w io.Writer, title string, list []Histogram) error {
	var plots []*plot.Plot
	for i, h := range list {
		p := newPlot(title, h.Name, "count")
		bars, err := plotter.NewHist(plotter.Values(h.Values), bins)
		if err != nil {
			return err
		}
		bars.FillColor, bars.LineStyle.Width = palette[i%len(palette)], 0
		p.Add(bars)
		plots = append(plots, p)
	}
	return save(w, plots, panelHeight)
}
