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
// by coordinate descent. With signs, each weight keeps its neuron's.
//
// Source: Friedman, Hastie & Tibshirani (2010), J. Statistical Software 33(1);
// penalties as in Nengo's LstsqL1.
type L1 struct{ L1, L2 float64 }

var l1Entry = catalog.Entry[Solver]{
	Name: "l1", Doc: "sparse, by the elastic net", Source: "Friedman, Hastie & Tibshirani (2010)",
	Params: []catalog.Param{
		{Name: "l1", Default: 1e-4, Check: catalog.NotNegative, Doc: "weight of |w|, of the highest rate"},
		{Name: "l2", Default: 1e-6, Check: catalog.NotNegative, Doc: "weight of w²/2, of the highest rate squared"},
	},
	New: func(v catalog.Values) (Solver, error) { return L1{v["l1"], v["l2"]}, nil },
}

// Signed is true: with signs, weights keep them.
func (L1) Signed() bool { return true }

// Solve fails if the descent does not settle.
func (s L1) Solve(p *Problem) (*Solution, error) {
	m, n := p.A.Dims()
	_, k := p.Y.Dims()
	top := mat.Max(p.A)
	gram := regularisedGram(p.A, 0)
	gram.ScaleSym(1/float64(m), gram)
	var aty mat.Dense
	aty.Mul(p.A.T(), p.Y)
	aty.Scale(1/float64(m), &aty)
	X := mat.NewDense(n, k, nil)
	for j := range k {
		w, ok := descend(gram, mat.Col(nil, j, &aty), s.L1*top, s.L2*top*top, p.Signs)
		if !ok {
			return nil, fmt.Errorf("the elastic net did not settle; raise l1 or l2")
		}
		X.SetCol(j, w)
	}
	return &Solution{X: X, RMSE: rmse(p, X)}, nil
}

// descend minimises w'Gw/2 − c'w + l1·|w|₁ + l2·|w|²/2, one coordinate after
// the other, until no weight moves by more than a billionth of the largest.
func descend(G *mat.SymDense, c []float64, l1, l2 float64, signs []int8) ([]float64, bool) {
	n := len(c)
	w, grad := make([]float64, n), make([]float64, n) // grad = G·w
	const sweeps = 100000
	for range sweeps {
		moved, largest := 0.0, 0.0
		for i := range n {
			curvature := G.At(i, i) + l2
			if curvature == 0 {
				continue
			}
			next := soft(c[i]-grad[i]+G.At(i, i)*w[i], l1) / curvature
			if signs != nil && next*float64(signs[i]) < 0 {
				next = 0
			}
			if d := next - w[i]; d != 0 {
				for r := range n {
					grad[r] += d * G.At(r, i)
				}
				w[i] = next
				moved = max(moved, math.Abs(d))
			}
			largest = max(largest, math.Abs(w[i]))
		}
		if moved <= 1e-9*largest {
			return w, true
		}
	}
	return nil, false
}

// soft is the proximal map of l1·|x|.
func soft(x, l1 float64) float64 {
	return math.Copysign(max(0, math.Abs(x)-l1), x)
}
