package rank

import (
	"slices"
	"testing"

	"github.com/nefc/nefc/stdlib/plots"
)

// Neurons are in the order that is asked for, as far as what is known of them allows.
func TestOf(t *testing.T) {
	signs, preferred := []int8{-1, 1, -1, 1}, []float64{0.5, 0.9, -0.5, 0.1}
	alike := func() [][]float64 { return [][]float64{{1, 0}, {0, 1}, {0.9, 0.1}, {0.1, 0.9}} }
	for _, c := range []struct {
		kind      plots.Order
		signs     []int8
		preferred []float64
		says      string
		order     []int
		blocks    bool
	}{
		{plots.ByPreferred, signs, preferred, "by sign and preferred value", []int{3, 1, 2, 0}, true},
		{"", nil, preferred, "by preferred value", []int{2, 3, 0, 1}, false},
		{plots.ByPreferred, []int8{1, 1, 1, 1}, preferred, "by preferred value", []int{2, 3, 0, 1}, false},
		{plots.ByPreferred, signs, nil, "by sign", []int{1, 3, 0, 2}, true},
		{plots.BySign, signs, preferred, "by sign", []int{1, 3, 0, 2}, true},
		{plots.BySign, nil, preferred, "by index", []int{0, 1, 2, 3}, false},
		{plots.ByIndex, signs, preferred, "by index", []int{0, 1, 2, 3}, false},
	} {
		r := Of(c.kind, 4, c.signs, c.preferred, alike)
		if r.Says != c.says || !slices.Equal(r.Order, c.order) || r.Blocks != c.blocks || r.ByIndex != (c.says == "by index") {
			t.Errorf("%s: %+v", c.kind, r)
		}
	}
	r := Of(plots.BySimilarity, 4, signs, preferred, alike)
	place := make([]int, 4)
	for at, i := range r.Order {
		place[i] = at
	}
	if near := func(a, b int) bool { return place[a]-place[b] == 1 || place[b]-place[a] == 1 }; !near(0, 2) || !near(1, 3) {
		t.Errorf("those that are alike are apart: %v", r.Order)
	}
	if r := Of(plots.BySimilarity, 0, nil, nil, func() [][]float64 { return nil }); len(r.Order) != 0 {
		t.Errorf("of none: %+v", r)
	}
}
