package figures

import (
	"math"
	"sort"

	"github.com/nefc/nefc/runtime/figures/axes"
	"github.com/nefc/nefc/runtime/figures/legend"
	"github.com/nefc/nefc/runtime/figures/page"
)

// mostAlike is how many pointers have a colour and a name.
const mostAlike = 8

// frames of similarities over time: those that come nearest in colours, the others thin behind.
func (s *Similarities) frames(d *drawing, p *Panel) []*frame {
	f := d.newFrame(p)
	if f.y.Label == "" {
		f.y.Label = "similarity"
	}
	best := s.nearest()
	var list []Line
	var behind []int
	for i := range s.Names {
		if best[i] {
			list = append(list, Line{Name: s.Names[i], X: s.T, Y: s.Values[i]})
		} else {
			behind = append(behind, i)
			f.y.data.Add(s.Values[i]...)
		}
	}
	d.lines(f, list, "", "", false)
	front := f.paint
	f.paint = func(c *canvas) {
		c.Begin(page.Group{Class: "behind"})
		for _, i := range behind {
			c.curve(s.T, s.Values[i], legend.Pen{Color: c.d.theme.Frame, Width: c.d.theme.ThinWidth})
		}
		c.End()
		front(c)
	}
	return []*frame{f}
}

// nearest tells which pointers come nearest, by the greatest similarity that they ever have.
func (s *Similarities) nearest() map[int]bool {
	order := make([]int, len(s.Names))
	most := make([]float64, len(s.Names))
	for i := range s.Names {
		e := axes.Nothing()
		e.Add(s.Values[i]...)
		order[i], most[i] = i, math.Max(e.High, -math.MaxFloat64)
	}
	sort.SliceStable(order, func(a, b int) bool { return most[order[a]] > most[order[b]] })
	best := map[int]bool{}
	for _, i := range order[:min(mostAlike, len(order))] {
		best[i] = true
	}
	return best
}
