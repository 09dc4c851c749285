package solvers

import (
	"math"

	"gonum.org/v1/gonum/mat"

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
	p = eitherSign(p)
	if p.Theta != nil {
		return relaxed(p)
	}
	m, _ := p.A.Dims()
	G, B := normalEquations(p)
	all := newNormal(ridge(G, m, p.Sigma))
	chol, ok := factorize(G)
	if !ok {
		return nil, singular(p)
	}
	condition := chol.condition()
	chol.release()
	sol, err := activeSets(p, all, B, p.Y)
	if sol != nil {
		sol.Condition = condition
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
	X, changes, err := nonNegative(f, B, Y, p.free)
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

// nonNegative solves min |M·w − b|, w ≥ 0 but for free columns, for every column of B. Each starts from the
// active set of the one before in a tour through similar ones.
func nonNegative(f factors, B, Y *mat.Dense, free []bool) (W *mat.Dense, changes int, err error) {
	n, k := B.Dims()
	W, columns, length := mat.NewDense(n, k, nil), mat.DenseCopyOf(B.T()), lengths(Y)
	changes, err = inPieces(tour(columns), f.pieces(), func(targets []int) (int, error) {
		set := newActiveSet(f.fresh(), n, free)
		for _, j := range targets {
			w, err := set.solve(columns.RawRowView(j), length[j])
			if err != nil {
				return set.changes, err
			}
			W.SetCol(j, w)
		}
		return set.changes, nil
	})
	return W, changes, err
}

// lengths are those of the columns of Y.
func lengths(Y *mat.Dense) []float64 {
	m, k := Y.Dims()
	out := make([]float64, k)
	for i := range m {
		for j, v := range Y.RawRowView(i) {
			out[j] += float64(v * v)
		}
	}
	for j, v := range out {
		out[j] = math.Sqrt(v)
	}
	return out
}
