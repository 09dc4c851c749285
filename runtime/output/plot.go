package output

import (
	"bytes"
	"fmt"
	"image/color"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// The colours of lines, distinguishable without colour vision (Okabe & Ito
// 2008).
var palette = []color.NRGBA{{0, 114, 178, 255}, {213, 94, 0, 255}, {0, 158, 115, 255}, {204, 121, 167, 255}, {86, 180, 233, 255}, {230, 159, 0, 255},
	{0, 0, 0, 255}}

// panelWidth and panelHeight are the size of one plot.
const (
	panelWidth  = 6 * vg.Inch
	panelHeight = 4 * vg.Inch
)

// newPlot is an empty plot in the style of all.
func newPlot(title, x, y string) *plot.Plot {
	p := plot.New()
	sans := font.Font{Typeface: "Liberation", Variant: "Sans"}
	for _, f := range []*font.Font{&p.Title.TextStyle.Font, &p.X.Label.TextStyle.Font, &p.Y.Label.TextStyle.Font, &p.X.Tick.Label.Font, &p.Y.Tick.Label.Font, &p.Legend.TextStyle.Font} {
		size := f.Size
		*f = sans
		f.Size = size
	}
	p.Title.Text, p.X.Label.Text, p.Y.Label.Text = title, x, y
	p.Title.Padding, p.X.Label.Padding, p.Y.Label.Padding = 6, 4, 4
	p.X.Tick.Marker, p.Y.Tick.Marker = ticks{}, ticks{}
	p.Legend.Top, p.Legend.Padding = true, 2
	return p
}

// mostTicks is how many marks an axis can have.
const mostTicks = 8

// ticks puts marks at round numbers: 1, 2 or 5 times a power of ten apart.
type ticks struct{}

// Ticks returns about five marks.
func (ticks) Ticks(lo, hi float64) []plot.Tick {
	if !(hi > lo) {
		return []plot.Tick{{Value: lo, Label: strconv.FormatFloat(lo, 'g', 3, 64)}}
	}
	step := math.Pow(10, math.Floor(math.Log10((hi-lo)/5)))
	for _, f := range []float64{2, 2.5, 2} {
		if (hi-lo)/step <= 6 {
			break
		}
		step *= f
	}
	var out []plot.Tick
	first := math.Ceil(lo/step - 1e-9)
	for i := range mostTicks { // k + 1 may be k, where steps are below what numbers resolve
		v := (first + float64(i)) * step
		if v > hi+1e-9*step {
			break
		}
		out = append(out, plot.Tick{Value: v, Label: strconv.FormatFloat(v+0, 'g', 4, 64)})
	}
	return out
}

// save draws plots side by side as SVG.
func save(w io.Writer, plots []*plot.Plot, height vg.Length) error {
	canvas := vgsvg.New(panelWidth*vg.Length(len(plots)), height)
	dc := draw.New(canvas)
	tiles := draw.Tiles{Rows: 1, Cols: len(plots), PadX: 12, PadTop: 8, PadBottom: 8, PadLeft: 8, PadRight: 16}
	for i, c := range plot.Align([][]*plot.Plot{plots}, tiles, dc)[0] {
		plots[i].Draw(c)
	}
	var svg bytes.Buffer
	if _, err := canvas.WriteTo(&svg); err != nil {
		return err
	}
	_, err := mend.WriteString(w, svg.String())
	return err
}

// mend corrects what the SVG writer leaves open: the type of embedded images,
// that they fill their rectangle unsmoothed, and fonts of the same widths where
// Liberation is not installed.
var mend = strings.NewReplacer(
	"data:image/jpg;base64", "data:image/png;base64",
	"<image ", `<image preserveAspectRatio="none" style="image-rendering:pixelated" `,
	"font-family:Liberation Sans", "font-family:Liberation Sans,Arial,Helvetica,sans-serif")

// Line is a curve of a line plot.
type Line struct {
	Name      string
	X, Y      []float64
	Low, High []float64 // the range around each point; nil for none
}

// bare is a line that does not ask for room beside its points: gonum keeps a box for
// each of them, which takes longer than drawing.
type bare struct{ line *plotter.Line }

// Plot draws the line.
func (b bare) Plot(c draw.Canvas, p *plot.Plot) { b.line.Plot(c, p) }

// DataRange is that of the points.
func (b bare) DataRange() (xmin, xmax, ymin, ymax float64) { return b.line.DataRange() }

// ranges is a line as gonum's error bars want it.
type ranges struct{ Line }

// Len is the number of points.
func (r ranges) Len() int { return len(r.X) }

// XY is a point.
func (r ranges) XY(i int) (x, y float64) { return r.X[i], r.Y[i] }

// YError is how far below and above it the range goes.
func (r ranges) YError(i int) (low, high float64) { return r.Y[i] - r.Low[i], r.High[i] - r.Y[i] }

// Lines draws curves over time as SVG.
func Lines(w io.Writer, title, xLabel string, lines []Line) error {
	p := newPlot(title, xLabel, "")
	for i, l := range lines {
		x, y := decimate(l.X, l.Y)
		curve, err := plotter.NewLine(points(x, y))
		if err != nil {
			return fmt.Errorf("%s: %w", l.Name, err)
		}
		curve.Color, curve.Width = palette[i%len(palette)], 1.2
		p.Add(bare{curve})
		if l.Low != nil {
			bars, err := plotter.NewYErrorBars(ranges{l})
			if err != nil {
				return fmt.Errorf("%s: %w", l.Name, err)
			}
			bars.Color = curve.Color
			p.Add(bars)
		}
		p.Legend.Add(l.Name+"\u00a0\u00a0", curve)
	}
	roomAbove(p, len(lines))
	if p.X.Min > 0 && p.X.Min < 0.01*p.X.Max {
		p.X.Min = 0 // the first step ends at dt
	}
	return save(w, []*plot.Plot{p}, panelHeight)
}

// roomAbove keeps a legend of n lines from covering the curves.
func roomAbove(p *plot.Plot, n int) { p.Y.Max += (0.06 + 0.07*float64(n)) * (p.Y.Max - p.Y.Min) }

func points(x, y []float64) plotter.XYs {
	out := make(plotter.XYs, len(x))
	for i := range x {
		out[i] = plotter.XY{X: x[i], Y: y[i]}
	}
	return out
}

// maxPoints is how many points of a curve are drawn; beyond, each stretch
// shows its least and greatest value, which looks the same.
const maxPoints = 4000

// decimate leaves that many points of a curve at most.
func decimate(x, y []float64) (dx, dy []float64) {
	if len(x) <= maxPoints {
		return x, y
	}
	if !slices.IsSorted(x) { // a curve in a plane: every so many points
		for i := 0; i < len(x); i += (len(x) + maxPoints - 1) / maxPoints {
			dx, dy = append(dx, x[i]), append(dy, y[i])
		}
		return dx, dy
	}
	buckets := maxPoints / 2
	for b := range buckets {
		from, to := b*len(x)/buckets, (b+1)*len(x)/buckets
		lo, hi := from, from
		for i := from; i < to; i++ {
			if y[i] < y[lo] {
				lo = i
			}
			if y[i] > y[hi] {
				hi = i
			}
		}
		first, second := min(lo, hi), max(lo, hi)
		dx, dy = append(dx, x[first], x[second]), append(dy, y[first], y[second])
	}
	return dx, dy
}

// Tuning is the tuning curves of one population: rates (Hz) of each neuron at
// the points X.
type Tuning struct {
	Name   string
	XLabel string
	X      []float64
	Rates  [][]float64 // by neuron
	Signs  []int8      // colours excitatory and inhibitory neurons; may be nil
}

// TuningCurves draws populations side by side as SVG.
func TuningCurves(w io.Writer, list []Tuning) error {
	var plots []*plot.Plot
	for _, t := range list {
		p := newPlot(fmt.Sprintf("%s (%d neurons)", t.Name, len(t.Rates)), t.XLabel, "firing rate (Hz)")
		for i, r := range t.Rates {
			curve, err := plotter.NewLine(points(withoutFlat(t.X, r)))
			if err != nil {
				return fmt.Errorf("%s: %w", t.Name, err)
			}
			c := palette[i%len(palette)]
			if t.Signs != nil {
				c = palette[0]
				if t.Signs[i] > 0 {
					c = palette[1]
				}
			}
			c.A = 150
			curve.Color, curve.Width = c, 0.8
			p.Add(bare{curve})
		}
		p.Y.Min = 0
		if t.Signs != nil {
			roomAbove(p, 2)
			signLegend(p)
		}
		plots = append(plots, p)
	}
	return save(w, plots, panelHeight)
}

// withoutFlat leaves out the points within stretches of one value: half of the
// curves of most neurons.
func withoutFlat(x, y []float64) (dx, dy []float64) {
	for i, v := range y {
		if i == 0 || i == len(y)-1 || v != y[i-1] || v != y[i+1] {
			dx, dy = append(dx, x[i]), append(dy, v)
		}
	}
	return dx, dy
}

func signLegend(p *plot.Plot) {
	for i, name := range []string{"inhibitory", "excitatory"} {
		line := &plotter.Line{LineStyle: draw.LineStyle{Color: palette[i], Width: 1.5}}
		p.Legend.Add(name+"\u00a0\u00a0", line)
	}
}
