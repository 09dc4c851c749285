package solvers

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/kernels"
)

// cholesky is the factor of a symmetric positive definite matrix, G = R'R, R upper
// triangular, row by row.
type cholesky struct {
	n, stride int
	r         []float64
	norm      float64 // the largest sum of magnitudes of a column of G
}

// choleskyRows is how many rows are factored before the rest takes their part;
// whole panels.
const choleskyRows = 64

// factorize finds R; false if G is not positive definite.
//
// Source: Golub & Van Loan (2013), Matrix Computations, §4.2.
func factorize(G *mat.SymDense) (*cholesky, bool) {
	n, raw := G.SymmetricDim(), G.RawSymmetric()
	f := &cholesky{n: n, stride: padded(n), norm: mat.Norm(G, 1)}
	f.r = kernels.Zeros(f.stride * f.stride)
	for i := range n {
		copy(f.row(i), raw.Data[i*raw.Stride+i:i*raw.Stride+n])
	}
	panels, negative := make([]float64, choleskyRows*f.stride), make([]float64, choleskyRows*f.stride)
	for from := 0; from < n; from += choleskyRows {
		to := min(from+choleskyRows, n)
		if !f.factorRows(from, to) {
			return nil, false
		}
		if to < n {
			f.subtractRows(from, to, panels, negative)
		}
	}
	return f, true
}

// row is row i of R, from its diagonal element on.
func (f *cholesky) row(i int) []float64 { return f.r[i*f.stride+i : i*f.stride+f.n] }

// factorRows finishes some rows, which have taken the part of all before.
func (f *cholesky) factorRows(from, to int) bool {
	for j := from; j < to; j++ {
		row := f.row(j)
		if !(row[0] > 0) {
			return false
		}
		root := math.Sqrt(row[0])
		row[0] = root
		for k := 1; k < len(row); k++ {
			row[k] /= root
		}
		for i := j + 1; i < to; i++ {
			kernels.Axpy(f.row(i), -row[i-j], row[i-j:])
		}
	}
	return true
}

// subtractRows takes the part of rows that are finished from all below.
func (f *cholesky) subtractRows(from, to int, panels, negative []float64) {
	rest := mat.NewDense(to-from, f.n-to, nil)
	for i := range to - from {
		copy(rest.RawRowView(i), f.row(from + i)[to-from-i:])
	}
	packColumns(panels, rest, 0, to-from)
	rest.Scale(-1, rest)
	packColumns(negative, rest, 0, to-from)
	addGram(f.r[to*f.stride+to:], f.stride, padded(f.n-to)/panelWidth, negative, panels, to-from)
}

// solve replaces b by the solution x of G·x = b.
func (f *cholesky) solve(b []float64) {
	f.forward(b)
	for j := f.n - 1; j >= 0; j-- {
		row := f.row(j)
		b[j] = (b[j] - kernels.Dot(row[1:], b[j+1:])) / row[0]
	}
}

// forward replaces b by the solution z of R'z = b.
func (f *cholesky) forward(b []float64) {
	for j := range f.n {
		row := f.row(j)
		b[j] /= row[0]
		kernels.Axpy(b[j+1:], -b[j], row[1:])
	}
}

// solveAll is the solution X of G·X = B.
func (f *cholesky) solveAll(B *mat.Dense) *mat.Dense {
	n, k := B.Dims()
	X := mat.NewDense(n, k, nil)
	columns := mat.DenseCopyOf(B.T())
	kernels.Parallel(k, func(j int) { f.solve(columns.RawRowView(j)) })
	X.Copy(columns.T())
	return X
}

// condition estimates |G|₁·|G⁻¹|₁ from below, seldom by more than a few times.
//
// Source: Hager (1984), Condition estimates.
func (f *cholesky) condition() float64 {
	x := make([]float64, f.n)
	for i := range x {
		x[i] = 1 / float64(f.n)
	}
	estimate := 0.0
	for range 5 {
		f.solve(x)
		sum, sign := 0.0, make([]float64, f.n)
		for i, v := range x {
			sum += math.Abs(v)
			sign[i] = math.Copysign(1, v)
		}
		if sum <= estimate {
			break
		}
		estimate = sum
		f.solve(sign)
		steepest := 0
		for i, v := range sign {
			if math.Abs(v) > math.Abs(sign[steepest]) {
				steepest = i
			}
		}
		clear(x)
		x[steepest] = 1
	}
	return estimate * f.norm
}
