package figures

import (
	"math"
	"sort"

	"github.com/nefc/nefc/runtime/figures/axes"
	"github.com/nefc/nefc/runtime/figures/legend"
)

// noise is the roughness beyond which a curve is drawn thinner, so that it does not become a wall.
const noise = 0.05

// layered is the order in which curves are drawn: rough ones first, smooth ones above, ideals last. Pens of rough ones
// are made thinner.
func layered(list []Line, curves []curve, pens []legend.Pen) []int {
	order := make([]int, len(list))
	rough := make([]float64, len(list))
	for i := range list {
		order[i], rough[i] = i, roughness(curves[i].y)
		if list[i].Role == Ideal {
			rough[i] = -1
		}
		if rough[i] > noise {
			pens[i].Width *= 0.7
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return rough[order[a]] > rough[order[b]] })
	return order
}

// parting are the dashes of curves that lie on others, so that all are seen: a curve on a dashed one leaves room for it.
var parting = [][]float64{{4, 4}, {2, 6}}

// unhide dashes the curves that hide one drawn before.
func unhide(curves []curve, pens []legend.Pen, order []int, scale axes.Scale) {
	for k, i := range order {
		if pens[i].Dash != nil {
			continue
		}
		for _, below := range order[:k] {
			if !hides(curves[below], curves[i], scale) {
				continue
			}
			if pens[i].Dash = parting[0]; pens[below].Dash != nil {
				pens[i].Dash = parting[1]
				break
			}
		}
	}
}

const (
	probed = 400   // how many samples of two curves are compared
	near   = 0.015 // of the height of an area: about two widths of a line
	most   = 0.75  // the share of samples that are near where a curve hides another
)

// hides tells whether the second of two curves lies on the first, along most of it.
func hides(a, b curve, scale axes.Scale) bool {
	if len(a.y) != len(b.y) || len(a.y) == 0 {
		return false
	}
	same, seen := 0, 0
	for j := 0; j < len(a.y); j += max(1, len(a.y)/probed) {
		seen++
		if a.x[j] == b.x[j] && math.Abs(scale.At(a.y[j])-scale.At(b.y[j])) <= near {
			same++
		}
	}
	return float64(same) >= most*float64(seen)
}

// roughness is how much a curve turns from sample to sample, of its range: 0 for a line, 1 and more for noise.
func roughness(y []float64) float64 {
	e := axes.Nothing()
	sum, n := 0.0, 0
	step := max(1, len(y)/(8*probed)) // a stretch of samples here and there tells
	for from := 0; from < len(y); from += 8 * step {
		for i := from + 2; i < min(from+8, len(y)); i++ {
			turn := math.Abs(y[i]/2 - y[i-1] + y[i-2]/2)
			if !math.IsNaN(turn) && !math.IsInf(turn, 0) {
				e.Add(y[i])
				sum, n = sum+turn, n+1
			}
		}
	}
	if n == 0 || e.High <= e.Low {
		return 0
	}
	return sum / float64(n) / (e.High/2 - e.Low/2)
}
