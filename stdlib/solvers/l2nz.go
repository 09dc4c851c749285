package solvers

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/stdlib/catalog"
)

// L2nz is L2 with less regularisation for neurons that are mostly silent:
//
//	σ_i = σ·√(share of evaluation points at which neuron i fires)
//
// A neuron that never fires gets the largest σ_i.
//
// Source: Nengo 4, LstsqL2nz.
type L2nz struct{}

var l2nzEntry = catalog.Entry[Solver]{
	Name: "l2nz", Doc: "l2 with regularisation by the share of points at which a neuron fires", Source: "Nengo 4, LstsqL2nz",
	New: func(catalog.Values) (Solver, error) { return L2nz{}, nil },
}

// Traits are none.
func (L2nz) Traits() Traits { return Traits{} }

// Solve fails if the regularised system is singular.
func (L2nz) Solve(p *Problem) (*Solution, error) {
	m, _ := p.A.Dims()
	sigma := sigmaByActivity(p.A, p.Sigma)
	largest := slices.Max(sigma)
	gram := regularisedGram(p.A, 0)
	for j, s := range sigma {
		if s == 0 {
			s = largest
		}
		gram.SetSym(j, j, gram.At(j, j)+float64(float64(m)*s*s))
	}
	return solveGram(p, gram, transposedTimes(p.A, p.Y))
}

// sigmaByActivity is the regularisation of each neuron: sigma times the root of
// the share of points at which it fires.
func sigmaByActivity(A *mat.Dense, sigma float64) []float64 {
	m, n := A.Dims()
	out := make([]float64, n)
	for j := range n {
		nonzero := 0.0
		for i := range m {
			if A.At(i, j) != 0 {
				nonzero++
			}
		}
		out[j] = sigma * math.Sqrt(nonzero/float64(m))
	}
	return out
}
