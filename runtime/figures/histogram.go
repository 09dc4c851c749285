package figures

import (
	"math"
	"slices"

	"github.com/nefc/nefc/runtime/figures/page"
)

// How many bars a histogram has.
const (
	fewBins  = 10
	manyBins = 60
)

// frames of how often values occur.
func (h *Histogram) frames(d *drawing, p *Panel) []*frame {
	f := d.newFrame(p)
	if f.y.Label == "" {
		f.y.Label = "count"
	}
	f.y.wanted.FromZero = true
	values := finite(h.Values)
	low, width, counts := bins(values)
	if len(values) > 0 {
		f.x.data.Add(low, low+width*float64(len(counts)))
	}
	for _, n := range counts {
		f.y.data.Add(0, n)
	}
	f.paint = func(c *canvas) {
		path := &page.Path{}
		for k, n := range counts {
			from, to := c.atX(low+width*float64(k)), c.atX(low+width*float64(k+1))
			from, to = math.Max(from, c.area.Left), math.Min(to, c.area.Right)
			if n == 0 || !(to > from) {
				continue
			}
			slit := math.Min(0.4, 0.1*(to-from)) // between bars
			top, bottom := c.atY(n), c.atY(0)
			if math.IsNaN(bottom) { // a log axis has no place for 0
				bottom = c.area.Bottom
			}
			top, bottom = math.Max(c.area.Top, top), math.Max(c.area.Top, math.Min(c.area.Bottom, bottom))
			path.Rectangle(page.Box{Left: from + slit/2, Top: top, Right: to - slit/2, Bottom: bottom})
		}
		c.Begin(page.Group{Class: "series", Name: p.X.Label})
		c.Fill(path, c.d.hue(0))
		c.End()
	}
	return []*frame{f}
}

// finite leaves out what is no number, and sorts the rest.
func finite(values []float64) (out []float64) {
	for _, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			out = append(out, v)
		}
	}
	slices.Sort(out)
	return out
}

// bins counts sorted values: where the first bin begins, how wide each is, how many values each has. Few whole
// numbers have a bin each; else bins are as wide as Freedman & Diaconis (1981) advise.
func bins(v []float64) (low, width float64, counts []float64) {
	if len(v) == 0 {
		return 0, 1, nil
	}
	low, high := v[0], v[len(v)-1]
	whole := high-low < manyBins && !slices.ContainsFunc(v, func(x float64) bool { return x != math.Trunc(x) })
	switch {
	case whole:
		low, width = low-0.5, 1
		counts = make([]float64, int(high-low+0.5))
	case high == low:
		width = math.Max(math.Abs(low)/10, math.SmallestNonzeroFloat64*1e10)
		low -= width / 2
		counts = make([]float64, 1)
	default:
		wanted := 2 * (quantile(v, 0.75) - quantile(v, 0.25)) / math.Cbrt(float64(len(v)))
		n := fewBins
		if ratio := (high/2 - low/2) / (wanted / 2); ratio > fewBins {
			n = int(math.Min(manyBins, math.Ceil(ratio)))
		}
		width = 2 * ((high/2 - low/2) / float64(n))
		counts = make([]float64, n)
	}
	for _, x := range v {
		k := int((x/2 - low/2) / (width / 2))
		counts[max(0, min(len(counts)-1, k))]++
	}
	return low, width, counts
}
