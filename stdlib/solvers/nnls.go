package solvers

import (
	"math"
	"slices"
	"sort"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/stdlib/catalog"
)

// NNLS is non-negative least squares with L2 regularisation. For each column y
// of Y it finds
//
//	w = argmin |A·S·w − y|² + m·σ²·|w|²,  w ≥ 0,   x = S·w
//
// with S the signs of the neurons (the identity without signs): NNLS on the
// stacked matrix [A·S; √m·σ·I], by its Gram matrix.
//
// Source: Lawson & Hanson (1974), Solving Least Squares Problems, ch. 23.
type NNLS struct{}

// oneSign is what helps where weights of one sign fit badly.
const oneSign = "decoders of one sign reach only part of the functions; `solve l2` reaches all"

var nnlsEntry = catalog.Entry[Solver]{
	Name: "nnls", Doc: "non-negative least squares with L2 regularisation; with signs, Dale's principle",
	Source: "Lawson & Hanson (1974)",
	New:    func(catalog.Values) (Solver, error) { return NNLS{}, nil },
}

// Traits: weights have one sign.
func (NNLS) Traits() Traits { return Traits{Signed: true, Relaxes: true, Advice: oneSign} }

// Solve fails if A'A + mσ²I is singular.
func (NNLS) Solve(p *Problem) (*Solution, error) {
	if slices.Contains(p.Signs, 0) {
		return eitherSign(p)
	}
	if p.Theta != nil {
		return relaxed(p)
	}
	m, _ := p.A.Dims()
	G, B := normalEquations(p)
	chol, ok := factorize(ridge(G, m, p.Sigma))
	if !ok {
		return nil, singular(p)
	}
	sol, err := activeSets(p, newNormal(G), B, p.Y)
	if sol != nil {
		sol.Condition = chol.condition()
	}
	return sol, err
}

// NNLSGram hands the normal equations to NNLS, as Nengo's NnlsL2 and many
// scripts do:
//
//	w = argmin |(S·A'A·S + m·σ²·I)·w − S·A'·y|,  w ≥ 0
//
// It is another problem than NNLS, worse conditioned and with another solution
// wherever a weight is zero.
//
// Source: Nengo 4, solvers.NnlsL2 (which also replaces negative y by zero; this
// one does not, since currents are signed). With NZ, σ is that of each neuron
// times the root of the share of points at which it fires, as in NnlsL2nz.
type NNLSGram struct{ NZ bool }

var nnlsGramEntry = catalog.Entry[Solver]{
	Name: "nnls_gram", Doc: "NNLS on the normal equations, as Nengo's NnlsL2 and many scripts do it; prefer nnls",
	Source: "Nengo 4, NnlsL2",
	Params: []catalog.Param{{Name: "nz", Kind: catalog.Flag, Doc: "regularise neurons that seldom fire less, as NnlsL2nz"}},
	New:    func(v catalog.Values) (Solver, error) { return NNLSGram{v["nz"] != 0}, nil },
}

// Traits: weights have one sign.
func (NNLSGram) Traits() Traits { return Traits{Signed: true, Advice: oneSign} }

// Solve does not fail unless the active set does not settle.
func (s NNLSGram) Solve(p *Problem) (*Solution, error) {
	m, _ := p.A.Dims()
	gram, B := normalEquations(p)
	if s.NZ {
		for j, sigma := range sigmaByActivity(p.A, p.Sigma) {
			if sigma == 0 {
				sigma = 1 // silent neurons need some
			}
			gram.SetSym(j, j, gram.At(j, j)+float64(float64(m)*sigma*sigma))
		}
	} else {
		ridge(gram, m, p.Sigma)
	}
	return activeSets(p, newOrthogonal(gram), B, B)
}

// normalEquations are S·A'A·S, and S·A'Y for the targets.
func normalEquations(p *Problem) (G *mat.SymDense, B *mat.Dense) {
	G, B = gram(p.A), transposedTimes(p.A, p.Y)
	for i, sign := range p.Signs {
		if sign < 0 {
			flip(B.RawRowView(i))
		}
		for j, other := range p.Signs[i:] {
			if v := G.At(i, i+j); sign != other && v != 0 {
				G.SetSym(i, i+j, -v)
			}
		}
	}
	return G, B
}

// flip changes the signs of all numbers but zero.
func flip(x []float64) {
	for i, v := range x {
		if v != 0 {
			x[i] = -v
		}
	}
}

// activeSets solves min |M·w − b|, w ≥ 0 for every right-hand side, given as a
// column of B that the factors begin with and a column of Y of its length, and
// gives the weights their signs.
func activeSets(p *Problem, f factors, B, Y *mat.Dense) (*Solution, error) {
	X, changes, err := nonNegative(f, B, Y)
	if err != nil {
		return nil, err
	}
	for i, sign := range p.Signs {
		for j, v := range X.RawRowView(i) {
			if sign < 0 && v != 0 { // no negative zeros: they would read as a sign
				X.Set(i, j, -v)
			}
		}
	}
	return &Solution{X: X, RMSE: rmse(p, X), Iterations: changes}, nil
}

// nonNegative solves min |M·w − b|, w ≥ 0 for every column of B. Each starts from
// the active set of the one before, so similar columns follow each other.
func nonNegative(f factors, B, Y *mat.Dense) (W *mat.Dense, changes int, err error) {
	n, k := B.Dims()
	W, columns := mat.NewDense(n, k, nil), mat.DenseCopyOf(B.T())
	set := newActiveSet(f, n)
	for _, j := range byAngle(columns) {
		y := mat.Col(nil, j, Y)
		w, err := set.solve(columns.RawRowView(j), math.Sqrt(kernels.Dot(y, y)))
		if err != nil {
			return nil, 0, err
		}
		W.SetCol(j, w)
	}
	return W, set.changes, nil
}

// byAngle orders right-hand sides, given as rows, by their angle to the first: the
// currents of neurons with one encoder point the same way, and have the same active
// set.
func byAngle(rows *mat.Dense) []int {
	k, _ := rows.Dims()
	first := rows.RawRowView(0)
	cosine, order := make([]float64, k), make([]int, k)
	for j := range k {
		row := rows.RawRowView(j)
		order[j] = j
		if norm := math.Sqrt(kernels.Dot(row, row)); norm > 0 {
			cosine[j] = kernels.Dot(first, row) / norm
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return cosine[order[a]] > cosine[order[b]] })
	return order
}
