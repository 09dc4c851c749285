package solvers

import (
	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/stdlib/catalog"
)

// L2 is least squares with L2 regularisation:
//
//	X = argmin |A·X − Y|² + m·σ²·|X|²
//
// by Cholesky factorisation of A'A + mσ²I.
//
// Source: Eliasmith & Anderson (2003), Neural Engineering, app. A; Nengo's
// LstsqL2.
type L2 struct{}

var l2Entry = catalog.Entry[Solver]{
	Name: "l2", Doc: "least squares with L2 regularisation: argmin |A·X − Y|² + m·σ²·|X|²",
	Source: "Eliasmith & Anderson (2003)",
	New:    func(catalog.Values) (Solver, error) { return L2{}, nil },
}

// Traits: it needs only a part of A at a time.
func (L2) Traits() Traits { return Traits{Blocks: true, Relaxes: true} }

// Solve fails if A'A + mσ²I is singular. With fewer points than neurons it solves
// the smaller AA' + mσ²I instead, X = A'(AA' + mσ²I)⁻¹Y, which is the same.
func (L2) Solve(p *Problem) (*Solution, error) {
	m, n, k := p.size()
	if p.Theta != nil {
		free := *p
		free.Signs = make([]int8, n)
		return relaxed(eitherSign(&free))
	}
	if p.A != nil && m < n {
		chol, ok := factorize(ridge(outerGram(p.A), m, p.Sigma))
		if !ok {
			return nil, singular(p)
		}
		defer chol.release()
		X := transposedTimes(p.A, chol.solveAll(p.Y))
		return &Solution{X: X, RMSE: rmse(p, X), Condition: chol.condition()}, nil
	}
	g, B := newGram(n, m), mat.NewDense(n, k, nil)
	p.blocks(func(from int, A *mat.Dense) {
		g.add(A)
		rows, _ := A.Dims()
		B.Add(B, transposedTimes(A, p.Y.Slice(from, from+rows, 0, k).(*mat.Dense)))
	})
	return solveGram(p, ridge(g.matrix(), m, p.Sigma), B)
}
