package linalg

import (
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"gonum.org/v1/gonum/mat"
)

func random(r *rand.Rand, m, n int) *mat.Dense {
	A := mat.NewDense(m, n, nil)
	A.Apply(func(_, _ int, _ float64) float64 { return r.NormFloat64() }, A)
	return A
}

// differ is the largest difference of two matrices.
func differ(A, B mat.Matrix) float64 {
	var D mat.Dense
	D.Sub(A, B)
	return max(mat.Max(&D), -mat.Min(&D))
}

func TestProduct(t *testing.T) {
	got := Product(mat.NewDense(2, 2, []float64{1, 2, 3, 4}), mat.NewDense(2, 1, []float64{5, 6}))
	if got.At(0, 0) != 17 || got.At(1, 0) != 39 {
		t.Error(mat.Formatted(got))
	}
	r := rand.New(rand.NewPCG(1, 1))
	A, B := random(r, 37, 19), random(r, 19, 23)
	var want mat.Dense
	want.Mul(A, B)
	if d := differ(Product(A, B), &want); !(d <= 1e-13) {
		t.Errorf("gonum's product differs by %g", d)
	}
}

// Rows are multiplied by gonum's Q where the diagonal of R is positive.
func TestRotate(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for _, d := range []int{1, 2, 3, 16, 65} {
		G, rows := random(r, d, d), random(r, 7, d)
		var qr mat.QR
		qr.Factorize(G)
		var Q, R, want mat.Dense
		qr.QTo(&Q)
		qr.RTo(&R)
		for j := range d {
			if R.At(j, j) < 0 {
				for i := range d {
					Q.Set(i, j, -Q.At(i, j))
				}
			}
		}
		want.Mul(rows, &Q)
		NewQR(G).Rotate(rows)
		if d := differ(rows, &want); !(d <= 1e-13) {
			t.Errorf("gonum's rotation differs by %g", d)
		}
	}
}

// The smallest X is that of gonum's singular values, for high, square and wide matrices, and for those of less than full rank.
func TestLeastSquares(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for _, c := range []struct{ m, n, rank int }{
		{40, 13, 13}, {20, 20, 20}, {9, 30, 9}, {50, 20, 7}, {20, 50, 7}, {1, 1, 1}, {1, 5, 1}, {5, 1, 1},
	} {
		A := random(r, c.m, c.n)
		if c.rank < min(c.m, c.n) {
			A.Mul(random(r, c.m, c.rank), random(r, c.rank, c.n))
		}
		Y := random(r, c.m, 3)
		var svd mat.SVD
		svd.Factorize(A, mat.SVDThin)
		var want mat.Dense
		svd.SolveTo(&want, Y, c.rank)
		X, condition, ok := LeastSquares(A, Y, 1e-10)
		if !ok || !(differ(X, &want) <= 1e-11) {
			t.Errorf("%v: X differs by %g from gonum's", c, differ(X, &want))
		}
		if c.rank == min(c.m, c.n) && !(math.Abs(condition/svd.Cond()-1) <= 1e-11) {
			t.Errorf("%v: condition %g, gonum's is %g", c, condition, svd.Cond())
		}
	}
	// Of columns that are equal each has its share; rows that vanish end nothing.
	if X, _, ok := LeastSquares(mat.NewDense(3, 2, []float64{3, 3, 1, 1, 0.1, 0.1}), mat.NewDense(3, 1, []float64{6, 2, 0.2}), 0.01); !ok ||
		!(differ(X, mat.NewDense(2, 1, []float64{1, 1})) <= 1e-15) {
		t.Errorf("of equal columns: %v", X)
	}
	if _, _, ok := LeastSquares(mat.NewDense(2, 2, []float64{1, math.NaN(), 0, 1}), mat.NewDense(2, 1, nil), 0); ok {
		t.Error("a solution of what is no number")
	}
}

// Of Hilbert's matrix, whose inverse has integers, X keeps what its condition leaves.
func TestHilbert(t *testing.T) {
	const n = 5
	A, Y := mat.NewDense(n, n, nil), mat.NewDense(n, 1, []float64{1, 0, 0, 0, 0})
	for i := range n {
		for j := range n {
			A.Set(i, j, 1/float64(i+j+1))
		}
	}
	X, condition, _ := LeastSquares(A, Y, 0)
	want := mat.NewDense(n, 1, []float64{25, -300, 1050, -1400, 630})
	if d := differ(X, want); !(d <= 476607*0x1p-52*1400) || !(math.Abs(condition-476607.25) <= 0.01) {
		t.Errorf("X differs by %g, condition %g", d, condition)
	}
}

// The number of threads changes no bit.
func TestThreads(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	r := rand.New(rand.NewPCG(4, 4))
	A, Y := random(r, 60, 33), random(r, 60, 2)
	var first *mat.Dense
	for _, threads := range []int{1, 2, 5} {
		runtime.GOMAXPROCS(threads)
		X, _, _ := LeastSquares(A, Y, 0)
		if first == nil {
			first = X
		} else if !mat.Equal(X, first) {
			t.Errorf("%d threads find other bits", threads)
		}
	}
}

func BenchmarkLeastSquares(b *testing.B) {
	r := rand.New(rand.NewPCG(5, 5))
	A, Y := random(r, 600, 200), random(r, 600, 2)
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			LeastSquares(A, Y, 0)
		}
	})
	b.Run("gonum", func(b *testing.B) {
		for b.Loop() {
			var svd mat.SVD
			var X mat.Dense
			svd.Factorize(A, mat.SVDThin)
			svd.SolveTo(&X, Y, 200)
		}
	})
}
