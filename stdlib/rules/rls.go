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

// rls keeps P, which is symmetric, as its upper triangle in blocks of rowBlock rows
// and columns; those on the diagonal are whole. A step goes through it once: each row
// takes the change of the step before as it is read. Rows end at whole blocks, with
// zeros behind the last neuron.
type rls struct {
	n, size int       // neurons; rows and columns, a multiple of rowBlock
	p       []float64 // the rows, one after the other, each from its diagonal block on
	pre     []float64 // ā
	gains   []float64 // P·ā, whose change P has yet to take
	scale   float64   // s of that change; 0 if there is none
	spare   []float64 // the gains before, scratch
	k, sums [rowBlock]float64
}

// rowBlock is as many elements as kernels take at a time.
const rowBlock = 16

// block is the block of rows from first on, and how long they are.
func (r *rls) block(first int) (rows []float64, length int) {
	length = r.size - first
	from := first*r.size - first*(first-rowBlock)/2
	return r.p[from : from+rowBlock*length], length
}

// row is row j, from column first on.
func (r *rls) row(j int) (row []float64, first int) {
	first = j &^ (rowBlock - 1)
	rows, length := r.block(first)
	return rows[(j-first)*length : (j-first+1)*length], first
}

// Value is P, n×n.
func (r *rls) Value(string) []float64 {
	r.settle()
	out := make([]float64, r.n*r.n)
	for j := range r.n {
		row, first := r.row(j)
		for k := j; k < r.n; k++ {
			out[j*r.n+k], out[k*r.n+j] = row[k-first], row[k-first]
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
	size := (n + rowBlock - 1) &^ (rowBlock - 1)
	vector := func() []float64 { return make([]float64, size) }
	*r = rls{n: n, size: size, p: make([]float64, size*(size+rowBlock)/2), pre: vector(), gains: vector(), spare: vector()}
	for j := range n {
		row, first := r.row(j)
		row[j-first] = s.Rate * s.Dt / float64(n)
	}
}

// settle lets P take the change that it has yet to take.
func (r *rls) settle() {
	if r.scale == 0 {
		return
	}
	for j := range r.n {
		row, first := r.row(j)
		kernels.Axpy(row, -r.scale*r.gains[j], r.gains[first:])
	}
	r.scale = 0
}

// Change sets Left and Right.
func (r *rls) Change(s *State) {
	scale := 1.0
	if slices.ContainsFunc(s.Pre, func(a float64) bool { return a != 0 }) {
		copy(r.pre, s.Pre)
		r.multiply()
		scale = 1 / (1 + kernels.Dot(r.pre, r.gains))
		r.scale = scale
	} else {
		r.settle()
		clear(r.gains)
	}
	for i, e := range s.Error {
		s.Left[i] = -scale * e
	}
	s.Right = r.gains[:r.n]
}

// multiply lets P take the change before and makes the gains those of pre. What the
// rows of a block give to each other is in the diagonal block twice: its rows have it.
func (r *rls) multiply() {
	last := r.gains
	r.gains, r.spare = r.spare, last
	clear(r.gains)
	for first := 0; first < r.size; first += rowBlock {
		rows, _ := r.block(first)
		gains, pre, before := r.gains[first:], r.pre[first:], last[first:]
		for j := range r.k {
			r.k[j] = -r.scale * before[j]
		}
		copy(r.sums[:], gains) // what earlier rows gave
		kernels.UpdateRows(rows, before, r.k[:], gains, pre[:rowBlock], pre, r.sums[:])
		copy(gains, r.sums[:])
	}
}
