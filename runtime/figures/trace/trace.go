// Package trace makes paths of curves: what of them lies within an area, with as many points as can be seen.
package trace

import (
	"math"
	"sort"

	"github.com/nefc/nefc/runtime/figures/page"
)

// Curve adds the path of a curve within an area; atX and atY place its values on the page, NaN is a gap. Of a curve with
// more points than the page can show, each narrow column keeps its first, least, greatest and last: it looks the same.
func Curve(to *page.Path, x, y []float64, atX, atY func(float64) float64, area page.Box) {
	t := &Tracer{Area: area, Path: to}
	if len(x) > 4*Columns(area) && Sorted(x) {
		t.envelope(x, y, atX, atY)
	} else {
		for i := range x {
			t.To(page.Point{X: atX(x[i]), Y: atY(y[i])})
		}
	}
}

// perPoint is how many columns a point of width has: half of the thinnest line.
const perPoint = 4

// Columns is how many narrow columns an area has.
func Columns(a page.Box) int { return max(1, int(a.Width()*perPoint)) }

// Sorted tells whether x never falls. NaN is no number in order.
func Sorted(x []float64) bool {
	for i := 1; i < len(x); i++ {
		if !(x[i-1] <= x[i]) {
			return false
		}
	}
	return true
}

// envelope traces a curve whose x rise.
func (t *Tracer) envelope(x, y []float64, atX, atY func(float64) float64) {
	from := 0
	for from < len(x) {
		low, high, end := from, from, from
		for behind := columnEnd(x, from, atX); end < behind && !math.IsNaN(y[end]); {
			if y[end] < y[low] {
				low = end
			}
			if y[end] > y[high] {
				high = end
			}
			end++
		}
		if end == from { // a gap
			t.gap()
			from++
			continue
		}
		last := -1
		for _, i := range []int{from, min(low, high), max(low, high), end - 1} {
			if i > last {
				t.To(page.Point{X: atX(x[i]), Y: atY(y[i])})
				last = i
			}
		}
		from = end
	}
}

// columnEnd is behind the last point that lies in the narrow column of point from; it is from
// if that lies nowhere. Since x rise, it is looked for in steps that double, then halve.
func columnEnd(x []float64, from int, atX func(float64) float64) int {
	column := func(i int) float64 { return math.Floor(atX(x[i]) * perPoint) }
	own := column(from)
	if math.IsNaN(own) {
		return from
	}
	last, step := from, 1
	for last+step < len(x) && column(last+step) == own {
		last += step
		step *= 2
	}
	behind := min(last+step, len(x))
	return last + 1 + sort.Search(behind-last-1, func(k int) bool { return column(last+1+k) != own })
}

// Tracer adds to a path what of a curve lies within an area.
type Tracer struct {
	Area page.Box
	Path *page.Path
	last page.Point
	down bool // there is a last point
	at   page.Point
	open bool // the path ends at `at`
}

// gap lifts the pen.
func (t *Tracer) gap() { t.down, t.open = false, false }

// To goes on to a point, or leaves a gap if that is none.
func (t *Tracer) To(p page.Point) {
	if math.IsNaN(p.X) || math.IsNaN(p.Y) {
		t.gap()
		return
	}
	if t.down {
		if a, b, ok := clip(t.last, p, t.Area); ok {
			if !t.open || a != t.at {
				t.Path.MoveTo(a)
			}
			t.Path.LineTo(b)
			t.at, t.open = b, true
		}
	}
	t.last, t.down = p, true
}

// clip is what of the line from a to b lies within a box (Liang & Barsky 1984).
func clip(a, b page.Point, box page.Box) (page.Point, page.Point, bool) {
	t0, t1 := 0.0, 1.0
	dx, dy := b.X-a.X, b.Y-a.Y
	for _, e := range [4][2]float64{{-dx, a.X - box.Left}, {dx, box.Right - a.X}, {-dy, a.Y - box.Top}, {dy, box.Bottom - a.Y}} {
		p, q := e[0], e[1]
		switch {
		case p == 0:
			if q < 0 {
				return a, b, false
			}
		case p < 0:
			t0 = max(t0, q/p)
		default:
			t1 = min(t1, q/p)
		}
	}
	if t0 > t1 {
		return a, b, false
	}
	from, to := a, b
	if t0 > 0 {
		from = page.Point{X: a.X + t0*dx, Y: a.Y + t0*dy}
	}
	if t1 < 1 {
		to = page.Point{X: a.X + t1*dx, Y: a.Y + t1*dy}
	}
	return from, to, true
}
