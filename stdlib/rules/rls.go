package rules

import (
	"slices"

	"github.com/nefc/nefc/runtime/kernels"
	"github.com/nefc/nefc/stdlib/catalog"
)

// RLS (recursive least squares) is supervised learning that keeps an estimate P
// of the inverse correlation of the activities, P(0) = I·κ·dt/n:
//
//	s = 1/(1 + ā'P·ā),   ΔW = -s·(E·err) ⊗ P·ā,   P ← P − s·P·ā ⊗ P·ā
//
// E is the identity for decoders and the scaled encoders of the target for full
// weights. A step costs O(n²).
//
// Source: Sussillo & Abbott (2009), Neuron 63(4).
var RLS = &Rule{
	Name: "rls", Doc: "supervised, by recursive least squares: ΔW = -s·(E·err) ⊗ P·ā", Source: "Sussillo & Abbott (2009)",
	Trains: Decoders | FullWeights, NeedsError: true,
	Options: []catalog.Param{rate(1e-3), preSynapse, errorSynapse},
	New:     func() Kernel { return &rls{} },
}

type rls struct {
	p     []float64 // n×n
	gains []float64 // P·ā
}

// InvGamma is P, n×n.
func (r *rls) InvGamma() []float64 { return r.p }

// Kept is P.
func (r *rls) Kept() [][]float64 { return [][]float64{r.p} }

// Reset sets P to its start.
func (r *rls) Reset(s *State) {
	n := len(s.Pre)
	r.p, r.gains = make([]float64, n*n), make([]float64, n)
	for i := range n {
		r.p[i*n+i] = s.Rate * s.Dt / float64(n)
	}
}

// Change updates P and sets Left and Right.
func (r *rls) Change(s *State) {
	n := len(s.Pre)
	active := slices.ContainsFunc(s.Pre, func(a float64) bool { return a != 0 })
	clear(r.gains)
	norm := 1.0
	if active {
		for j, a := range s.Pre { // P is symmetric: its columns are its rows
			kernels.Axpy(r.gains, a, r.p[j*n:(j+1)*n])
		}
		for i, a := range s.Pre {
			norm += float64(a * r.gains[i])
		}
		for i, g := range r.gains {
			kernels.Axpy(r.p[i*n:(i+1)*n], -g/norm, r.gains)
		}
	}
	for i, e := range s.Error {
		s.Left[i] = -e / norm
	}
	s.Right = r.gains
}
