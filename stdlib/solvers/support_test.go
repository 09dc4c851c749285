package solvers

import (
	"math"
	"runtime"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/stdlib/rng"
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
			if !slices.Contains(cols, i) && math.Abs(whole.X.At(i, j)) > small {
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
			if gradient := g.At(i, j) + 60*p.Sigma*p.Sigma*x; math.Abs(gradient) > 1e-9*scale {
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
