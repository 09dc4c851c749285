package solvers

import (
	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/kernels"
)

// twoSided are normal factors of [M −M], from M'M: column n+j is −column j, so
// non-negative weights of these 2n columns are weights of M of any sign.
type twoSided struct {
	normal  *normal
	n       int
	b       []float64 // [M −M]'b
	columns []int     // the passive ones, of 2n
}

func newTwoSided(G *mat.SymDense) *twoSided {
	return &twoSided{normal: newNormal(G), n: G.SymmetricDim()}
}

func (f *twoSided) fresh() factors {
	return &twoSided{normal: f.normal.fresh().(*normal), n: f.n}
}

func (f *twoSided) pieces() int { return mostPieces }

func (f *twoSided) begin(b []float64) { f.b = b }

func (f *twoSided) size(j int) float64 { return f.normal.size(j % f.n) }

func (f *twoSided) enter(j int) bool {
	if !f.normal.enter(j % f.n) {
		return false
	}
	f.columns = append(f.columns, j)
	return true
}

func (f *twoSided) leave(k int) {
	f.normal.leave(k)
	f.columns = append(f.columns[:k], f.columns[k+1:]...)
}

// sign is that of column j of M in column j or n+j.
func (f *twoSided) sign(j int) float64 {
	if j < f.n {
		return 1
	}
	return -1
}

func (f *twoSided) solution() []float64 {
	c := make([]float64, len(f.columns))
	for k, j := range f.columns {
		c[k] = f.sign(j) * f.b[j]
	}
	f.normal.r.forward(c)
	f.normal.r.back(c)
	for k, j := range f.columns {
		c[k] *= f.sign(j)
	}
	return c
}

func (f *twoSided) slopes(w, out []float64) {
	slopes := out[:f.n] // −M'M·w
	clear(slopes)
	for _, j := range f.columns {
		kernels.Axpy(slopes, -f.sign(j)*w[j], f.normal.g.RawRowView(j%f.n))
	}
	for j, slope := range slopes {
		out[j], out[j+f.n] = f.b[j]+slope, f.b[j+f.n]-slope
	}
}
