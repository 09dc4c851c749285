package dists

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/nefc/nefc/internal/rng"
)

const pinnedFile = "testdata/pinned.json"

// What a seed draws, what a distribution is called and between which numbers it
// lies does not change: old models mean the same. Three points of one, two and
// four dimensions are kept in testdata/pinned.json (UPDATE=1 writes it).
func TestPinned(t *testing.T) {
	pdf, err := NewPDF([]float64{-1, 0.5, 2}, []float64{0.2, 0.5, 0.3})
	if err != nil {
		t.Fatal(err)
	}
	inf := math.Inf(1)
	base := Uniform{Lo: 0, Hi: 1}
	pinned := map[string]map[string][]float64{}
	data, err := os.ReadFile(pinnedFile)
	if err == nil {
		err = json.Unmarshal(data, &pinned)
	}
	update := os.Getenv("UPDATE") != ""
	if err != nil && !update {
		t.Fatal(err)
	}
	for _, c := range []struct {
		d      Dist
		name   string
		lo, hi float64
	}{
		{Uniform{-1, 3, false}, "-1..3", -1, 3},
		{Uniform{-1.5, 3.5, true}, "uniform(-1.5, 3.5, integer=yes)", -1.5, 3.5},
		{Normal{2, 0.5}, "normal(2, 0.5)", -inf, inf},
		{Exponential{2, 1, inf}, "exponential(2, 1, +Inf)", 1, inf},
		{Exponential{2, -1, 0.5}, "exponential(2, -1, 0.5)", -1, 0.5},
		{Beta{2, 5}, "beta(2, 5)", 0, 1},
		{SqrtBeta{15, 2}, "sqrtbeta(15, 2)", 0, 1},
		{Cosine{16}, "cosine(16)", -1, 1},
		{Cosine{2}, "cosine(2)", -1, 1},
		{UniformHypersphere{Surface: true}, "uniform_sphere", -1, 1},
		{UniformHypersphere{}, "uniform_ball", -1, 1},
		{UniformHypersphere{MinMagnitude: 0.5}, "uniform_ball(min_magnitude=0.5)", -1, 1},
		{Axes{}, "axes", -1, 1},
		{Quasirandom{}, "quasirandom", 0, 1},
		{ScatteredHypersphere{Surface: true}, "sphere", -1, 1},
		{ScatteredHypersphere{}, "ball", -1, 1},
		{ScatteredHypersphere{MinMagnitude: 0.5}, "ball(min_magnitude=0.5)", -1, 1},
		{ScatteredHypersphere{Surface: true, Base: base}, "sphere(min_magnitude=0, base=0..1)", -1, 1},
		{ScatteredHypersphere{MinMagnitude: 0.25, Base: base}, "ball(min_magnitude=0.25, base=0..1)", -1, 1},
		{Choice{Rows: [][]float64{{1, 0.5, -2}, {0, 1, 4}}}, "choice([[1 0.5 -2] [0 1 4]])", -2, 4},
		{Choice{Rows: [][]float64{{1}, {2}, {3}}, Weights: []float64{1, 2, 1}}, "choice([[1] [2] [3]], weights=[1 2 1])", 1, 3},
		{pdf, "pdf([-1 0.5 2], [0.2 0.5 0.3])", -1, 2},
	} {
		if lo, hi := c.d.Bounds(); lo != c.lo || hi != c.hi || c.d.String() != c.name {
			t.Errorf("%s lies in %g..%g; it should be %s in %g..%g", c.d, lo, hi, c.name, c.lo, c.hi)
		}
		if update {
			pinned[c.name] = map[string][]float64{}
		}
		for key, dims := range map[string]int{"one": 1, "two": 2, "four": 4} {
			got := c.d.Sample(rng.Stream(11, "pinned", "test"), 3, dims)
			if update {
				pinned[c.name][key] = got
			}
			want := pinned[c.name][key]
			if len(got) != 3*dims || len(want) != len(got) {
				t.Errorf("%s: %d numbers, not %d of %d", c.name, len(got), len(want), 3*dims)
				continue
			}
			for i, v := range got {
				if !(math.Abs(v-want[i]) <= 1e-13*max(1, math.Abs(want[i]))) || v < c.lo || v > c.hi {
					t.Errorf("%s, %s dimensions: number %d is %.17g, was %.17g", c.name, key, i, v, want[i])
				}
			}
		}
	}
	if update {
		data, err := json.MarshalIndent(pinned, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(pinnedFile, append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// What cannot be a distribution is refused, what just can is not.
func TestRefusals(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		x, p []float64
		fine bool
	}{
		{[]float64{0, 1}, []float64{0.5, 0.5}, true}, {[]float64{3}, []float64{1}, true}, {[]float64{0, 1}, []float64{1, 0}, true},
		{[]float64{0, 1}, []float64{0.5, 0.5 + 9e-9}, true}, {[]float64{0, 1}, []float64{0.5, 0.5 + 2e-8}, false},
		{[]float64{0, 1}, []float64{0.5, 0.5 - 2e-8}, false},
		{nil, nil, false}, {[]float64{0, 1, 2}, []float64{0.5, 0.5}, false}, {[]float64{0}, []float64{0.5, 0.5}, false},
		{[]float64{0, 1, 2}, []float64{-0.5, 1, 0.5}, false}, {[]float64{1, 0}, []float64{0.5, 0.5}, false}, {[]float64{0, 1}, []float64{nan, 0.5}, false},
	} {
		if _, err := NewPDF(c.x, c.p); (err == nil) != c.fine {
			t.Errorf("pdf(%v, %v): %v", c.x, c.p, err)
		}
	}
	for _, c := range []struct {
		name   string
		values map[string]float64
		fine   bool
	}{
		{"subvector", map[string]float64{"dims": 3, "sub": 2}, true}, {"subvector", map[string]float64{"dims": 3, "sub": 3}, false},
		{"subvector", map[string]float64{"dims": 3, "sub": 4}, false},
		{"uniform", map[string]float64{"low": 1, "high": 1}, true}, {"uniform", map[string]float64{"low": 1, "high": 0.9}, false},
		{"uniform", map[string]float64{"low": 0.5, "high": 1.5, "integer": 1}, true},
		{"uniform", map[string]float64{"low": 0.5, "high": 0.9, "integer": 1}, false},
		{"uniform", map[string]float64{"low": 0, "high": 1, "integer": 1}, true}, {"uniform", map[string]float64{"low": 0.5, "high": 1, "integer": 1}, false},
	} {
		e, _ := Table.Find(c.name)
		if d, err := e.New(c.values); (err == nil) != c.fine {
			t.Errorf("%s of %v: %v, %v", c.name, c.values, d, err)
		}
	}
	for v, fine := range map[float64]bool{1e-10: true, 9e-11: false, 1e10: true, 1.1e10: false, nan: false} {
		if err := shape(v); (err == nil) != fine {
			t.Errorf("a shape of %g: %v", v, err)
		}
	}
	e, _ := Table.Find("subvector")
	if d, err := e.New(map[string]float64{"dims": 16, "sub": 4}); err != nil || d != (SqrtBeta{12, 4}) {
		t.Errorf("4 elements of 16: %v, %v", d, err)
	}
}

// Names and arguments of the table make these.
func TestEntries(t *testing.T) {
	v := map[string]float64{"low": -1, "high": 2, "mean": 3, "std": 4, "scale": 5, "shift": 6, "a": 7, "b": 8, "n": 9, "m": 10, "dims": 11, "sub": 1,
		"min_magnitude": 0.5}
	want := map[string]Dist{
		"uniform": Uniform{-1, 2, false}, "normal": Normal{3, 4}, "exponential": Exponential{5, 6, 2}, "beta": Beta{7, 8},
		"sqrtbeta": SqrtBeta{9, 10}, "subvector": SqrtBeta{10, 1},
		"cosine": Cosine{11}, "uniform_sphere": UniformHypersphere{Surface: true}, "uniform_ball": UniformHypersphere{MinMagnitude: 0.5},
		"quasirandom": Quasirandom{}, "axes": Axes{},
	}
	for _, e := range Table {
		if d, err := e.New(v); err != nil || d != want[e.Name] {
			t.Errorf("%s is %v, %v; want %v", e.Name, d, err, want[e.Name])
		}
	}
	if len(Table) != len(want) {
		t.Errorf("%d entries", len(Table))
	}
}

// A weight is the share of a row among all weights, whatever their sum, and a
// density's pieces are as likely as it says.
func TestWeightsAreShares(t *testing.T) {
	const n = 40000
	c := Choice{Rows: [][]float64{{0}, {1}, {2}}, Weights: []float64{2, 4, 10}}
	count := make([]float64, 3)
	for _, v := range c.Sample(rng.Stream(2, "c", "test"), n, 1) {
		count[int(v)]++
	}
	for i, share := range []float64{0.125, 0.25, 0.625} {
		if !(math.Abs(count[i]/n-share) <= 0.01) {
			t.Errorf("row %d is drawn %g of the time, not %g", i, count[i]/n, share)
		}
	}
}
