package figures

import (
	"image"
	"image/color"
	"math"

	"github.com/nefc/nefc/runtime/figures/axes"
	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/stdlib/plots"
)

// frames of a value over two others, as shades with a bar.
func (h *Heat) frames(d *drawing, p *Panel) []*frame {
	f := d.newFrame(p)
	f.narrow = 50 * page.MM
	f.x.data.Add(ends(h.X)...)
	f.y.data.Add(ends(h.Y)...)
	f.x.wanted.Tight, f.y.wanted.Tight = true, true
	f.x.wanted.Kind, f.y.wanted.Kind = plots.Linear, plots.Linear // an image is even
	f.ratio = 0.8
	f.equal = d.Aspect == plots.Equal || p.X.Unit == p.Y.Unit && p.X.Label == p.Y.Label
	e := axes.Nothing()
	e.Add(h.Z...)
	if e.Empty() {
		e = axes.Extent{Low: 0, High: 1}
	}
	if e.Low < 0 { // both signs: 0 is in the middle
		most := math.Max(-e.Low, e.High)
		f.bar = newBar(h.Label, h.Unit, -most, most, func(s float64) color.NRGBA { return d.theme.Signed(2*s - 1) })
	} else {
		f.bar = d.rising(h.Label, h.Unit, 0, e.High)
	}
	f.paint = func(c *canvas) {
		if len(h.X) > 0 && len(h.Y) > 0 {
			h.place(c, f)
		}
		c.Stroke(page.Stroke{Path: page.Rectangle(c.area), Color: c.d.theme.Frame, Width: 0.4})
	}
	return []*frame{f}
}

// ends are the outer edges of cells around evenly spaced values.
func ends(v []float64) []float64 {
	if len(v) == 0 {
		return nil
	}
	half := 0.5
	if n := len(v) - 1; n > 0 {
		half = (v[n] - v[0]) / float64(2*n)
	}
	return []float64{v[0] - half, v[len(v)-1] + half}
}

// place puts the image where its values lie, cut to the area.
func (h *Heat) place(c *canvas, f *frame) {
	x, y := ends(h.X), ends(h.Y)
	box := page.Box{Left: c.atX(x[0]), Top: c.atY(y[1]), Right: c.atX(x[1]), Bottom: c.atY(y[0])}
	m := h.picture(f.bar, c.d.theme.Background)
	seen := box.Common(c.area)
	if !(seen.Width() > 0 && seen.Height() > 0) {
		return
	}
	wide, high := float64(m.Bounds().Dx())/box.Width(), float64(m.Bounds().Dy())/box.Height()
	pixel := func(v float64) int { return int(math.Round(v)) }
	part := image.Rect(pixel((seen.Left-box.Left)*wide), pixel((seen.Top-box.Top)*high), pixel((seen.Right-box.Left)*wide),
		pixel((seen.Bottom-box.Top)*high))
	if !part.Empty() {
		c.Image(seen, m.SubImage(part))
	}
}

// picture shades the cells, the greatest Y on top. Small images are enlarged, so that no viewer smooths cells.
func (h *Heat) picture(b *bar, blank color.NRGBA) *image.NRGBA {
	nx, ny := len(h.X), len(h.Y)
	zoom := max(1, (fewPixels+max(nx, ny)-1)/max(nx, ny))
	m := image.NewNRGBA(image.Rect(0, 0, nx*zoom, ny*zoom))
	for j := range ny {
		for i := range nx {
			shade := blank
			if at := b.scale.At(h.Z[j*nx+i]); !math.IsNaN(at) {
				shade = b.color(math.Max(0, math.Min(1, at)))
			}
			for k := range zoom * zoom {
				m.SetNRGBA(i*zoom+k%zoom, (ny-1-j)*zoom+k/zoom, shade)
			}
		}
	}
	return m
}
