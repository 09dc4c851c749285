package report

import (
	"math"
	"slices"
	"strings"

	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/kept"
	"github.com/nefc/nefc/stdlib/plots"
)

// mostElements is how many rows and columns of a matrix are drawn; of larger ones,
// means.
const mostElements = 400

// weights packs the weights of connections as built, after each phase, and what each
// phase that changed them changed.
func weights(p *Pack, b *kept.Built, phases []Phase, kept []*kept.Phase) []Weights {
	out := []Weights{}
	for i := range b.Links {
		l := &b.Links[i]
		m := newMatrix(b, l)
		w := Weights{Name: l.Name, Unit: unitOf(l.Unit), Rows: l.Rows, Cols: l.Cols, RowOrder: m.rows.by(), ColOrder: m.cols.by(),
			Pre: m.pre, Post: m.post,
			Exc: m.cols.exc, Inh: m.cols.inh, RowOf: p.Whole(floats(m.rows.Order), 1), ColOf: p.Whole(floats(m.cols.Order), 1)}
		w.Maps = []WeightMap{m.draw(p, "as built", l.Weights)}
		before := l.Weights
		for k, ph := range kept {
			after := weightsAfter(ph, i)
			if len(after) != len(before) || slices.Equal(before, after) {
				continue
			}
			change := make([]float64, len(after))
			for j := range after {
				change[j] = after[j] - before[j]
			}
			w.Maps = append(w.Maps, m.draw(p, "after "+phases[k].Name, after), m.draw(p, "change in "+phases[k].Name, change))
			before = after
		}
		out = append(out, w)
	}
	return out
}

// weightsAfter are those of a link at the end of a phase; nil if they were not kept.
func weightsAfter(ph *kept.Phase, link int) []float64 {
	if ph == nil {
		return nil
	}
	for _, w := range ph.Weights {
		if w.Link == link {
			return w.W
		}
	}
	return nil
}

// unitOf is the unit of a weight, which makes that of a Hz.
func unitOf(unit string) string {
	if unit == "" {
		return "the unit of its target"
	}
	return unit
}

// matrix is how the weights of a link are drawn.
type matrix struct {
	rows, cols order
	pre, post  string
}

func newMatrix(b *kept.Built, l *kept.Link) matrix {
	m := matrix{rows: orderOf(l.Rows, nil, nil), cols: orderOf(l.Cols, l.Signs, nil), pre: "neurons", post: "values"}
	if l.Source >= 0 {
		if pop := &b.Populations[l.Source]; pop.N == l.Cols {
			m.pre, m.cols = pop.Name, orderOf(l.Cols, l.Signs, pop.Preferred)
		}
	}
	if l.Target >= 0 {
		m.post = b.Populations[l.Target].Name
		if pop := &b.Populations[l.Target]; pop.N == l.Rows {
			m.rows = orderOf(l.Rows, nil, pop.Preferred)
		}
	} else if _, to, ok := strings.Cut(l.Name, "->"); ok {
		m.post = to
	}
	return m
}

// draw packs a matrix in its order, as means if it is large. The scale ends where
// that of a plot of weights does.
func (m *matrix) draw(p *Pack, title string, W []float64) WeightMap {
	out := WeightMap{Title: title, Rows: min(len(m.rows.Order), mostElements), Cols: min(len(m.cols.Order), mostElements)}
	out.Limit, out.Beyond, out.Largest = (&figures.Weights{W: W}).Limit(plots.Limit{Kind: plots.Robust})
	out.Data = p.Signed(m.blocks(W, out.Rows, out.Cols))
	return out
}

// blocks is the matrix in its order, each element the mean of those it stands for.
func (m *matrix) blocks(W []float64, rows, cols int) []float64 {
	sum, count := make([]float64, rows*cols), make([]float64, rows*cols)
	for i, row := range m.rows.Order {
		for j, col := range m.cols.Order {
			at := i*rows/len(m.rows.Order)*cols + j*cols/len(m.cols.Order)
			if w := W[row*len(m.cols.Order)+col]; !math.IsNaN(w) && !math.IsInf(w, 0) {
				sum[at] += w
				count[at]++
			}
		}
	}
	for i := range sum {
		sum[i] /= max(1, count[i])
	}
	return sum
}
