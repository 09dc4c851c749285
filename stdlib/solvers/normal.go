package solvers

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/kernels"
)

// normal are factors from G = M'M and M'b: R'R = G of the passive columns, by
// Cholesky's method. A change of p passive columns costs O(p²), slopes O(p·n);
// rounding is that of the condition of G, so M must be regularised.
type normal struct {
	g       *mat.Dense // all of G: its columns are its rows
	sizes   []float64  // the lengths of the columns of M
	b       []float64  // M'b
	r       triangle
	columns []int     // those of R
	z       []float64 // the last solution
}

// newNormal takes the upper triangle of G.
func newNormal(G *mat.SymDense) *normal {
	f := &normal{g: mat.DenseCopyOf(G), sizes: make([]float64, G.SymmetricDim())}
	for j := range f.sizes {
		f.sizes[j] = math.Sqrt(G.At(j, j))
	}
	return f
}

func (f *normal) fresh() factors { return &normal{g: f.g, sizes: f.sizes} }

func (f *normal) pieces() int { return mostPieces }

func (f *normal) begin(b []float64) { f.b = b }

func (f *normal) size(j int) float64 { return f.sizes[j] }

func (f *normal) solution() []float64 {
	f.z = f.appendOf(f.z[:0], f.b)
	f.r.forward(f.z)
	f.r.back(f.z)
	return f.z
}

// appendOf appends the passive elements of x.
func (f *normal) appendOf(out, x []float64) []float64 {
	for _, j := range f.columns {
		out = append(out, x[j])
	}
	return out
}

func (f *normal) slopes(w, out []float64) {
	copy(out, f.b)
	for _, j := range f.columns {
		kernels.Axpy(out, -w[j], f.g.RawRowView(j))
	}
}

func (f *normal) enter(j int) bool {
	col := f.appendOf(make([]float64, 0, len(f.columns)+1), f.g.RawRowView(j))
	f.r.forward(col)
	left := f.g.At(j, j) - kernels.Dot(col, col)
	if !(left > 1e-14*f.g.At(j, j)) {
		return false
	}
	f.r, f.columns = append(f.r, append(col, math.Sqrt(left))), append(f.columns, j)
	return true
}

func (f *normal) leave(k int) {
	f.columns = append(f.columns[:k], f.columns[k+1:]...)
	f.r = f.r.without(k, func(int, float64, float64) {})
}
