package solvers

import (
	"math"
	"runtime"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// Many targets, solved in pieces on any number of threads, are optimal, and the same bits.
// With thresholds, their rows in force come and go more often than a Gram matrix takes.
func TestPiecesOfATour(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, relax := range []bool{false, true} {
		p := severalSources(200, 40, 400)
		if p.Sigma /= 10; relax {
			for j := range 400 {
				p.Theta = append(p.Theta, 1-0.002*float64(j))
			}
		}
		var first *mat.Dense
		for _, threads := range []int{1, 2, 5} {
			runtime.GOMAXPROCS(threads)
			sol, err := NNLS{}.Solve(p)
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = sol.X
				squares := 0.0
				for _, e := range sol.RMSE {
					squares += e * e / 400
				}
				if got := Misfit(p, sol.X); !(math.Abs(got/math.Sqrt(squares)-1) < 1e-9) {
					t.Errorf("relax %v: RMSE %g over all, %g by target", relax, got, math.Sqrt(squares))
				}
				if k := kkt(p, sol.X); k > 1e-12 {
					t.Errorf("relax %v: the optimality conditions fail by %.1e", relax, k)
				}
			} else if !mat.Equal(first, sol.X) {
				t.Errorf("relax %v: other weights on %d threads", relax, threads)
			}
		}
	}
}

// Rows in force that come and go leave the matrix of those that are there.
func TestRowsInForce(t *testing.T) {
	p := severalSources(50, 20, 1)
	p.Sigma = 10
	G, _ := normalEquations(p)
	rows := newRowsInForce(p, newNormal(ridge(G, 50, 10)), slices.Repeat([]bool{true}, 50))
	for i := range 1000 {
		rows.put(i%50, i%3 == 0)
		rows.renew()
	}
	rows.settle()
	if rows.puts >= 200 {
		t.Errorf("%d changes since it was computed", rows.puts)
	}
	var data []float64
	for k, in := range rows.in {
		if in {
			data = append(data, p.A.RawRowView(k)...)
		}
	}
	q := &Problem{A: mat.NewDense(len(data)/20, 20, data), Y: mat.NewDense(len(data)/20, 1, nil), Signs: p.Signs}
	want, _ := normalEquations(q)
	ridge(want, 50, 10)
	if !mat.EqualApprox(rows.g, want, 1e-13*mat.Max(want)) {
		t.Error("another matrix")
	}
}
