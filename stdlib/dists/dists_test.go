package dists

import (
	"math"
	"sort"
	"testing"

	"github.com/nefc/nefc/stdlib/rng"
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

// Samples follow their closed-form distribution: at n = 20,000 a distance of
// 1.95/√n = 0.0138 has a chance of 1 in 1000.
func TestDistributions(t *testing.T) {
	const n = 20000
	limit := 1.95 / math.Sqrt(n)
	for _, c := range []struct {
		d   Dist
		cdf func(float64) float64
	}{
		{Uniform{-1, 3}, func(x float64) float64 { return (x + 1) / 4 }},
		{Normal{2, 0.5}, func(x float64) float64 { return 0.5 * math.Erfc((2-x)/(0.5*math.Sqrt2)) }},
		{Exponential{2, 1, math.Inf(1)}, func(x float64) float64 { return 1 - math.Exp(-(x-1)/2) }},
	} {
		sample := c.d.Sample(rng.Stream(1, c.d.String(), "test"), n, 1)
		if d := ks(sample, c.cdf); d > limit {
			t.Errorf("%s: distance %.4f", c.d, d)
		}
		again := c.d.Sample(rng.Stream(1, c.d.String(), "test"), n, 1)
		if again[n-1] != sample[n-1] {
			t.Errorf("%s: the same stream gives other numbers", c.d)
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
				if dist := ks(radii, func(r float64) float64 { return math.Pow(r, float64(d)) }); dist > 0.02 {
					t.Errorf("d = %d: radii are off by %.3f", d, dist)
				}
			}
			for j := range d {
				if math.Abs(mean[j]) > 3/math.Sqrt(n*float64(d)) {
					t.Errorf("d = %d, %s: mean of coordinate %d is %.4f", d, s, j, mean[j])
				}
				for k := range d {
					target := 0.0
					if j == k {
						target = want
					}
					if math.Abs(cov[j*d+k]-target) > 5*want/math.Sqrt(n) {
						t.Errorf("d = %d, %s: covariance [%d, %d] is %.4f, expected %.4f", d, s, j, k, cov[j*d+k], target)
					}
				}
			}
			if surface {
				for i, r := range radii {
					if math.Abs(r-1) > 1e-12 {
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
