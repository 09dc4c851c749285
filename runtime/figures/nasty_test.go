package figures

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/stdlib/plots"
)

// nasty are lists of numbers that break careless drawings.
func nasty() map[string][]float64 {
	nan, inf := math.NaN(), math.Inf(1)
	spike := make([]float64, 3000)
	spike[1234] = 1e6
	return map[string][]float64{
		"empty": {}, "one": {3}, "one nan": {nan}, "constant": {2, 2, 2, 2}, "zeros": {0, 0, 0}, "nan runs": {nan, 1, 2, nan, nan, 3, nan, 4, 5, nan},
		"huge": {1e300, -1e300, 5e299, 0}, "tiny": {1e-300, 2e-300, 0, -1e-300}, "largest": {math.MaxFloat64, -math.MaxFloat64}, "denormal": {5e-324, 0},
		"infinite": {inf, 1, -inf, 2}, "spike": spike, "far": {3e6, 3e6 + 1e-3, 3e6 + 2e-3}, "negative": {-5e-7, -3e-7, -4e-7},
	}
}

// indices are 0, 1, 2 … as numbers.
func indices(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(i)
	}
	return x
}

// longName is longer than any figure is wide.
var longName = strings.Repeat("population of excitatory neurons in layer ", 5) + "中文名字 наименование ελληνικά"

// nastyPanels are panels of each kind with some numbers in them.
func nastyPanels(v []float64) map[string][]Panel {
	x := indices(len(v))
	ints := make([]int, len(v))
	ideal := Line{Name: longName, Role: Ideal, X: x, Y: v}
	axis := Axis{Label: longName, Unit: "Hz"}
	matrix := &Weights{Name: "c", W: v, Rows: min(1, len(v)), Cols: len(v)}
	for range v {
		matrix.Signs = append(matrix.Signs, int8(1-2*(len(matrix.Signs)%2)))
	}
	one := func(c Content) []Panel { return []Panel{{Title: longName, X: axis, Y: axis, Content: c}} }
	return map[string][]Panel{
		"line":       one(&Lines{List: []Line{{Name: "a", X: x, Y: v}, ideal}}),
		"units":      one(&Lines{List: []Line{{Name: "a", X: x, Y: v}, {Name: "b", Of: &Axis{Label: "rate", Unit: "Hz"}, X: x, Y: v}}}),
		"plane":      one(&Plane{SameUnit: true, List: []Line{{Name: "a", X: v, Y: v}, ideal}}),
		"scatter":    one(&Plane{Points: true, List: []Line{{Name: "a", X: v, Y: v}}}),
		"over":       {{X: Axis{Label: "lr", Swept: v}, Y: axis, Content: &Cells{List: []Line{{Name: "a", X: v, Runs: [][]float64{v, v, v}}}}}},
		"words":      {{X: Axis{Label: "cell", Words: []string{longName, "lif", "ω"}}, Y: axis, Content: &Cells{List: []Line{{Name: "a", X: x, Runs: [][]float64{v, v}}}}}},
		"tuning":     one(&Tuning{Name: "a", X: x, Rates: [][]float64{v, v}, Signs: []int8{1, -1}, Decoded: []Line{ideal}}),
		"raster":     one(&Raster{Name: longName, T: v, Neuron: ints, Neurons: []int{7}, Signs: []int8{1}}),
		"density":    one(&Raster{Name: longName, T: v, Neuron: ints, Neurons: make([]int, 3000), Signs: signsOf(3000), Preferred: make([]float64, 3000)}),
		"weights":    one(matrix),
		"hist":       {{X: Axis{Label: longName}, Content: &Histogram{v}}, {X: Axis{Label: "b"}, Content: &Histogram{v}}},
		"rate":       one(&Rates{List: []Line{{Name: longName, Role: Excitatory, X: x, Y: v}, {Name: "i", Role: Inhibitory, X: x, Y: v}}}),
		"similarity": one(&Similarities{Names: []string{longName, "B"}, T: x, Values: [][]float64{v, v}}),
		"heat":       one(&Heat{Label: longName, X: x, Y: []float64{0}, Z: v}),
		"map":        one(&Places{Name: longName, Label: longName, X: v, Y: v, Z: v, Neurons: ints}),
	}
}

// Whatever the numbers and names: nothing leaves the page, covers other text or data, or is too small, and no place is
// not a number.
func TestNastyData(t *testing.T) {
	widths := []float64{40, plots.Column, plots.Page}
	n := 0
	for _, data := range slices.Sorted(maps.Keys(nasty())) {
		for _, kind := range slices.Sorted(maps.Keys(nastyPanels(nil))) {
			f := Figure{Style: styled([]plots.Theme{plots.Paper, plots.Screen, plots.Dark}[n%3], widths[n%3]), Panels: nastyPanels(nasty()[data])[kind]}
			f.Style.Title = longName
			f.Style.Order = []plots.Order{plots.ByPreferred, plots.ByIndex, plots.BySimilarity}[n%3]
			check(t, fmt.Sprintf("%s of %s, %g mm", kind, data, f.Style.Width), &f)
			n++
		}
		n++ // a kind has another width with the next numbers
	}
}

// check looks at a page, and writes it.
func check(t *testing.T, what string, f *Figure) {
	t.Helper()
	p := f.Page()
	for k, fault := range p.Faults() {
		if t.Errorf("%s: %.200s", what, fault); k > 3 {
			break
		}
	}
	if err := p.SVG(io.Discard); err != nil {
		t.Fatal(err)
	}
}

// Each option of each kind draws without faults.
func TestOptions(t *testing.T) {
	all := kinds()
	label := "voltage"
	for name, change := range map[string]func(*plots.Style){
		"narrow": func(s *plots.Style) { s.Width = 20 },
		"low":    func(s *plots.Style) { s.Height = 10 },
		"high":   func(s *plots.Style) { s.Height = 120 },
		"font":   func(s *plots.Style) { s.Font = 14 },
		"small":  func(s *plots.Style) { s.Font = 3 },
		"log":    func(s *plots.Style) { s.XScale, s.YScale = plots.Log, plots.Log },
		"symlog": func(s *plots.Style) { s.XScale, s.YScale = plots.Symlog, plots.Symlog },
		"range": func(s *plots.Style) {
			s.XRange, s.YRange = plots.Range{Given: true, From: 0.3, To: 0.5}, plots.Range{Given: true, From: 0, To: 0.1}
		},
		"labels":  func(s *plots.Style) { s.XLabel, s.YLabel, s.Title = &label, new(string), "A title" },
		"direct":  func(s *plots.Style) { s.Legend = plots.Direct },
		"above":   func(s *plots.Style) { s.Legend = plots.AboveData },
		"right":   func(s *plots.Style) { s.Legend = plots.RightOfData },
		"none":    func(s *plots.Style) { s.Legend = plots.NoLegend },
		"equal":   func(s *plots.Style) { s.Aspect = plots.Equal },
		"limit":   func(s *plots.Style) { s.Limit = plots.Limit{Kind: plots.Fixed, Value: 1e-4} },
		"index":   func(s *plots.Style) { s.Order = plots.ByIndex },
		"sign":    func(s *plots.Style) { s.Order, s.Color = plots.BySign, plots.ColorBySign },
		"similar": func(s *plots.Style) { s.Order, s.Color = plots.BySimilarity, plots.OneColor },
		"rows":    func(s *plots.Style) { s.Rows, s.Share = 2, plots.ShareNone },
		"lines":   func(s *plots.Style) { s.Band = plots.EachLine },
		"zero":    func(s *plots.Style) { *s = plots.Style{} },
	} {
		for _, kind := range []string{"line", "many", "eight", "units", "plane", "tuning", "raster", "weights", "hist", "rate", "similarity", "heat", "overby", "words"} {
			f := Figure{Style: styled(plots.Paper, plots.Column), Panels: all[kind]()}
			change(&f.Style)
			check(t, kind+" "+name, &f)
		}
	}
}
