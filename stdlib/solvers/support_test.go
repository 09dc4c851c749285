package solvers

import (
	"math"
	"runtime"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/rng"
)

// On a support each target is solved on its own with the regularisation of the
// whole: for l2 the gradient A'(A·x − y) + m·σ²·x is zero on the support, and x
// is zero outside. A support of everything is the whole problem.
func TestOnSupport(t *testing.T) {
	r0 := rng.Stream(1, "support", "test")
	p := &Problem{A: mat.NewDense(60, 20, nil), Y: mat.NewDense(60, 3, nil), Sigma: 7}
	for i := range 60 {
		for j := range 20 {
			p.A.Set(i, j, max(0, r0.Uniform(-50, 100)))
		}
		for j := range 3 {
			p.Y.Set(i, j, r0.Normal())
		}
	}
	whole, err := L2{}.Solve(p)
	if err != nil {
		t.Fatal(err)
	}
	all := make([]int, 20)
	for i := range all {
		all[i] = i
	}
	same, err := OnSupport(L2{}, p, [][]int{all, all, all})
	if err != nil {
		t.Fatal(err)
	}
	if !mat.EqualApprox(same.X, whole.X, 1e-12) {
		t.Error("a support of all neurons gives another solution")
	}
	support := Largest(whole.X, 6)
	for j, cols := range support {
		small := math.Inf(1)
		for _, i := range cols {
			small = min(small, math.Abs(whole.X.At(i, j)))
		}
		for i := range 20 {
			if !slices.Contains(cols, i) && !(math.Abs(whole.X.At(i, j)) <= small) {
				t.Errorf("target %d: weight %d is larger than one that was kept", j, i)
			}
		}
	}
	sol, err := OnSupport(L2{}, p, support)
	if err != nil {
		t.Fatal(err)
	}
	var r, g mat.Dense
	r.Mul(p.A, sol.X)
	r.Sub(&r, p.Y)
	g.Mul(p.A.T(), &r)
	scale := mat.Norm(p.A, 2)
	for j, cols := range support {
		for i := range 20 {
			x := sol.X.At(i, j)
			if !slices.Contains(cols, i) {
				if x != 0 {
					t.Errorf("weight [%d, %d] is %g outside the support", i, j, x)
				}
				continue
			}
			if gradient := g.At(i, j) + 60*p.Sigma*p.Sigma*x; !(math.Abs(gradient) <= 1e-9*scale) {
				t.Errorf("gradient [%d, %d] is %g", i, j, gradient)
			}
		}
	}
	p.Signs = make([]int8, 20)
	for i := range p.Signs {
		p.Signs[i] = int8(1 - 2*(i%2))
	}
	signed, err := OnSupport(NNLS{}, p, support)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		for j := range 3 {
			if v := signed.X.At(i, j); v*float64(p.Signs[i]) < 0 || v != 0 && !slices.Contains(support[j], i) {
				t.Errorf("weight [%d, %d] is %g", i, j, v)
			}
		}
	}
}

// Targets that relax count what counts, on a support as without one: what is below its
// threshold is no error.
func TestRelaxedOnSupport(t *testing.T) {
	r := rng.Stream(2, "support", "test")
	p := &Problem{A: activitiesLike(60, 12), Y: mat.NewDense(60, 2, nil), Sigma: 1, Theta: []float64{0.3, 0.3}, Signs: make([]int8, 12)}
	p.Y.Apply(func(_, _ int, _ float64) float64 { return 3 * r.Normal() }, p.Y)
	all := make([]int, 12)
	for j := range all {
		all[j], p.Signs[j] = j, 1
	}
	whole, err := NNLS{}.Solve(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, support := range [][]int{all, all[:5]} {
		sol, err := OnSupport(NNLS{}, p, [][]int{support, support})
		if err != nil {
			t.Fatal(err)
		}
		e := Residual(p, sol.X)
		for j, got := range sol.RMSE {
			sum := 0.0
			for i := range 60 {
				if y := p.Y.At(i, j); y >= 0.3 {
					sum += e.At(i, j) * e.At(i, j)
				} else if w := e.At(i, j) + y - 0.3; w > 0 {
					sum += w * w
				}
			}
			if want := math.Sqrt(sum / 60); math.Abs(got-want) > 1e-12*want {
				t.Errorf("on %d neurons target %d has an error of %g, and says %g", len(support), j, want, got)
			}
			if len(support) == 12 && math.Abs(got-whole.RMSE[j]) > 1e-9*got {
				t.Errorf("target %d: %g, without a support %g", j, got, whole.RMSE[j])
			}
		}
	}
}

// Our A'A is gonum's to rounding, for sizes around those of panels and blocks,
// and the same bits with one thread.
func TestGram(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {5, 3}, {191, 7}, {192, 8}, {193, 9}, {400, 33}, {50, 100}} {
		A := activitiesLike(size[0], size[1])
		got := gram(A)
		var want mat.SymDense
		want.SymOuterK(1, A.T())
		if !mat.EqualApprox(got, &want, 1e-12*mat.Max(&want)) {
			t.Errorf("%v: differs", size)
		}
		before := runtime.GOMAXPROCS(1)
		alone := gram(A)
		runtime.GOMAXPROCS(before)
		if !mat.Equal(got, alone) {
			t.Errorf("%v: another result with one thread", size)
		}
	}
}

// Activities that come in blocks give the bits of those that are held; with fewer
// points than neurons, the smaller system gives the decoders of the larger one.
func TestL2ByBlocksAndByPoints(t *testing.T) {
	A, Y := activitiesLike(3500, 40), activitiesLike(3500, 2)
	held, err := L2{}.Solve(&Problem{A: A, Y: Y, Sigma: 20})
	if err != nil {
		t.Fatal(err)
	}
	block := func(from, rows int) *mat.Dense { return A.Slice(from, from+rows, 0, 40).(*mat.Dense) }
	blocks, err := L2{}.Solve(&Problem{Y: Y, Sigma: 20, N: 40, Block: block})
	if err != nil {
		t.Fatal(err)
	}
	if !mat.Equal(held.X, blocks.X) || held.RMSE[1] != blocks.RMSE[1] {
		t.Error("blocks give another result")
	}
	few := &Problem{A: activitiesLike(30, 70), Y: activitiesLike(30, 3), Sigma: 20}
	small, err := L2{}.Solve(few)
	if err != nil {
		t.Fatal(err)
	}
	large, err := solveGram(few, regularisedGram(few.A, few.Sigma), transposedTimes(few.A, few.Y))
	if err != nil {
		t.Fatal(err)
	}
	if !mat.EqualApprox(small.X, large.X, 1e-11*mat.Max(large.X)) {
		t.Error("fewer points than neurons give another result")
	}
}

// panelled is a copy whose rows end with whole panels.
func panelled(G *mat.SymDense) *mat.SymDense {
	n := G.SymmetricDim()
	out := symmetric(make([]float64, padded(n)*padded(n)), n, padded(n))
	out.CopySym(G)
	return out
}

// The factor multiplied out is the matrix, to rounding, for sizes around those of
// its blocks; solving inverts it; and its condition is estimated within a few
// times of gonum's.
func TestCholesky(t *testing.T) {
	for _, n := range []int{1, 7, 8, 63, 64, 65, 129, 200} {
		G := regularisedGram(activitiesLike(2*n, n), 20)
		f, ok := factorize(panelled(G))
		if !ok {
			t.Fatalf("%d: not positive definite", n)
		}
		R := mat.NewDense(n, n, nil)
		for i := range n {
			copy(R.RawRowView(i)[i:], f.row(i))
		}
		var back mat.Dense
		back.Mul(R.T(), R)
		if !mat.EqualApprox(&back, G, 1e-13*mat.Max(G)) {
			t.Errorf("%d: R'R is another matrix", n)
		}
		var chol mat.Cholesky
		if want, got := 0.0, f.condition(); chol.Factorize(G) {
			if want = chol.Cond(); got < want/3 || got > want*3 {
				t.Errorf("%d: condition %g, gonum says %g", n, got, want)
			}
		}
	}
	if _, ok := factorize(panelled(mat.NewSymDense(2, []float64{1, 2, 2, 1}))); ok {
		t.Error("an indefinite matrix has a factor")
	}
}
