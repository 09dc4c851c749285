package solvers

import (
	"sync"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/kernels"
)

// panelRows is how many rows a panel has: two of them fit the first cache.
const panelRows = 192

// panelWidth is how many columns a panel has.
const panelWidth = kernels.PanelWidth

// groupPanels is how many panels are multiplied by another one while that is in
// the first cache; they stay in the second, with those of the rows behind them.
const groupPanels = 12

// padded is n, rounded up to whole panels.
func padded(n int) int { return (n + panelWidth - 1) / panelWidth * panelWidth }

// panels are some rows of a matrix, eight columns side by side, panelRows rows at a
// time. Columns beyond the matrix are zero.
type panels struct {
	width, rows int // in panels; in rows
	data        []float64
	spans       []span // of the panels of the first panelRows rows, then of the next
}

// span are the rows of a panel from the first to the last that is not zero, the rows
// that a product needs: fma(0, b, c) is c. The others are there, as zeros.
type span struct{ from, to int }

// newPanels has room for some rows of so many columns, in which anything may stand.
func newPanels(columns, rows int) *panels {
	width := padded(columns) / panelWidth
	stretches := (rows + panelRows - 1) / panelRows
	n, spans := rows*width*panelWidth, make([]span, stretches*width)
	if r, ok := rooms.Get().(*[]float64); ok && cap(*r) >= n {
		return &panels{width: width, data: (*r)[:n], spans: spans}
	}
	return &panels{width: width, data: kernels.Zeros(n), spans: spans}
}

// rooms are of panels that were released: most problems are of one size.
var rooms sync.Pool

// release gives up the room, which nobody may use any longer.
func (p *panels) release() {
	data := p.data[:cap(p.data)]
	p.data = nil
	rooms.Put(&data)
}

// begin prepares for so many columns and rows, of which none is there yet.
func (p *panels) begin(columns, rows int) {
	p.width, p.rows = padded(columns)/panelWidth, rows
	clear(p.spans)
}

// after are the panels from panel i on, of panelRows rows at most.
func (p *panels) after(i int) *panels {
	return &panels{p.width - i, p.rows, p.data[i*p.rows*panelWidth:], p.spans[i:]}
}

// stretches is how many times panelRows rows there are, the last maybe fewer.
func (p *panels) stretches() int { return (p.rows + panelRows - 1) / panelRows }

// stretch is panel i of the rows of stretch s.
func (p *panels) stretch(s, i int) []float64 {
	from := s * panelRows
	size := min(panelRows, p.rows-from) * panelWidth
	at := from*p.width*panelWidth + i*size
	return p.data[at : at+size]
}

// groups is how many times groupPanels panels there are.
func (p *panels) groups() int { return (p.width + groupPanels - 1) / groupPanels }

// group are the panels from one to before another of group g.
func (p *panels) group(g int) (from, to int) {
	return g * groupPanels, min((g+1)*groupPanels, p.width)
}

// each fills some rows, panel by panel of each stretch; fill returns their span.
func (p *panels) each(rows int, fill func(panel []float64, i, from int) span) {
	p.rows = rows
	kernels.Parallel(p.groups(), func(g int) {
		first, last := p.group(g)
		for s := range p.stretches() {
			for i := first; i < last; i++ {
				p.spans[s*p.width+i] = fill(p.stretch(s, i), i, s*panelRows)
			}
		}
	})
}

// columns stores the columns of some rows of A.
func (p *panels) columns(A *mat.Dense, from, rows int) {
	_, n := A.Dims()
	raw := A.RawMatrix()
	p.each(rows, func(panel []float64, i, first int) span {
		at := (from+first)*raw.Stride + i*panelWidth
		begin, end := kernels.Pack(panel, raw.Data[at:], raw.Stride, min(panelWidth, n-i*panelWidth))
		return span{begin, end}
	})
}

// rowsOf stores the rows of some columns of A, as columns.
func (p *panels) rowsOf(A *mat.Dense, from, columns int) {
	m, _ := A.Dims()
	p.each(columns, func(panel []float64, i, first int) span {
		clear(panel)
		count := len(panel) / panelWidth
		for k := range min(panelWidth, m-i*panelWidth) {
			for j, v := range A.RawRowView(i*panelWidth + k)[from+first:][:count] {
				panel[j*panelWidth+k] = v
			}
		}
		return spanOf(panel)
	})
}

// spanOf are the rows of a panel from the first to the last that is not zero.
func spanOf(panel []float64) span {
	from, to := kernels.Nonzero(panel)
	return span{from, to}
}

// addProducts adds the products of panel i of a and the panels of b from one to before
// another, of stretch s, to blocks of c.
func addProducts(c []float64, stride int, a, b *panels, s, i, from, to int) {
	for j := from; j < to; j++ {
		x, y := a.spans[s*a.width+i], b.spans[s*b.width+j]
		block := c[i*panelWidth*stride+j*panelWidth:]
		if j+1 < to {
			both := x.and(y.or(b.spans[s*b.width+j+1]))
			kernels.AddPanelPair(block, stride, both.of(a.stretch(s, i)), both.of(b.stretch(s, j)), both.of(b.stretch(s, j+1)))
			j++
			continue
		}
		one := x.and(y)
		kernels.AddPanels(block, stride, one.of(a.stretch(s, i)), one.of(b.stretch(s, j)))
	}
}

// and are the rows of both.
func (s span) and(o span) span {
	from := max(s.from, o.from)
	return span{from, max(from, min(s.to, o.to))}
}

// or are all rows from the first to the last of two.
func (s span) or(o span) span {
	switch {
	case s.from == s.to:
		return o
	case o.from == o.to:
		return s
	}
	return span{min(s.from, o.from), max(s.to, o.to)}
}

// of are those rows of a panel.
func (s span) of(panel []float64) []float64 { return panel[s.from*panelWidth : s.to*panelWidth] }
