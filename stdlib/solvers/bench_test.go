package solvers

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/rng"
)

// activitiesLike is a matrix with as many silent neurons as activities have.
func activitiesLike(m, n int) *mat.Dense {
	r := rng.Stream(1, "bench", "test")
	A := mat.NewDense(m, n, nil)
	for i := range m {
		for j := range n {
			A.Set(i, j, max(0, r.Uniform(-200, 200)))
		}
	}
	return A
}

// BenchmarkL2 solves decoders of populations of several sizes.
func BenchmarkL2(b *testing.B) {
	for _, n := range []int{100, 1000, 2000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p := &Problem{A: activitiesLike(2*max(n, 375), n), Y: activitiesLike(2*max(n, 375), 1), Sigma: 20}
			for b.Loop() {
				if _, err := (L2{}).Solve(p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// lifNeurons are tuned as ensembles of one dimension are by default.
type lifNeurons struct{ encoder, gain, bias []float64 }

func newLIFNeurons(r *rng.Rand, n int) lifNeurons {
	var l lifNeurons
	for range n {
		rate, intercept := r.Uniform(200, 400), r.Uniform(-1, 0.9)
		top := 1 / (1 - math.Exp((0.002-1/rate)/0.02))
		gain := (1 - top) / (intercept - 1)
		l.encoder = append(l.encoder, math.Copysign(1, r.Uniform(-1, 1)))
		l.gain, l.bias = append(l.gain, gain), append(l.bias, 1-gain*intercept)
	}
	return l
}

// currents are those that represent values.
func (l lifNeurons) currents(values []float64) *mat.Dense {
	J := mat.NewDense(len(values), len(l.gain), nil)
	for k, v := range values {
		for i, gain := range l.gain {
			J.Set(k, i, gain*l.encoder[i]*v+l.bias[i])
		}
	}
	return J
}

// rates are those at some values.
func (l lifNeurons) rates(values []float64) *mat.Dense {
	A := l.currents(values)
	A.Apply(func(_, _ int, j float64) float64 {
		if j <= 1 {
			return 0
		}
		return 1 / (0.002 + 0.02*math.Log1p(1/(j-1)))
	}, A)
	return A
}

// severalSources is the problem of m points, two populations of excitatory and inhibitory
// neurons, n in all, and k targets that represent the mean of both, with their bias.
func severalSources(m, n, k int) *Problem {
	r := rng.Stream(1, "bench", "joint")
	a, b, c := newLIFNeurons(r, n/2), newLIFNeurons(r, n-n/2), newLIFNeurons(r, k)
	x, y, mean := make([]float64, m), make([]float64, m), make([]float64, m)
	for i := range m {
		x[i], y[i] = r.Uniform(-1, 1), r.Uniform(-1, 1)
		mean[i] = (x[i] + y[i]) / 2
	}
	p := &Problem{A: mat.NewDense(m, n, nil), Y: c.currents(mean), Signs: make([]int8, n)}
	p.A.Augment(a.rates(x), b.rates(y))
	for j := range p.Signs {
		if p.Signs[j] = 1; r.Uniform(0, 1) > 0.7 {
			p.Signs[j] = -1
		}
	}
	p.Sigma = 0.1 * mat.Max(p.A)
	return p
}

// BenchmarkNNLS solves weights of excitatory and inhibitory neurons: of one size that
// models have, of a large one, and of those that may be below threshold as they like.
func BenchmarkNNLS(b *testing.B) {
	for _, c := range []struct {
		m, n, k int
		relax   bool
	}{{750, 101, 102, false}, {1000, 203, 103, false}, {1000, 500, 300, false}, {1000, 160, 100, true}} {
		b.Run(fmt.Sprintf("points=%d/sources=%d/targets=%d/relax=%v", c.m, c.n, c.k, c.relax), func(b *testing.B) {
			p := severalSources(c.m, c.n, c.k)
			if c.relax {
				p.Sigma /= 10
				for range c.k {
					p.Theta = append(p.Theta, 1)
				}
			}
			for b.Loop() {
				if _, err := (NNLS{}).Solve(p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
