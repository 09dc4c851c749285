package solvers

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/stdlib/catalog"
)

// L1 makes a sparse solution by the elastic net: for each target
//
//	w = argmin |A·w − y|²/(2m) + l1·max(A)·|w|₁ + l2·max(A)²·|w|²/2
//
// With w split into two non-negative parts, w = u − v, |w|₁ is the sum of u and v,
// and the net is an NNLS in twice the weights, of which the active set finds the
// minimum itself, not a point on the way. With signs, each weight keeps its
// neuron's, and has one of the parts.
//
// Source: Zou & Hastie (2005), J. Royal Statistical Society B 67; penalties as in
// Nengo's LstsqL1.
type L1 struct{ L1, L2 float64 }

var l1Entry = catalog.Entry[Solver]{
	Name: "l1", Doc: "sparse, by the elastic net", Source: "Zou & Hastie (2005)",
	Params: []catalog.Param{
		{Name: "l1", Default: 1e-4, Check: catalog.NotNegative, Doc: "weight of |w|, of the highest rate"},
		{Name: "l2", Default: 1e-6, Check: catalog.NotNegative, Doc: "weight of w²/2, of the highest rate squared"},
	},
	New: func(v catalog.Values) (Solver, error) { return L1{v["l1"], v["l2"]}, nil },
}

// Traits: with signs, weights keep them.
func (L1) Traits() Traits {
	return Traits{Signed: true, Advice: "smaller penalties leave more weights: `solve l1(l1=1e-5, l2=1e-7)`"}
}

// Solve fails if the active set does not settle: where both penalties are so
// small that many weights are as good.
func (s L1) Solve(p *Problem) (*Solution, error) {
	m, n := p.A.Dims()
	top := mat.Max(p.A)
	gram, B := normalEquations(p)
	ridge(gram, m, math.Sqrt(s.L2)*top)
	if p.Signs == nil {
		B = mirrored(B)
	}
	B.Apply(func(_, _ int, v float64) float64 { return v - float64(float64(m)*s.L1*top) }, B)
	if p.Signs != nil {
		sol, err := activeSets(p, newNormal(gram), B, p.Y)
		return sol, unsettled(err)
	}
	W, changes, err := nonNegative(newTwoSided(gram), B, p.Y, nil)
	if err != nil {
		return nil, unsettled(err)
	}
	_, k := W.Dims()
	X := mat.NewDense(n, k, nil)
	X.Sub(W.Slice(0, n, 0, k), W.Slice(n, 2*n, 0, k))
	return &Solution{X: X, RMSE: rmse(p, X), Iterations: changes}, nil
}

func unsettled(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("the elastic net did not settle (%w); raise l1 or l2", err)
}

// mirrored is [B; −B].
func mirrored(B *mat.Dense) *mat.Dense {
	n, k := B.Dims()
	out := mat.NewDense(2*n, k, nil)
	out.Slice(0, n, 0, k).(*mat.Dense).Copy(B)
	out.Slice(n, 2*n, 0, k).(*mat.Dense).Scale(-1, B)
	return out
}
