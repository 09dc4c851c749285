package figures

import (
	"math"

	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/stdlib/plots"
)

// Lengths in points, beside those that follow from the size of the font.
const (
	edge    = 3.0  // between what is outermost and the edge of the page
	between = 10.0 // between panels
	tick    = 2.5  // length of a tick
	gap     = 2.0  // between a tick and its number, a number and a label
	golden  = 0.62 // height of an area to its width
	stacked = 0.4  // the same of areas below each other
	flat    = 24.0 // the least height of an area
)

// grid is where the frames of a figure lie.
type grid struct {
	d             *drawing
	title         string
	cells         [][]*cell // by row
	width, height float64
	left, right   []float64 // margins of the columns
}

// cell is the place of a panel: its frames below each other.
type cell struct{ frames []*frame }

// margin is the room around an area.
type margin struct{ left, top, right, bottom float64 }

// arrange places stacks of frames on a grid.
func (d *drawing) arrange(stacks [][]*frame, title string) *grid {
	g := &grid{d: d, title: title, width: math.Max(least, d.Width*page.MM)}
	columns := g.columns(stacks)
	for i, s := range stacks {
		if i%columns == 0 {
			g.cells = append(g.cells, nil)
		}
		row := &g.cells[len(g.cells)-1]
		*row = append(*row, &cell{s})
	}
	g.left, g.right = make([]float64, columns), make([]float64, columns)
	g.settle(0.7 * (g.width - 2*edge) / float64(columns))
	return g
}

// passes is after how many passes places are taken as they are.
const passes = 8

// settle places all frames: ticks decide on margins, and margins on ticks. After a first pass for areas of about a
// width, margins only grow; where names move above the data, they begin again.
func (g *grid) settle(width float64) {
	g.measure(width)
	width = g.place()
	clear(g.left)
	clear(g.right)
	for range passes {
		above := g.above()
		grew := g.measure(width)
		if g.above() != above {
			clear(g.left)
			clear(g.right)
			continue
		}
		if !grew {
			return
		}
		width = g.place()
	}
}

// above is how many legends have moved above the data.
func (g *grid) above() (n int) {
	for _, row := range g.cells {
		for _, cell := range row {
			for _, f := range cell.frames {
				if f.legend.Fell() {
					n++
				}
			}
		}
	}
	return n
}

// columns is how many panels lie side by side: what the style says, or fewer where they would be too narrow.
func (g *grid) columns(stacks [][]*frame) int {
	n := (len(stacks) + max(1, g.d.Rows) - 1) / max(1, g.d.Rows)
	for _, s := range stacks {
		for _, f := range s {
			n = min(n, int((g.width+between)/f.narrow))
		}
	}
	return max(1, n)
}

// measure widens the margins of columns to what frames need around areas of a width, and tells whether any grew.
func (g *grid) measure(width float64) (grew bool) {
	for _, row := range g.cells {
		g.hide(row)
		for c, cell := range row {
			for _, f := range cell.frames {
				m := g.d.margins(f, width, g.heightOf(f, len(cell.frames), width))
				if m.left > g.left[c] || m.right > g.right[c] {
					grew = true
				}
				g.left[c], g.right[c] = math.Max(g.left[c], m.left), math.Max(g.right[c], m.right)
			}
		}
	}
	return grew
}

// place puts all frames where they lie, and returns the width of their areas.
func (g *grid) place() float64 {
	columns := len(g.left)
	used := 2*edge + between*float64(columns-1)
	for c := range columns {
		used += g.left[c] + g.right[c]
	}
	width := math.Max(flat, (g.width-used)/float64(columns))
	g.width = math.Max(g.width, used+width*float64(columns)) // what stands beside the areas must have its place
	y := edge
	if g.title != "" {
		y += 1.7 * g.d.font
	}
	for r, row := range g.cells {
		if r > 0 {
			y += between
		}
		y = g.placeRow(row, y, width)
	}
	g.height = y + edge
	return width
}

// hide leaves out the numbers along an axis where a neighbour has the same, and x labels within a stack.
func (g *grid) hide(row []*cell) {
	for c, cell := range row {
		for i, f := range cell.frames {
			f.x.hidden = i < len(cell.frames)-1 && f.x.scale == cell.frames[i+1].x.scale
			f.y.hidden = c > 0 && (g.d.Share == plots.ShareBoth || g.d.Share == plots.ShareY) && i < len(row[0].frames) &&
				f.y.scale == row[0].frames[i].y.scale && f.y.Label == row[0].frames[i].y.Label && !f.y.bare
		}
	}
}

// heightOf is how high the area of a frame is, that is one of n in a stack.
func (g *grid) heightOf(f *frame, n int, width float64) float64 {
	if g.d.Height > 0 && f.area.Height() > 0 {
		return f.area.Height() // as the last pass placed it
	}
	h := golden * width
	if n > 1 {
		h = stacked * width
	}
	if f.ratio > 0 {
		h = f.ratio * width
	}
	if f.tall > 0 {
		h = math.Min(h, f.tall)
	}
	return math.Max(flat, h)
}

// placeRow places a row of cells from y downwards, and returns where it ends. Areas at the same height of a stack are
// aligned.
func (g *grid) placeRow(row []*cell, y, width float64) float64 {
	levels := 0
	for _, c := range row {
		levels = max(levels, len(c.frames))
	}
	tops, heights, bottoms := make([]float64, levels), make([]float64, levels), make([]float64, levels)
	taken := 0.0
	for l := range levels {
		for _, c := range row {
			if l < len(c.frames) {
				f := c.frames[l]
				h := g.heightOf(f, len(c.frames), width)
				m := g.d.margins(f, width, h)
				tops[l], heights[l], bottoms[l] = math.Max(tops[l], m.top), math.Max(heights[l], h), math.Max(bottoms[l], m.bottom)
			}
		}
		taken += tops[l] + bottoms[l]
	}
	for l := range levels {
		if g.d.Height > 0 {
			heights[l] = math.Max(flat, (g.d.Height*page.MM-taken)/float64(levels))
		}
		x := edge
		for c := range row {
			x += g.left[c]
			if l < len(row[c].frames) {
				f := row[c].frames[l]
				w, h := f.fitted(width, heights[l])
				f.area = page.Box{Left: x, Top: y + tops[l], Right: x + w, Bottom: y + tops[l] + h}
				f.outer = page.Box{Left: x - g.left[c], Top: y, Right: x + width + g.right[c], Bottom: y + tops[l] + heights[l] + bottoms[l]}
			}
			x += width + g.right[c] + between
		}
		y += tops[l] + heights[l] + bottoms[l]
	}
	return y
}

// fitted is the size of an area within a size: narrower or lower, so that its sides have the frame's ratio.
func (f *frame) fitted(width, height float64) (float64, float64) {
	if f.ratio <= 0 {
		return width, height
	}
	if w := height / f.ratio; w < width {
		return math.Max(flat, w), height
	}
	return width, math.Max(flat, width*f.ratio)
}

// margins is the room that a frame needs around an area of a size. It finds the ticks for it.
func (d *drawing) margins(f *frame, width, height float64) margin {
	width, height = f.fitted(width, height)
	f.x.mark(width, d.font, true)
	f.y.mark(height, d.font, false)
	var m margin
	before, after := f.x.ticks.Over(f.x.scale, width, d.font)
	if !f.y.hidden {
		if w := f.y.ticks.Widest(d.font); w > 0 {
			m.left += tick + gap + w
		}
		m.left += f.y.settle(height+0.2*d.font, d.font)
	}
	if f.x.hidden {
		m.bottom = 1.2 * d.font
	} else {
		if f.x.ticks.Widest(d.font) > 0 {
			m.bottom += f.x.ticks.Drop(tick, d.font) + 0.9*d.font
			m.left, m.right = math.Max(m.left, before), after
		}
		m.bottom += f.x.settle(width, d.font)
	}
	m.top = d.font / 2
	f.legend.Settle(d.look(), f.y.scale.At, width, height)
	m.top += f.legend.Above(d.look(), width) + f.head
	if f.title != "" {
		m.top += 1.5 * d.font
	}
	m.right = math.Max(m.right, f.tail+f.legend.Beside(d.look())+f.bar.width(d, height))
	return m
}

// draw puts all on a page.
func (g *grid) draw(p *page.Page) {
	if g.title != "" {
		title := page.Fit(g.title, g.d.font, g.width-2*edge, true)
		p.Text(page.Text{String: title, At: page.Point{X: edge, Y: edge}, Size: g.d.font, Color: g.d.theme.Ink, Bold: true, Lies: page.Below})
	}
	for _, row := range g.cells {
		for _, cell := range row {
			for _, f := range cell.frames {
				p.Begin(page.Group{Class: "panel", Name: f.title})
				g.d.draw(p, f)
				p.End()
			}
		}
	}
}
