package solvers

import (
	"fmt"
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
