package axes

import (
	"math"
	"strings"

	"github.com/nefc/nefc/runtime/figures/page"
)

// Touching is the tick whose label should go because it touches the one before: the one before if only the other is a
// mark. It is −1 if none touches.
func (t Ticks) Touching(s Scale, length, font float64, along bool) int {
	last, place, reach := -1, 0.0, 0.0
	for k, mark := range t.List {
		if mark.Label == "" {
			continue
		}
		half := 0.9 * font
		if along {
			half = page.Width(mark.Label, font, false)/2 + 0.4*font
		}
		at := s.At(mark.Value) * length
		if last >= 0 && math.Abs(at-place) < half+reach {
			if mark.Mark && !t.List[last].Mark {
				return last
			}
			return k
		}
		last, place, reach = k, at, half
	}
	return -1
}

// Widest is the greatest width of the labels of ticks.
func (t Ticks) Widest(font float64) (w float64) {
	for _, mark := range t.List {
		w = math.Max(w, page.Width(mark.Label, font, false))
	}
	return w
}

// Drop is how far below an area the numbers of its x axis begin, whose ticks are that long.
func (t Ticks) Drop(long, font float64) float64 {
	d := math.Max(long+0.3*font, 0.6*font) // below the lowest number of the y axis
	for _, mark := range t.List {
		if strings.ContainsAny(mark.Label, "⁰¹²³⁴⁵⁶⁷⁸⁹") {
			return d + 0.25*font // exponents stand higher
		}
	}
	return d
}

// Over is how far labels of an x axis of a length reach beyond its two ends.
func (t Ticks) Over(s Scale, length, font float64) (before, after float64) {
	for _, mark := range t.List {
		if mark.Label == "" {
			continue
		}
		half, at := page.Width(mark.Label, font, false)/2, s.At(mark.Value)*length
		before, after = math.Max(before, half-at), math.Max(after, at+half-length)
	}
	return before, after
}
