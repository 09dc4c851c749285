package sparse

import (
	"reflect"
	"slices"
	"testing"
)

// Weights of many delays take as much as there are, not a place for each column of each
// delay, and are found by column and by row as in a matrix.
func TestManyDelaysTakeAsMuchAsThereIs(t *testing.T) {
	const n, delays = 60, 1000
	chosen := make([][]int32, n)
	for i := range chosen {
		for j := range n {
			chosen[i] = append(chosen[i], int32(j))
		}
	}
	value := func(i, j int) float64 { return float64(1 + i*n + j) }
	late := func(i, k int) int { return (i*31 + k*17) % delays * (i*k%5 + 1) }
	w := Of(n, n, chosen, value, late)
	places, before := 0, -1
	for p := range w.Parts {
		part := &w.Parts[p]
		places += len(part.First) + len(part.Columns)
		if part.Late <= before || !slices.IsSorted(part.Columns) {
			t.Fatalf("a delay of %d behind %d, columns %v", part.Late, before, part.Columns)
		}
		before = part.Late
		rows := part.Rows(n)
		for k := range n {
			from, to := part.Column(k)
			for e := from; e < to; e++ {
				if i := int(part.Row[e]); late(i, k) != part.Late || part.Val[e] != value(i, k) {
					t.Fatalf("%g from %d to %d at a delay of %d", part.Val[e], k, i, part.Late)
				}
			}
			from, to = rows.Row(k)
			for e := from; e < to; e++ {
				if at := rows.At[e]; int(part.Row[at]) != k || part.Val[at] != value(k, int(rows.Column[e])) {
					t.Fatalf("row %d: %g from %d", k, part.Val[at], rows.Column[e])
				}
			}
		}
	}
	if w.Count() != n*n || len(w.Parts) < 500 || places > 3*n*n {
		t.Errorf("%d weights of %d delays, %d places", w.Count(), len(w.Parts), places)
	}
	for k, v := range w.Dense() {
		if v != float64(k+1) {
			t.Fatalf("weight %d is %g", k, v)
		}
	}
	byRow := w.ByRow()
	all := make([]float64, n*n)
	w.Each(func(at, _, _ int, v float64) { all[at] = v })
	for k, at := range byRow {
		if all[at] != float64(k+1) {
			t.Fatalf("by row: weight %d is %g", k, all[at])
		}
	}
	if again, values := w.Cloned(); !reflect.DeepEqual(again, w) || len(values) != n*n {
		t.Error("a copy is another")
	}
}
