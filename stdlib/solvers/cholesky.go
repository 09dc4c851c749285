package solvers

import (
	"math"
	"slices"

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

// choleskyRows is how many rows are factored before the rest takes their part.
const choleskyRows = 64

// factorize finds R in the place of G, a matrix of this package whose rows end with whole
// panels; false if G is not positive definite. Zeros of G above the first number of a
// column are zeros of R, which products skip.
//
// Source: Golub & Van Loan (2013), Matrix Computations, §4.2.
func factorize(G *mat.SymDense) (*cholesky, bool) {
	n, raw := G.SymmetricDim(), G.RawSymmetric()
	f := &cholesky{n: n, stride: raw.Stride, r: raw.Data, norm: largestSum(G)}
	rows, negative := newPanels(n, choleskyRows), newPanels(n, choleskyRows)
	defer rows.release()
	defer negative.release()
	for from := 0; from < n; from += choleskyRows {
		to := min(from+choleskyRows, n)
		rows.begin(n-from, to-from)
		negative.begin(n-from, to-from)
		if !f.factorRows(from, to, rows, negative) {
			return nil, false
		}
		if to < n {
			done := (to - from) / panelWidth
			addGram(f.r[to*f.stride+to:], f.stride, negative.after(done), rows.after(done))
		}
	}
	return f, true
}

// release gives up the room of R, which nobody may use any longer.
func (f *cholesky) release() {
	if r := f.r[:cap(f.r)]; len(r) <= largestSquare {
		squares.Put(&r)
	}
	f.r = nil
}

// largestSum is the largest sum of magnitudes of a column of G.
func largestSum(G *mat.SymDense) float64 {
	n, raw := G.SymmetricDim(), G.RawSymmetric()
	sums := make([]float64, n)
	for i := range n {
		row, sum := raw.Data[i*raw.Stride:i*raw.Stride+n], 0.0
		for j := i + 1; j < n; j++ {
			v := math.Abs(row[j])
			sums[j] += v
			sum += v
		}
		sums[i] += sum + math.Abs(row[i])
	}
	return slices.Max(sums)
}

// row is row i of R, from its diagonal element on.
func (f *cholesky) row(i int) []float64 { return f.r[i*f.stride+i : i*f.stride+f.n] }

// factorRows finishes some rows, which have taken the part of all before, and packs
// them and their negative: a panel of them after the other.
func (f *cholesky) factorRows(from, to int, rows, negative *panels) bool {
	for first := from; first < to; first += panelWidth {
		i := (first - from) / panelWidth
		addProducts(f.r[from*f.stride+from:], f.stride, negative, rows, 0, i, i, rows.width)
		last := min(first+panelWidth, to)
		if !f.factorPanel(first, last) {
			return false
		}
		for j := i + 1; j < rows.width; j++ {
			f.pack(from, first, last, j, rows, negative)
		}
	}
	return true
}

// factorPanel finishes rows that have taken the part of all before.
func (f *cholesky) factorPanel(from, to int) bool {
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

// pack stores rows from first to before last in panel j of those that begin at from.
func (f *cholesky) pack(from, first, last, j int, rows, negative *panels) {
	panel, minus := rows.stretch(0, j), negative.stretch(0, j)
	for i := first; i < last; i++ {
		at := (i - from) * panelWidth
		row := (*[panelWidth]float64)(f.r[i*f.stride+from+j*panelWidth:])
		*(*[panelWidth]float64)(panel[at:]) = *row
		for k, v := range row {
			minus[at+k] = -v
		}
	}
	rows.spans[j] = spanOf(panel[:(last-from)*panelWidth])
	negative.spans[j] = rows.spans[j]
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
