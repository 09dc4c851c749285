// Package linalg is the linear algebra whose numbers are results: every product is rounded before it is added and every sum has one
// order, so that all machines find the same bits, with any number of threads. Matrices are gonum's, whose own algorithms depend on the
// processor.
package linalg

import (
	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/kernels"
)

// Product returns A·B, summed over the columns of A in order.
func Product(A, B *mat.Dense) *mat.Dense {
	m, n := A.Dims()
	_, k := B.Dims()
	out := mat.NewDense(m, k, nil)
	kernels.Parallel(m, func(i int) {
		row := out.RawRowView(i)
		for j, v := range A.RawRowView(i)[:n] {
			kernels.Axpy(row, v, B.RawRowView(j))
		}
	})
	return out
}

// columnsOf returns copies of the columns of A.
func columnsOf(A *mat.Dense) [][]float64 {
	m, n := A.Dims()
	all := make([]float64, m*n)
	columns := make([][]float64, n)
	for j := range columns {
		columns[j] = all[j*m : (j+1)*m]
		mat.Col(columns[j], j, A)
	}
	return columns
}
