package figures

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/runtime/figures/axes"
	"github.com/nefc/nefc/runtime/figures/legend"
	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/runtime/figures/stats"
	"github.com/nefc/nefc/runtime/figures/theme"
	"github.com/nefc/nefc/runtime/figures/trace"
	"github.com/nefc/nefc/stdlib/plots"
)

// bandNames are what legends call the bands.
var bandNames = map[plots.Band]string{
	plots.MinToMax: "mean, range of %d %s", plots.SD: "mean ± SD of %d %s", plots.SEM: "mean ± SEM of %d %s",
	plots.CI95: "mean, 95 %% CI of %d %s", plots.Quartiles: "median, quartiles of %d %s", plots.EachLine: "mean and each of %d %s",
	plots.NoBand: "mean of %d %s",
}

// bandNote says what the bands of lines are, and of how many seeds or cells; "" where there is a single one.
func (d *drawing) bandNote(list []Line, each string) string {
	n := 0
	for i := range list {
		if len(list[i].Runs) > 0 {
			n = max(n, stats.Summarise(list[i].Runs, len(list[i].X), plots.NoBand).N)
		}
	}
	if n < 2 {
		return ""
	}
	band := d.Band
	if bandNames[band] == "" {
		band = plots.MinToMax
	}
	if each == "" {
		each = "seeds"
	}
	return fmt.Sprintf(bandNames[band], n, each)
}

// band draws what lies around a curve: a fill, or bars where x are words, or thin lines.
func (c *canvas) band(v curve, with legend.Pen, bars bool) {
	for _, run := range v.each {
		c.curve(v.x, run, legend.Pen{Color: theme.Faded(with.Color, 0.45), Width: c.d.theme.ThinWidth})
	}
	if v.low == nil {
		return
	}
	if !bars {
		x, low, high := c.thinned(v)
		with.Color = theme.Faded(with.Color, 0.2)
		c.between(x, low, high, with)
		return
	}
	path := &page.Path{}
	for i, x := range v.x {
		t := trace.Tracer{Area: c.area, Path: path}
		t.To(page.Point{X: c.atX(x), Y: c.atY(v.low[i])})
		t.To(page.Point{X: c.atX(x), Y: c.atY(v.high[i])})
	}
	c.Stroke(page.Stroke{Path: path, Color: with.Color, Width: with.Width})
}

// thinned leaves a band as many points as the page can show: of each narrow column its widest.
func (c *canvas) thinned(v curve) (x, low, high []float64) {
	if len(v.x) <= 4*trace.Columns(c.area) || !trace.Sorted(v.x) {
		return v.x, v.low, v.high
	}
	every := len(v.x) / trace.Columns(c.area)
	for from := 0; from < len(v.x); from += every {
		end := min(from+every, len(v.x))
		l, h := axes.Nothing(), axes.Nothing()
		l.Add(v.low[from:end]...)
		h.Add(v.high[from:end]...)
		if l.Empty() || h.Empty() {
			l.Low, h.High = math.NaN(), math.NaN()
		}
		x, low, high = append(x, v.x[(from+end)/2]), append(low, l.Low), append(high, h.High)
	}
	return x, low, high
}
