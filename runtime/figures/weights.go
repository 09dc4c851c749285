package figures

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"
	"strings"

	"github.com/nefc/nefc/runtime/figures/axes"
	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/runtime/figures/rank"
	"github.com/nefc/nefc/stdlib/plots"
)

// What is drawn of weights.
const (
	betweenBlocks = 3.0  // points between excitatory and inhibitory columns
	robust        = 0.98 // share of the magnitudes up to the limit of colours
	fewPixels     = 240  // along an image: less is enlarged, so that no viewer smooths cells
	manyPixels    = 1200 // more are averaged
)

// frames of a matrix of weights: post down, pre along, excitatory columns before inhibitory.
func (w *Weights) frames(d *drawing, p *Panel) []*frame {
	f := d.newFrame(p)
	f.narrow = 58 * page.MM
	if f.title == "" {
		f.title = w.Name
	}
	cols := rank.Of(d.Order, w.Cols, w.Signs, w.PrePreferred, w.columns)
	rows := rank.Of(d.Order, w.Rows, nil, w.PostPreferred, w.rows)
	along(&f.x, w.Pre, "pre", w.Cols, cols, w.PreIndex)
	along(&f.y, w.Post, "post", w.Rows, rows, w.PostIndex)
	if w.Values {
		f.y.Label = strings.TrimSuffix(f.y.Label, " neuron") + " dimension"
	}
	f.y.wanted.Down = true
	f.boxed = true
	f.ratio = math.Max(0.35, math.Min(1, float64(w.Rows)/float64(max(1, w.Cols))))
	limit, beyond, largest := w.Limit(d.Limit)
	f.bar = newBar("weight", w.Unit, -limit, limit, func(s float64) color.NRGBA { return d.theme.Signed(2*s - 1) })
	if beyond > 0 {
		f.bar.below, f.bar.above = slices.Min(w.W) < -limit, slices.Max(w.W) > limit
		f.bar.note = fmt.Sprintf("%s %% beyond, largest %s", axes.Number(100*beyond, 1), axes.Number(largest, 3))
	}
	if w.Signs != nil {
		f.head = strip + gap + d.font
	}
	f.paint = func(c *canvas) { w.paint(c, cols, rows, limit) }
	return []*frame{f}
}

// along says what lies along an axis of a matrix: neurons in an order, with their numbers where that is the order.
func along(s *side, name, end string, n int, r rank.Ranking, index []int) {
	if name == "" {
		name = end
	}
	s.Label = name + " neurons, " + r.Says
	s.data = axes.Extent{Low: -0.5, High: math.Max(0.5, float64(n)-0.5), Positive: 0.5}
	s.wanted = axes.Wanted{Tight: true}
	s.bare = !r.ByIndex || index != nil
	if !s.bare {
		s.Label = name + " neuron"
	}
}

func (w *Weights) columns() [][]float64 {
	out := make([][]float64, w.Cols)
	for j := range out {
		for i := range w.Rows {
			out[j] = append(out[j], w.W[i*w.Cols+j])
		}
	}
	return out
}

func (w *Weights) rows() [][]float64 {
	out := make([][]float64, w.Rows)
	for i := range out {
		out[i] = w.W[i*w.Cols : (i+1)*w.Cols]
	}
	return out
}

// Limit is the magnitude at which colours end, the share of the weights that are not 0 beyond it, and the largest
// magnitude.
func (w *Weights) Limit(l plots.Limit) (limit, beyond, largest float64) {
	var sizes []float64
	for _, v := range w.W {
		if v != 0 && !math.IsNaN(v) && !math.IsInf(v, 0) {
			sizes = append(sizes, math.Abs(v))
		}
	}
	if len(sizes) == 0 {
		return 1, 0, 0
	}
	slices.Sort(sizes)
	largest = sizes[len(sizes)-1]
	switch {
	case l.Kind == plots.Fixed && l.Value > 0:
		limit = l.Value
	case l.Kind == plots.Largest:
		limit = largest
	default:
		limit = sizes[min(len(sizes)-1, int(robust*float64(len(sizes))))]
	}
	first, _ := slices.BinarySearch(sizes, math.Nextafter(limit, math.Inf(1)))
	return limit, float64(len(sizes)-first) / float64(len(sizes)), largest
}

// paint draws the blocks of columns, and above them strips with the numbers of their neurons.
func (w *Weights) paint(c *canvas, cols, rows rank.Ranking, limit float64) {
	blocks := [][]int{cols.Order}
	if cols.Blocks {
		n := count(w.Signs, 1)
		blocks = [][]int{cols.Order[:n], cols.Order[n:]}
	}
	room := c.area.Width() - betweenBlocks*float64(len(blocks)-1)
	left := c.area.Left
	for _, b := range blocks {
		box := page.Box{Left: left, Top: c.area.Top, Right: left + room*float64(len(b))/float64(max(1, w.Cols)), Bottom: c.area.Bottom}
		left = box.Right + betweenBlocks
		if len(b) > 0 && w.Rows > 0 {
			c.Image(box, w.picture(c.d, b, rows.Order, limit))
		}
		c.Stroke(page.Stroke{Path: page.Rectangle(box), Color: c.d.theme.Frame, Width: 0.4})
		w.strips(c, b, box)
	}
	w.counts(c)
}

// strips shows the signs of a block of columns above it.
func (w *Weights) strips(c *canvas, columns []int, box page.Box) {
	if w.Signs == nil {
		return
	}
	each := box.Width() / float64(max(1, len(columns)))
	bottom := c.area.Top - gap/2
	for from := 0; from < len(columns); {
		end := from
		for end < len(columns) && w.Signs[columns[end]] == w.Signs[columns[from]] {
			end++
		}
		part := page.Box{Left: box.Left + each*float64(from), Top: bottom - strip, Right: box.Left + each*float64(end), Bottom: bottom}
		c.Fill(page.Rectangle(part), c.d.neuron(w.Signs, columns[from]))
		from = end
	}
}

// counts says above the strips how many neurons of each sign there are, in full where there is room.
func (w *Weights) counts(c *canvas) {
	if w.Signs == nil {
		return
	}
	y := c.area.Top - gap - strip - 0.2*c.d.font
	for _, forms := range [][2]string{{"%d excitatory", "%d inhibitory"}, {"%d exc.", "%d inh."}, {"%d E", "%d I"}} {
		left, right := counted(forms[0], count(w.Signs, 1)), counted(forms[1], count(w.Signs, -1))
		if page.Width(left+"  "+right, c.d.font, false) <= c.area.Width() {
			c.Text(page.Text{String: left, At: page.Point{X: c.area.Left, Y: y}, Size: c.d.font, Color: c.d.theme.Excitatory})
			c.Text(page.Text{String: right, At: page.Point{X: c.area.Right, Y: y}, Size: c.d.font, Color: c.d.theme.Inhibitory, Anchor: page.Finish})
			return
		}
	}
}

// counted writes how many there are; "" for none.
func counted(form string, n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(form, n)
}

// shades is how many colours an image of weights has on either side of 0, and missing is that of a weight that is
// not a number.
const (
	shades  = 127
	missing = 2*shades + 1
)

// palette is the colours of −1 … 1, and that of what is missing.
func (d *drawing) palette() (out color.Palette) {
	for k := range 2*shades + 1 {
		out = append(out, d.theme.Signed(float64(k)/shades-1))
	}
	return append(out, d.theme.Faint)
}

// picture draws some columns of the matrix. Small ones are enlarged, of large ones several cells are averaged.
func (w *Weights) picture(d *drawing, columns, rows []int, limit float64) image.Image {
	wide, zoomX := pixels(len(columns))
	high, zoomY := pixels(len(rows))
	m := image.NewPaletted(image.Rect(0, 0, wide*zoomX, high*zoomY), d.palette())
	for y := range high {
		line := m.Pix[y*zoomY*m.Stride:][:m.Stride]
		for x := range wide {
			shade := w.shade(part(columns, x, wide), part(rows, y, high), limit)
			for k := range zoomX {
				line[x*zoomX+k] = shade
			}
		}
		for k := 1; k < zoomY; k++ {
			copy(m.Pix[(y*zoomY+k)*m.Stride:], line)
		}
	}
	return m
}

// pixels is how many cells along an image show n neurons, and how many pixels each has.
func pixels(n int) (cells, zoom int) {
	if n > manyPixels {
		return manyPixels, 1
	}
	return n, max(1, (fewPixels+n-1)/n)
}

// part is what of a list falls into cell k of n.
func part(list []int, k, n int) []int { return list[k*len(list)/n : (k+1)*len(list)/n] }

// shade is the colour of the mean of some weights.
func (w *Weights) shade(columns, rows []int, limit float64) uint8 {
	sum, n := 0.0, 0.0
	for _, i := range rows {
		for _, j := range columns {
			sum, n = sum+w.W[i*w.Cols+j]/limit, n+1
		}
	}
	if math.IsNaN(sum) {
		return missing
	}
	return uint8(shades + math.Round(shades*math.Max(-1, math.Min(1, sum/n))))
}
