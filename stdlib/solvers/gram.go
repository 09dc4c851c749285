package solvers

import (
	"sync"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/kernels"
)

// gramRows is how many rows a Gram matrix takes at a time, for which it is read and
// written once.
const gramRows = 2 * panelRows

// gram returns A'A. Every element is a sum over the rows of A in order,
// whatever the number of threads: each element belongs to one of them.
func gram(A *mat.Dense) *mat.SymDense {
	m, n := A.Dims()
	g := newGram(n, m)
	g.add(A)
	return g.matrix()
}

// gramSum is A'A of rows that come a block at a time.
type gramSum struct {
	n, stride int
	c         []float64
	panels    *panels
}

// newGram has room for A of n columns that come m rows at a time, or more.
func newGram(n, m int) *gramSum {
	stride := padded(n)
	return &gramSum{n, stride, newSquare(stride), newPanels(n, min(m, gramRows))}
}

// newSquare is n×n zeros, in a room that was released if there is one.
func newSquare(n int) []float64 {
	if r, ok := squares.Get().(*[]float64); ok && cap(*r) >= n*n {
		clear((*r)[:n*n])
		return (*r)[:n*n]
	}
	return kernels.Zeros(n * n)
}

// squares are rooms of Gram matrices that were released; larger ones than largestSquare
// are left to the garbage collector, for they are most of what a run takes.
var squares sync.Pool

// largestSquare is 32 MB, in numbers: that of 2,000 neurons.
const largestSquare = 1 << 22

func (g *gramSum) add(A *mat.Dense) {
	m, _ := A.Dims()
	for from := 0; from < m; from += gramRows {
		g.panels.columns(A, from, min(gramRows, m-from))
		addGram(g.c, g.stride, g.panels, g.panels)
	}
}

// matrix ends the sum.
func (g *gramSum) matrix() *mat.SymDense {
	g.panels.release()
	return symmetric(g.c, g.n, g.stride)
}

// outerGram returns AA', summed over the columns of A in order.
func outerGram(A *mat.Dense) *mat.SymDense {
	m, n := A.Dims()
	stride := padded(m)
	c, p := newSquare(stride), newPanels(m, panelRows)
	defer p.release()
	for from := 0; from < n; from += panelRows {
		p.rowsOf(A, from, min(panelRows, n-from))
		addGram(c, stride, p, p)
	}
	return symmetric(c, m, stride)
}

// symmetric is the matrix whose upper triangle lies in c.
func symmetric(c []float64, n, stride int) *mat.SymDense {
	var out mat.SymDense
	out.SetRawSymmetric(blas64.Symmetric{N: n, Stride: stride, Data: c, Uplo: blas.Upper})
	return &out
}

// addGram adds a'b to the upper triangle of c.
func addGram(c []float64, stride int, a, b *panels) {
	kernels.Parallel(b.groups(), func(g int) {
		from, to := b.group(g)
		for i := range to {
			for s := range b.stretches() {
				addProducts(c, stride, a, b, s, i, max(i, from), to)
			}
		}
	})
}

// product returns A'B, summed over rows in order.
func product(A, B *mat.Dense) *mat.Dense {
	m, n := A.Dims()
	_, k := B.Dims()
	a, b := newPanels(n, min(m, panelRows)), newPanels(k, min(m, panelRows))
	defer a.release()
	defer b.release()
	c := mat.NewDense(padded(n), padded(k), kernels.Zeros(padded(n)*padded(k)))
	for from := 0; from < m; from += panelRows {
		rows := min(panelRows, m-from)
		a.columns(A, from, rows)
		b.columns(B, from, rows)
		addCross(c, a, b)
	}
	return c.Slice(0, n, 0, k).(*mat.Dense)
}

// times makes a function that returns A·X, of so many rows of A at most, summed over
// the columns of A in order, in a matrix that the next call overwrites.
func times(X *mat.Dense, rows int) func(A *mat.Dense) *mat.Dense {
	n, k := X.Dims()
	a, b := newPanels(rows, min(n, panelRows)), newPanels(k, min(n, panelRows))
	c := mat.NewDense(padded(rows), padded(k), nil)
	return func(A *mat.Dense) *mat.Dense {
		m, _ := A.Dims()
		c.Zero()
		for from := 0; from < n; from += panelRows {
			columns := min(panelRows, n-from)
			a.begin(m, columns)
			a.rowsOf(A, from, columns)
			b.columns(X, from, columns)
			addCross(c, a, b)
		}
		return c.Slice(0, m, 0, k).(*mat.Dense)
	}
}

// addCross adds a'b to c, two panels of b at a time, which stay in the first cache.
func addCross(c *mat.Dense, a, b *panels) {
	raw := c.RawMatrix()
	kernels.Parallel(a.groups(), func(g int) {
		first, last := a.group(g)
		for j := 0; j < b.width; j += 2 {
			for i := first; i < last; i++ {
				addProducts(raw.Data, raw.Stride, a, b, 0, i, j, min(j+2, b.width))
			}
		}
	})
}
