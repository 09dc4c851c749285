package solvers

import (
	"math"

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

// Signed is false.
func (L2nz) Signed() bool { return false }

// Solve fails if the regularised system is singular.
func (L2nz) Solve(p *Problem) (*Solution, error) {
	m, n := p.A.Dims()
	sigma, largest := make([]float64, n), 0.0
	for j := range n {
		nonzero := 0.0
		for i := range m {
			if p.A.At(i, j) != 0 {
				nonzero++
			}
		}
		sigma[j] = p.Sigma * math.Sqrt(nonzero/float64(m))
		largest = max(largest, sigma[j])
	}
	gram := regularisedGram(p.A, 0)
	for j, s := range sigma {
		if s == 0 {
			s = largest
		}
		gram.SetSym(j, j, gram.At(j, j)+float64(m)*s*s)
	}
	return solveGram(p, gram)
}
