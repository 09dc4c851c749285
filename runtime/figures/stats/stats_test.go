package stats

import (
	"math"
	"slices"
	"testing"

	"github.com/nefc/nefc/stdlib/plots"
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9 }

// The bands of 1, 2, 3, 4, 5: their standard deviation is √2.5; t of four degrees at 97.5 % is 2.776445105.
func TestSummarise(t *testing.T) {
	runs := [][]float64{{5}, {1}, {3}, {2}, {4}}
	for band, want := range map[plots.Band][3]float64{
		plots.MinToMax:  {3, 1, 5},
		plots.SD:        {3, 3 - math.Sqrt(2.5), 3 + math.Sqrt(2.5)},
		plots.SEM:       {3, 3 - math.Sqrt(0.5), 3 + math.Sqrt(0.5)},
		plots.Quartiles: {3, 2, 4},
	} {
		s := Summarise(runs, 1, band)
		if !near(s.Middle[0], want[0]) || !near(s.Low[0], want[1]) || !near(s.High[0], want[2]) || s.N != 5 {
			t.Errorf("%s: %+v, want %v", band, s, want)
		}
	}
	if s := Summarise(runs, 1, plots.CI95); !(math.Abs(s.High[0]-3-2.776445105*math.Sqrt(0.5)) <= 1e-6) {
		t.Errorf("ci95: %+v", s)
	}
	for _, band := range []plots.Band{plots.NoBand, plots.EachLine} {
		if s := Summarise(runs, 1, band); s.Low != nil || s.Middle[0] != 3 {
			t.Errorf("%s: %+v", band, s)
		}
	}
}

// Where seeds have no value they do not count; a single one has no band.
func TestSummariseWithGaps(t *testing.T) {
	nan := math.NaN()
	s := Summarise([][]float64{{1, nan, nan}, {3, 7, nan}, {nan, nan, nan}}, 3, plots.MinToMax)
	if s.N != 2 || s.Middle[0] != 2 || s.Low[0] != 1 || s.Middle[1] != 7 || !math.IsNaN(s.Low[1]) || !math.IsNaN(s.Middle[2]) {
		t.Errorf("%+v", s)
	}
	if s := Summarise([][]float64{{1}}, 1, plots.SD); s.N != 1 || s.Low != nil {
		t.Errorf("one seed: %+v", s)
	}
}

func TestBins(t *testing.T) {
	for _, c := range []struct {
		values     []float64
		low, width float64
		counts     []float64
	}{
		{nil, 0, 1, nil},
		{[]float64{1, 1, 3}, 0.5, 1, []float64{2, 0, 1}},
		{[]float64{0.5, 0.5}, 0.475, 0.05, []float64{2}},
	} {
		low, width, counts := Bins(c.values)
		if !near(low, c.low) || !near(width, c.width) || !slices.Equal(counts, c.counts) {
			t.Errorf("%v: %g, %g, %v", c.values, low, width, counts)
		}
	}
	var many []float64
	for k := range 1000 {
		many = append(many, float64(k)/999)
	}
	low, width, counts := Bins(many)
	sum := 0.0
	for _, n := range counts {
		sum += n
	}
	if low != 0 || len(counts) != 10 || sum != 1000 || !near(width, 0.1) {
		t.Errorf("%g, %g, %v", low, width, counts)
	}
	if got := Finite([]float64{2, math.NaN(), 1, math.Inf(1)}); !slices.Equal(got, []float64{1, 2}) {
		t.Errorf("%v", got)
	}
}

func TestEvenly(t *testing.T) {
	for _, c := range []struct {
		n, most int
		want    []int
	}{{0, 3, []int{}}, {2, 3, []int{0, 1}}, {9, 3, []int{0, 3, 6}}, {4, 3, []int{0, 1, 2}}} {
		if got := Evenly(c.n, c.most); !slices.Equal(got, c.want) {
			t.Errorf("%d of %d: %v, want %v", c.most, c.n, got, c.want)
		}
	}
}
