package rules

import (
	"slices"

	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/stdlib/catalog"
)

// RLS (recursive least squares) is supervised learning that keeps an estimate P
// of the inverse correlation of the activities, P(0) = I·κ·dt/n:
//
//	s = 1/(1 + ā'P·ā),   ΔW = -s·(E·err) ⊗ P·ā,   P ← P − s·P·ā ⊗ P·ā
//
// E is the identity for decoders and the scaled encoders of the target for
// weights into neurons. A step costs O(n²).
//
// Source: Sussillo & Abbott (2009), Neuron 63(4).
var RLS = &Rule{
	Name: "rls", Doc: "supervised, by recursive least squares: ΔW = -s·(E·err) ⊗ P·ā", Source: "Sussillo & Abbott (2009)",
	Trains: Decoders | FullWeights, NeedsError: true,
	Options: []catalog.Param{rate(1e-3), preSynapse, errorSynapse},
	Keeps:   []Variable{{Name: "inv_gamma", Doc: "estimate of the inverse correlation of activities", Unit: "1/Hz²", Of: []Side{Pre, Pre}}},
	New:     func(catalog.Values) Kernel { return &rls{} },
}

// rls keeps P, which is symmetric, as its upper triangle. A step goes through it
// once: each row takes the change of the step before as it is read.
type rls struct {
	n     int
	p     []float64 // the rows of the upper triangle, one after the other
	gains []float64 // P·ā, whose change P has yet to take
	norm  float64   // 1 + ā'P·ā of that change; 0 if there is none
	spare []float64 // the gains before, scratch
}

// row is row j of the upper triangle, from its diagonal element on.
func (r *rls) row(j int) []float64 {
	from := j*r.n - j*(j-1)/2
	return r.p[from : from+r.n-j]
}

// Value is P, n×n.
func (r *rls) Value(string) []float64 {
	r.settle()
	out := make([]float64, r.n*r.n)
	for j := range r.n {
		for k, v := range r.row(j) {
			out[j*r.n+j+k], out[(j+k)*r.n+j] = v, v
		}
	}
	return out
}

// Kept is P.
func (r *rls) Kept() [][]float64 {
	r.settle()
	return [][]float64{r.p}
}

// Reset sets P to its start.
func (r *rls) Reset(s *State) {
	n := len(s.Pre)
	*r = rls{n: n, p: make([]float64, n*(n+1)/2), gains: make([]float64, n), spare: make([]float64, n)}
	for j := range n {
		r.row(j)[0] = s.Rate * s.Dt / float64(n)
	}
}

// settle lets P take the change that it has yet to take.
func (r *rls) settle() {
	if r.norm == 0 {
		return
	}
	for j, g := range r.gains {
		kernels.Axpy(r.row(j), -g/r.norm, r.gains[j:])
	}
	r.norm = 0
}

// Change sets Left and Right.
func (r *rls) Change(s *State) {
	norm := 1.0
	if slices.ContainsFunc(s.Pre, func(a float64) bool { return a != 0 }) {
		r.multiply(s.Pre)
		for i, a := range s.Pre {
			norm += float64(a * r.gains[i])
		}
		r.norm = norm
	} else {
		r.settle()
		clear(r.gains)
	}
	for i, e := range s.Error {
		s.Left[i] = -e / norm
	}
	s.Right = r.gains
}

// multiply lets P take the change before and makes the gains those of a.
func (r *rls) multiply(a []float64) {
	last := r.gains
	r.gains, r.spare = r.spare, last
	clear(r.gains)
	for j, v := range a {
		k, row := 0.0, r.row(j)
		if r.norm != 0 {
			k = -last[j] / r.norm
		}
		row[0] += float64(k * last[j])
		right := kernels.UpdateRow(row[1:], last[j+1:], k, r.gains[j+1:], v, a[j+1:])
		r.gains[j] += float64(v*row[0]) + right
	}
}
