package solvers

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/stdlib/catalog"
)

// Drop makes a sparse solution: it solves with little regularisation, drops a
// share of the weights, the smallest, and solves each target again on the
// neurons that are left.
//
// Source: Nengo 4, LstsqDrop.
type Drop struct{ Drop float64 }

var dropEntry = catalog.Entry[Solver]{
	Name: "drop", Doc: "sparse: solves, drops the smallest weights, solves again on the rest", Source: "Nengo 4, LstsqDrop",
	Params: []catalog.Param{{Name: "drop", Default: 0.25, Check: fraction, Doc: "share of the weights that is dropped"}},
	New:    func(v catalog.Values) (Solver, error) { return Drop{v["drop"]}, nil },
}

// firstReg is the regularisation of the first solution, of the highest rate.
const firstReg = 0.001

// Traits are none.
func (Drop) Traits() Traits { return Traits{} }

// Solve fails if one of the regularised systems is singular.
func (s Drop) Solve(p *Problem) (*Solution, error) {
	first, err := L2{}.Solve(&Problem{A: p.A, Y: p.Y, Sigma: firstReg * mat.Max(p.A)})
	if err != nil {
		return nil, err
	}
	X := first.X
	n, k := X.Dims()
	mags := make([]float64, 0, n*k)
	for i := range n {
		for _, v := range X.RawRowView(i) {
			mags = append(mags, math.Abs(v))
		}
	}
	sort.Float64s(mags)
	threshold := mags[min(int(math.RoundToEven(s.Drop*float64(n*k))), n*k-1)]
	for j := range k {
		var kept []int
		for i := range n {
			if math.Abs(X.At(i, j)) >= threshold {
				kept = append(kept, i)
			}
		}
		if err := resolve(p, X, j, kept); err != nil {
			return nil, err
		}
	}
	return &Solution{X: X, RMSE: rmse(p, X)}, nil
}

// resolve solves target j on some neurons; the weights of the others become
// zero.
func resolve(p *Problem, X *mat.Dense, j int, kept []int) error {
	n, _ := X.Dims()
	for i := range n {
		X.Set(i, j, 0)
	}
	if len(kept) == 0 {
		return nil
	}
	m, _ := p.A.Dims()
	sub := &Problem{A: mat.NewDense(m, len(kept), nil), Y: mat.NewDense(m, 1, mat.Col(nil, j, p.Y)), Sigma: p.Sigma}
	for c, i := range kept {
		sub.A.SetCol(c, mat.Col(nil, i, p.A))
	}
	if p.Reg > 0 {
		sub.Sigma = p.Reg * mat.Max(sub.A)
	}
	sol, err := L2{}.Solve(sub)
	if err != nil {
		return err
	}
	for c, i := range kept {
		X.Set(i, j, sol.X.At(c, 0))
	}
	return nil
}
