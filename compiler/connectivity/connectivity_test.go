package connectivity

import (
	"math"
	"slices"
	"testing"

	"github.com/nefc/nefc/internal/rng"
)

func draw(t *testing.T, p *Pairs, seed int64) [][]int32 {
	t.Helper()
	rows, short := p.Choose(rng.Stream(seed, "c", rng.Mask))
	if short != nil {
		t.Fatalf("%+v", short)
	}
	for i, list := range rows {
		if !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != len(list) || len(list) > 0 && (list[0] < 0 || int(list[len(list)-1]) >= p.Cols) {
			t.Fatalf("row %d is %v", i, list)
		}
		if p.Self != nil && slices.Contains(list, int32(p.Self[i])) {
			t.Fatalf("row %d has itself", i)
		}
	}
	return rows
}

func self(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// Each row has exactly as many columns as are asked for, each column as many rows; every
// pair is as likely as any other.
func TestNumbersAreExact(t *testing.T) {
	for _, withSelf := range [][]int{nil, self(30)} {
		in, out := make([]int, 900), make([]int, 900)
		for seed := range int64(400) {
			for i, list := range draw(t, &Pairs{Rows: 30, Cols: 30, Self: withSelf, Even: 1, In: 7, Out: -1}, seed) {
				if len(list) != 7 {
					t.Fatalf("row %d has %d", i, len(list))
				}
				for _, j := range list {
					in[i*30+int(j)]++
				}
			}
			columns := make([]int, 30)
			for i, list := range draw(t, &Pairs{Rows: 30, Cols: 30, Self: withSelf, Even: 1, In: -1, Out: 4}, seed) {
				for _, j := range list {
					columns[j]++
					out[i*30+int(j)]++
				}
			}
			for j, n := range columns {
				if n != 4 {
					t.Fatalf("column %d has %d", j, n)
				}
			}
		}
		pairs := 900.0
		if withSelf != nil {
			pairs = 870
		}
		evenly(t, in, 400, 30*7/pairs)
		evenly(t, out, 400, 30*4/pairs)
	}
}

// evenly compares counts of draws with their chance: χ² per count lies within 5 standard
// deviations.
func evenly(t *testing.T, counts []int, draws, chance float64) {
	t.Helper()
	chi, n := 0.0, 0
	for _, c := range counts {
		if c > 0 {
			chi += math.Pow(float64(c)-draws*chance, 2) / (draws * chance * (1 - chance))
			n++
		}
	}
	if d := math.Abs(chi/float64(n) - 1); d > 5*math.Sqrt(2/float64(n)) {
		t.Errorf("χ² is %g for each of %d counts", chi/float64(n), n)
	}
}

// Pairs are chosen with their chance, one for all or one each.
func TestChances(t *testing.T) {
	chance := func(i, j int32) float64 { return float64(i+j) / 58 }
	even, each := 0, make([]int, 900)
	for seed := range int64(500) {
		for _, list := range draw(t, &Pairs{Rows: 30, Cols: 30, Even: 0.13, In: -1, Out: -1}, seed) {
			even += len(list)
		}
		for i, list := range draw(t, &Pairs{Rows: 30, Cols: 30, Chance: chance, In: -1, Out: -1}, seed) {
			for _, j := range list {
				each[i*30+int(j)]++
			}
		}
	}
	if off := math.Abs(float64(even)/450000 - 0.13); off > 4*math.Sqrt(0.13*0.87/450000) {
		t.Errorf("a chance of 0.13 is %g", float64(even)/450000)
	}
	for k, n := range each {
		p := chance(int32(k/30), int32(k%30))
		if math.Abs(float64(n)/500-p) > 5*math.Sqrt(p*(1-p)/500)+1e-12 {
			t.Errorf("pair %d: a chance of %g is %g", k, p, float64(n)/500)
		}
	}
	for _, p := range []float64{0, 1} {
		for _, list := range draw(t, &Pairs{Rows: 5, Cols: 30, Even: p, In: -1, Out: -1}, 1) {
			if len(list) != int(30*p) {
				t.Errorf("a chance of %g gives %d of 30", p, len(list))
			}
		}
	}
}

// Drawn in proportion to chances without replacement: of three columns of chances 1, 2, 3,
// two of them, as drawing one after the other does.
func TestProportional(t *testing.T) {
	w := []float64{1, 2, 3}
	want := make([]float64, 3) // chance that a column is left out
	for a := range 3 {
		for b := range 3 {
			if a != b {
				want[3-a-b] += w[a] / 6 * w[b] / (6 - w[a])
			}
		}
	}
	got, n := make([]float64, 3), 20000
	rows, _ := (&Pairs{Rows: n, Cols: 3, Chance: func(_, j int32) float64 { return w[j] / 3 }, In: 2, Out: -1}).Choose(rng.Stream(1, "c", rng.Mask))
	for _, list := range rows {
		got[3-list[0]-list[1]] += 1 / float64(n)
	}
	for j := range got {
		if math.Abs(got[j]-want[j]) > 5*math.Sqrt(want[j]/float64(n)) {
			t.Errorf("column %d is left out with %g, not %g", j, got[j], want[j])
		}
	}
}

// Who finds too few is told.
func TestShort(t *testing.T) {
	p := &Pairs{Rows: 4, Cols: 5, Chance: func(i, j int32) float64 { return float64(min(1, max(0, i-1))) }, In: 2, Out: -1}
	if rows, short := p.Choose(rng.Stream(1, "c", rng.Mask)); rows != nil || *short != (Short{0, 0, 2, false}) {
		t.Errorf("%v %+v", rows, short)
	}
	p = &Pairs{Rows: 4, Cols: 4, Self: self(4), Even: 1, In: -1, Out: 4}
	if _, short := p.Choose(rng.Stream(1, "c", rng.Mask)); *short != (Short{0, 3, 4, true}) {
		t.Errorf("%+v", short)
	}
}
