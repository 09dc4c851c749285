package solvers

import "github.com/nefc/nefc/stdlib/catalog"

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

// Signed is false.
func (L2) Signed() bool { return false }

// Solve fails if A'A + mσ²I is singular.
func (L2) Solve(p *Problem) (*Solution, error) {
	return solveGram(p, regularisedGram(p.A, p.Sigma))
}
