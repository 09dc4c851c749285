package solvers

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/kernels"
)

// panelRows is how many rows a panel has: two of them fit the first cache.
const panelRows = 192

// gramRows is how many rows a Gram matrix takes at a time, for which it is read and
// written once; whole panels.
const gramRows = 2 * panelRows

// panelWidth is how many columns a panel has.
const panelWidth = kernels.PanelWidth

// padded is n, rounded up to whole panels.
func padded(n int) int { return (n + panelWidth - 1) / panelWidth * panelWidth }

// gram returns A'A. Every element is a sum over the rows of A in order,
// whatever the number of threads: each element belongs to one of them.
func gram(A *mat.Dense) *mat.SymDense {
	_, n := A.Dims()
	g := newGram(n)
	g.add(A)
	return g.matrix()
}

// gramSum is A'A of rows that come a block at a time.
type gramSum struct {
	n, stride int
	c, panels []float64
}

func newGram(n int) *gramSum {
	stride := padded(n)
	return &gramSum{n, stride, kernels.Zeros(stride * stride), kernels.Zeros(gramRows * stride)}
}

func (g *gramSum) add(A *mat.Dense) {
	m, _ := A.Dims()
	for from := 0; from < m; from += gramRows {
		rows := min(gramRows, m-from)
		for k := 0; k < rows; k += panelRows {
			packColumns(g.panels[k*g.stride:], A, from+k, min(panelRows, rows-k))
		}
		addGram(g.c, g.stride, g.stride/panelWidth, g.panels, g.panels, rows)
	}
}

func (g *gramSum) matrix() *mat.SymDense { return symmetric(g.c, g.n, g.stride) }

// outerGram returns AA', summed over the columns of A in order.
func outerGram(A *mat.Dense) *mat.SymDense {
	m, n := A.Dims()
	stride := padded(m)
	c, panels := kernels.Zeros(stride*stride), make([]float64, panelRows*stride)
	for from := 0; from < n; from += panelRows {
		columns := min(panelRows, n-from)
		packRows(panels, A, from, columns)
		addGram(c, stride, stride/panelWidth, panels, panels, columns)
	}
	return symmetric(c, m, stride)
}

// symmetric is the matrix whose upper triangle lies in c.
func symmetric(c []float64, n, stride int) *mat.SymDense {
	var out mat.SymDense
	out.SetRawSymmetric(blas64.Symmetric{N: n, Stride: stride, Data: c, Uplo: blas.Upper})
	return &out
}

// addGram adds a'b of n panels, packed panelRows at a time, to the upper triangle
// of c.
func addGram(c []float64, stride, n int, a, b []float64, rows int) {
	groups := (n + groupPanels - 1) / groupPanels
	kernels.Parallel(groups, func(g int) {
		to := min((g+1)*groupPanels, n)
		for i := range to {
			for k := 0; k < rows; k += panelRows {
				a, b := a[k*n*panelWidth:], b[k*n*panelWidth:]
				for j := max(i, g*groupPanels); j < to; j++ {
					addPanels(c[i*panelWidth*stride+j*panelWidth:], stride, a, b, min(panelRows, rows-k), i, j)
				}
			}
		}
	})
}

// groupPanels is how many panels are multiplied by another one while that is in
// the first cache; they stay in the second, with those of the rows behind them.
const groupPanels = 12

// addPanels adds the product of panel i of a and panel j of b to a block of c.
func addPanels(c []float64, stride int, a, b []float64, rows, i, j int) {
	size := rows * panelWidth
	kernels.AddPanels(c, stride, a[i*size:(i+1)*size], b[j*size:(j+1)*size])
}

// product returns A'B, summed over rows in order.
func product(A, B *mat.Dense) *mat.Dense {
	m, n := A.Dims()
	_, k := B.Dims()
	a, b := make([]float64, panelRows*padded(n)), make([]float64, panelRows*padded(k))
	return multiply(n, k, m, a, b, func(from, rows int) {
		packColumns(a, A, from, rows)
		packColumns(b, B, from, rows)
	})
}

// times returns A·X, summed over the columns of A in order.
func times(A, X *mat.Dense) *mat.Dense {
	m, n := A.Dims()
	_, k := X.Dims()
	a, b := make([]float64, panelRows*padded(m)), make([]float64, panelRows*padded(k))
	return multiply(m, k, n, a, b, func(from, rows int) {
		packRows(a, A, from, rows)
		packColumns(b, X, from, rows)
	})
}

// multiply adds up a'b (n×k) over m rows, a block at a time, which pack puts into
// a and b.
func multiply(n, k, m int, a, b []float64, pack func(from, rows int)) *mat.Dense {
	stride := padded(k)
	c := kernels.Zeros(padded(n) * stride)
	for from := 0; from < m; from += panelRows {
		rows := min(panelRows, m-from)
		pack(from, rows)
		height, width := padded(n)/panelWidth, stride/panelWidth
		kernels.Parallel((height+groupPanels-1)/groupPanels, func(g int) {
			for j := range width {
				for i := g * groupPanels; i < min((g+1)*groupPanels, height); i++ {
					addPanels(c[i*panelWidth*stride+j*panelWidth:], stride, a, b, rows, i, j)
				}
			}
		})
	}
	var out mat.Dense
	out.SetRawMatrix(blas64.General{Rows: n, Cols: k, Stride: stride, Data: c})
	return &out
}

// packColumns stores the columns of some rows of A in panels, each row by row;
// columns beyond A are zero.
func packColumns(panels []float64, A *mat.Dense, from, rows int) {
	for k := range rows {
		row := A.RawRowView(from + k)
		at := k * panelWidth
		for ; len(row) >= panelWidth; row = row[panelWidth:] {
			*(*[panelWidth]float64)(panels[at:]) = *(*[panelWidth]float64)(row)
			at += rows * panelWidth
		}
		if len(row) > 0 {
			last := (*[panelWidth]float64)(panels[at:])
			*last = [panelWidth]float64{}
			copy(last[:], row)
		}
	}
}

// packRows stores the rows of some columns of A in panels, each column by column;
// rows beyond A are zero.
func packRows(panels []float64, A *mat.Dense, from, columns int) {
	m, _ := A.Dims()
	for i := range padded(m) {
		panel := panels[i/panelWidth*columns*panelWidth+i%panelWidth:]
		if i >= m {
			for k := range columns {
				panel[k*panelWidth] = 0
			}
			continue
		}
		for k, v := range A.RawRowView(i)[from : from+columns] {
			panel[k*panelWidth] = v
		}
	}
}
