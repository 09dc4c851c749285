package dists

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"sort"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"

	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// ks is the Kolmogorov–Smirnov distance of a sample from a distribution.
func ks(sample []float64, cdf func(float64) float64) float64 {
	s := append([]float64(nil), sample...)
	sort.Float64s(s)
	worst := 0.0
	for i, x := range s {
		p := cdf(x)
		worst = max(worst, math.Abs(p-float64(i)/float64(len(s))), math.Abs(p-float64(i+1)/float64(len(s))))
	}
	return worst
}

// Samples follow scipy's distribution functions (testdata/reference.py): at n =
// 20,000 a Kolmogorov–Smirnov distance of 1.95/√n = 0.0138 has a chance of 1 in
// 1000. Means and standard deviations are within 5 standard errors.
func TestAgainstScipy(t *testing.T) {
	const n = 20000
	limit := 1.95 / math.Sqrt(n)
	data, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var reference map[string]struct {
		X, CDF    []float64
		Mean, Std float64
	}
	if err := json.Unmarshal(data, &reference); err != nil {
		t.Fatal(err)
	}
	for name, d := range map[string]Dist{
		"uniform": Uniform{Lo: -1, Hi: 3}, "normal": Normal{2, 0.5}, "exponential": Exponential{2, 1, math.Inf(1)},
		"beta": Beta{2, 5}, "beta_u": Beta{0.5, 0.5}, "sqrtbeta": SqrtBeta{15, 2}, "subvector": SqrtBeta{16 - 4, 4}, "cosine": Cosine{16},
	} {
		ref := reference[name]
		sample := d.Sample(rng.Stream(1, d.String(), "test"), n, 1)
		sorted := append([]float64(nil), sample...)
		sort.Float64s(sorted)
		for i, x := range ref.X {
			below := float64(sort.Search(n, func(k int) bool { return sorted[k] > x })) / n
			if !(math.Abs(below-ref.CDF[i]) <= limit) {
				t.Errorf("%s: P(x ≤ %g) is %.4f, scipy says %.4f", d, x, below, ref.CDF[i])
				break
			}
		}
		mean, std := stat.MeanStdDev(sample, nil)
		if !(math.Abs(mean-ref.Mean) <= 5*ref.Std/math.Sqrt(n)) || !(math.Abs(std/ref.Std-1) <= 0.05) {
			t.Errorf("%s: mean %.4f, standard deviation %.4f; scipy has %.4f, %.4f", d, mean, std, ref.Mean, ref.Std)
		}
		lo, hi := d.Bounds()
		if sorted[0] < lo || sorted[n-1] > hi {
			t.Errorf("%s: samples from %g to %g", d, sorted[0], sorted[n-1])
		}
	}
}

// Every distribution of the table repeats for the same stream and stays within
// its bounds.
func TestEveryDistribution(t *testing.T) {
	for _, e := range Table {
		v := catalog.Values{}
		for i, p := range e.Params {
			if v[p.Name] = p.Default; p.Required {
				v[p.Name] = float64(2 + i)
			}
		}
		d, err := e.New(v)
		if err != nil {
			t.Fatal(e.Name, err)
		}
		one, two := d.Sample(rng.Stream(1, "x", "test"), 50, 3), d.Sample(rng.Stream(1, "x", "test"), 50, 3)
		lo, hi := d.Bounds()
		if len(one) != 150 || !slices.Equal(one, two) || slices.Min(one) < lo || slices.Max(one) > hi {
			t.Errorf("%s: %d numbers from %g to %g, within %g to %g, repeat: %v", d, len(one), slices.Min(one), slices.Max(one), lo, hi, slices.Equal(one, two))
		}
	}
}

// A weighted choice picks rows as often as it should, a density interpolates as
// numpy.interp does, whole numbers are all drawn, axes are dealt evenly, and
// points of the ball keep their least length.
func TestGivenDistributions(t *testing.T) {
	const n = 20000
	count := map[float64]float64{}
	for _, v := range (Choice{Rows: [][]float64{{1}, {2}, {3}}, Weights: []float64{1, 0, 3}}).Sample(rng.Stream(1, "c", "test"), n, 1) {
		count[v] += 1.0 / n
	}
	if !(math.Abs(count[1]-0.25) <= 0.012) || count[2] != 0 {
		t.Errorf("choice: shares %v", count)
	}
	pdf, err := NewPDF([]float64{0, 1, 2}, []float64{0.2, 0.5, 0.3})
	if err != nil {
		t.Fatal(err)
	}
	sample := pdf.Sample(rng.Stream(1, "p", "test"), n, 1)
	// numpy.interp(u, [0.2, 0.7, 1], [0, 1, 2]): a fifth is 0, half lies evenly
	// in 0..1, the rest evenly in 1..2.
	share := func(from, to float64) float64 {
		k := 0.0
		for _, v := range sample {
			if v >= from && v < to {
				k++
			}
		}
		return k / n
	}
	for _, c := range [][3]float64{{0, 1e-300, 0.2}, {0, 0.5, 0.45}, {0.5, 1, 0.25}, {1, 1.5, 0.15}, {1.5, 2.1, 0.15}} {
		if got := share(c[0], c[1]); !(math.Abs(got-c[2]) <= 0.012) {
			t.Errorf("pdf: %.3f of the samples in %g..%g, want %g", got, c[0], c[1], c[2])
		}
	}
	if _, err := NewPDF([]float64{0, 1}, []float64{0.5, 0.4}); err == nil {
		t.Error("probabilities that do not sum to 1 are accepted")
	}
	whole := map[float64]int{}
	for _, v := range (Uniform{-1, 2, true}).Sample(rng.Stream(1, "w", "test"), 300, 1) {
		whole[v]++
	}
	if len(whole) != 3 || whole[-1] < 60 || whole[1] < 60 {
		t.Errorf("uniform(-1, 2, integer=yes): %v", whole)
	}
	axes := Axes{}.Sample(rng.Stream(1, "a", "test"), 12, 3)
	for j := range 3 {
		plus, minus := 0, 0
		for i := range 12 {
			switch axes[i*3+j] {
			case 1:
				plus++
			case -1:
				minus++
			}
		}
		if plus != 2 || minus != 2 {
			t.Errorf("axis %d: %d up, %d down", j, plus, minus)
		}
	}
	for _, ball := range []Dist{ScatteredHypersphere{MinMagnitude: 0.7}, UniformHypersphere{MinMagnitude: 0.7}, ScatteredHypersphere{MinMagnitude: 0.7, Base: Uniform{Lo: 0, Hi: 1}}} {
		for _, d := range []int{1, 3} {
			p := ball.Sample(rng.Stream(1, "b", "test"), 2000, d)
			radii := make([]float64, 2000)
			for i := range radii {
				radii[i] = math.Sqrt(floats.Dot(p[i*d:(i+1)*d], p[i*d:(i+1)*d]))
			}
			low := math.Pow(0.7, float64(d))
			if dist := ks(radii, func(r float64) float64 { return (math.Pow(r, float64(d)) - low) / (1 - low) }); !(dist <= 1.95/math.Sqrt(2000)) || slices.Min(radii) < 0.7-1e-12 {
				t.Errorf("%s in %d dimensions: radii from %g, off by %.3f", ball, d, slices.Min(radii), dist)
			}
		}
	}
}

// Points on the sphere have length 1, points in the ball at most 1 with radii
// of the right distribution; means and covariances are those of the uniform
// distribution, more closely than independent samples would be.
func TestScatteredHypersphere(t *testing.T) {
	const n = 2000
	for _, d := range []int{1, 2, 3, 5, 16} {
		for _, surface := range []bool{true, false} {
			s := ScatteredHypersphere{Surface: surface}
			p := s.Sample(rng.Stream(3, "points", "test"), n, d)
			radii := make([]float64, n)
			mean, cov := make([]float64, d), make([]float64, d*d)
			for i := range n {
				row := p[i*d : (i+1)*d]
				sum := 0.0
				for j, v := range row {
					sum += v * v
					mean[j] += v / n
					for k, w := range row {
						cov[j*d+k] += v * w / n
					}
				}
				radii[i] = math.Sqrt(sum)
			}
			want := 1 / float64(d) // of v_j² on the sphere
			if !surface {
				want = 1 / float64(d+2)
				if dist := ks(radii, func(r float64) float64 { return math.Pow(r, float64(d)) }); !(dist <= 0.02) {
					t.Errorf("d = %d: radii are off by %.3f", d, dist)
				}
			}
			for j := range d {
				if !(math.Abs(mean[j]) <= 3/math.Sqrt(n*float64(d))) {
					t.Errorf("d = %d, %s: mean of coordinate %d is %.4f", d, s, j, mean[j])
				}
				for k := range d {
					target := 0.0
					if j == k {
						target = want
					}
					if !(math.Abs(cov[j*d+k]-target) <= 5*want/math.Sqrt(n)) {
						t.Errorf("d = %d, %s: covariance [%d, %d] is %.4f, expected %.4f", d, s, j, k, cov[j*d+k], target)
					}
				}
			}
			if surface {
				for i, r := range radii {
					if !(math.Abs(r-1) <= 1e-12) {
						t.Fatalf("d = %d: point %d has length %g", d, i, r)
					}
				}
			}
		}
	}
}

// In one dimension exactly half of the encoders point either way, give or take
// what the quasi-random sequence leaves.
func TestScatteredLineIsBalanced(t *testing.T) {
	for seed := range int64(20) {
		up := 0
		for _, e := range (ScatteredHypersphere{Surface: true}).Sample(rng.Stream(seed, "a", rng.Encoders), 101, 1) {
			if e != 1 && e != -1 {
				t.Fatalf("an encoder of %g", e)
			}
			if e > 0 {
				up++
			}
		}
		if up < 48 || up > 53 {
			t.Errorf("seed %d: %d of 101 encoders point up", seed, up)
		}
	}
}

// Choice draws its rows only, and all of them.
func TestChoice(t *testing.T) {
	c := Choice{Rows: [][]float64{{1, 0}, {0, 1}}}
	seen := map[float64]int{}
	p := c.Sample(rng.Stream(1, "c", "test"), 100, 2)
	for i := range 100 {
		if p[2*i]+p[2*i+1] != 1 {
			t.Fatalf("row %v", p[2*i:2*i+2])
		}
		seen[p[2*i]]++
	}
	if seen[0] < 30 || seen[1] < 30 {
		t.Errorf("rows were drawn %v times", seen)
	}
}

// Quasi-random numbers of one dimension are n points at equal distances from a
// random offset, all round the interval.
func TestQuasirandomLineIsEven(t *testing.T) {
	seen := map[float64]bool{}
	for seed := range int64(5) {
		for _, n := range []int{1, 2, 7, 100} {
			p := Quasirandom{}.Sample(rng.Stream(seed, "q", "test"), n, 1)
			seen[p[0]] = true
			if sort.Float64sAreSorted(p) && n == 100 {
				t.Error("the points are in order")
			}
			sort.Float64s(p)
			if !(p[0] >= 0 && p[0] < 1/float64(n)+1e-15 && p[n-1] < 1) {
				t.Errorf("%d points from %g to %g", n, p[0], p[n-1])
			}
			for i := 1; i < n; i++ {
				if !(math.Abs(p[i]-p[i-1]-1/float64(n)) <= 1e-14) {
					t.Errorf("%d points: %g follows %g", n, p[i], p[i-1])
				}
			}
		}
	}
	if len(seen) < 5 {
		t.Error("offsets repeat")
	}
}

// In several dimensions each coordinate of the sequence advances by a power of
// 1/φ: the differences of its points are among those of Roberts' sequence.
func TestQuasirandomIsRoberts(t *testing.T) {
	const n, phi3 = 50, 1.2207440846057596 // φ of three dimensions: φ⁴ = φ + 1
	p := Quasirandom{}.Sample(rng.Stream(1, "q", "test"), n, 3)
	for i := range n {
		k, alpha := 0, 1/phi3
		for m := -n; m <= n; m++ { // point i is point 0 and m steps
			d := p[3*i] - p[0] - float64(m)*alpha
			if math.Abs(d-math.Round(d)) < 1e-9 {
				k = m
			}
		}
		if k == 0 && i > 0 {
			t.Fatalf("point %d is no step of the sequence from point 0", i)
		}
		for j := 1; j < 3; j++ {
			alpha /= phi3
			if d := p[3*i+j] - p[j] - float64(k)*alpha; !(math.Abs(d-math.Round(d)) <= 1e-9) {
				t.Errorf("point %d, coordinate %d: %g", i, j, p[3*i+j])
			}
		}
	}
}
