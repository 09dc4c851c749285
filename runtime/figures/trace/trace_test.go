package trace

import (
	"bytes"
	"image/color"
	"math"
	"testing"

	"github.com/nefc/nefc/runtime/figures/page"
)

var area = page.Box{Left: 0, Top: 0, Right: 10, Bottom: 10}

// curve is the path of a curve in the area.
func curve(x, y []float64) *page.Path {
	path := &page.Path{}
	Curve(path, x, y, same, same, area)
	return path
}

func same(v float64) float64 { return v }

// What leaves the area is cut at its edge, a gap stays one.
func TestCurveIsCut(t *testing.T) {
	path := curve([]float64{-5, 5, 15}, []float64{5, 5, 5})
	if b := path.Bounds(); b.Left != 0 || b.Right != 10 || b.Top != 5 || b.Bottom != 5 {
		t.Errorf("%+v", b)
	}
	gap := curve([]float64{1, 2, 3, 4}, []float64{1, math.NaN(), 1, 9})
	if b := gap.Bounds(); b.Left != 3 || b.Right != 4 || b.Bottom != 9 {
		t.Errorf("the path goes over the gap: %+v", b)
	}
}

// Of very many points those stay that can be seen: the least and the greatest of each column.
func TestCurveIsThinned(t *testing.T) {
	n := 100_000
	x, y := make([]float64, n), make([]float64, n)
	for i := range x {
		x[i], y[i] = 10*float64(i)/float64(n), 5
	}
	y[31_415], y[62_831] = 0.5, 9.5
	path := curve(x, y)
	if b := path.Bounds(); b.Top != 0.5 || b.Bottom != 9.5 || b.Left != 0 || !(b.Right > 9.9) {
		t.Errorf("%+v", b)
	}
	p := page.New(10, 10, color.NRGBA{A: 255})
	p.Stroke(page.Stroke{Path: path, Width: 1})
	var svg bytes.Buffer
	if err := p.SVG(&svg); err != nil {
		t.Fatal(err)
	}
	if svg.Len() > 100*Columns(area) {
		t.Errorf("%d bytes for %d columns", svg.Len(), Columns(area))
	}
}

func TestSorted(t *testing.T) {
	for want, list := range map[bool][][]float64{true: {nil, {1}, {1, 1, 2}}, false: {{2, 1}, {1, math.NaN(), 2}}} {
		for _, x := range list {
			if Sorted(x) != want {
				t.Errorf("%v: %v", x, !want)
			}
		}
	}
}
