package solvers

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/kernels"
)

// orthogonal are factors of the passive columns of M (n×n) itself, Q·[R; 0]. A
// column enters by a Householder reflection and leaves by Givens rotations; a
// change costs O(n²). It is for matrices too ill-conditioned to be squared.
//
// Source: Lawson & Hanson (1974), ch. 24.
type orthogonal struct {
	n     int
	cols  [][]float64 // columns of M
	norms []float64
	qt    [][]float64 // Q', rows
	r     triangle
	c     []float64 // Q'·b, kept up to date
}

func newOrthogonal(M *mat.SymDense) *orthogonal {
	n := M.SymmetricDim()
	f := &orthogonal{n: n, cols: make([][]float64, n), norms: make([]float64, n)}
	for j := range n {
		f.cols[j] = mat.Col(nil, j, M)
		f.norms[j] = math.Sqrt(kernels.Dot(f.cols[j], f.cols[j]))
	}
	return f
}

func (f *orthogonal) fresh() factors {
	out := &orthogonal{n: f.n, cols: f.cols, norms: f.norms, qt: make([][]float64, f.n), c: make([]float64, f.n)}
	for j := range out.qt {
		out.qt[j] = make([]float64, f.n)
		out.qt[j][j] = 1
	}
	return out
}

// pieces is one: these factors are as large as the matrix.
func (f *orthogonal) pieces() int { return 1 }

func (f *orthogonal) begin(b []float64) {
	for i, q := range f.qt {
		f.c[i] = kernels.Dot(q, b)
	}
}

func (f *orthogonal) size(j int) float64 { return f.norms[j] }

func (f *orthogonal) solution() []float64 {
	z := slices.Clone(f.c[:len(f.r)])
	f.r.back(z)
	return z
}

// slopes are those of the residual that the passive columns leave.
func (f *orthogonal) slopes(_, out []float64) {
	residual := make([]float64, f.n)
	for i := len(f.r); i < f.n; i++ {
		kernels.Axpy(residual, f.c[i], f.qt[i])
	}
	for j, col := range f.cols {
		out[j] = kernels.Dot(col, residual)
	}
}

func (f *orthogonal) enter(j int) bool {
	p := len(f.r)
	v := make([]float64, f.n)
	for i, q := range f.qt {
		v[i] = kernels.Dot(q, f.cols[j])
	}
	tail := math.Sqrt(kernels.Dot(v[p:], v[p:]))
	if tail <= 1e-13*f.norms[j] {
		return false
	}
	beta := -math.Copysign(tail, v[p])
	h := append([]float64(nil), v[p:]...) // Householder vector
	h[0] -= beta
	f.reflect(h, 2/kernels.Dot(h, h), p)
	f.r = append(f.r, append(append([]float64(nil), v[:p]...), beta))
	return true
}

// reflect applies I − scale·h·h' to rows p… of Q' and to c.
func (f *orthogonal) reflect(h []float64, scale float64, p int) {
	kernels.Axpy(f.c[p:], -scale*kernels.Dot(h, f.c[p:]), h)
	sum := make([]float64, f.n)
	for i, x := range h {
		kernels.Axpy(sum, x, f.qt[p+i])
	}
	for i, x := range h {
		kernels.Axpy(f.qt[p+i], -scale*x, sum)
	}
}

func (f *orthogonal) leave(k int) {
	f.r = f.r.without(k, func(i int, cos, sin float64) {
		rotatePair(&f.c[i], &f.c[i+1], cos, sin)
		lower, upper := f.qt[i], f.qt[i+1]
		for x := range lower {
			rotatePair(&lower[x], &upper[x], cos, sin)
		}
	})
}
