package linalg

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/kernels"
)

// QR is the decomposition A = Q·R of a matrix of at least as many rows as columns, Q orthogonal and R upper triangular. Q is the product
// of reflections I - v·v' with |v|² = 2.
//
// Source: Golub & Van Loan (2013), Matrix Computations, §5.2.
type QR struct {
	columns  [][]float64 // column j: R above the diagonal, then v
	diagonal []float64   // of R
}

// NewQR decomposes A.
func NewQR(A *mat.Dense) *QR {
	q := &QR{}
	for j, column := range columnsOf(A) {
		q.TransposeTimes(column)
		v := column[j:]
		// A column that is zero keeps a reflection that does nothing.
		beta := -math.Copysign(math.Sqrt(kernels.Dot(v, v)), v[0])
		v[0] -= beta
		if square := kernels.Dot(v, v); square > 0 {
			kernels.Scale(v, math.Sqrt2/math.Sqrt(square))
		}
		q.columns, q.diagonal = append(q.columns, column), append(q.diagonal, beta)
	}
	return q
}

// TransposeTimes replaces x by Q'·x, which is also the row x'·Q.
func (q *QR) TransposeTimes(x []float64) {
	for j, column := range q.columns {
		v := column[j:]
		kernels.Axpy(x[j:], -kernels.Dot(v, x[j:]), v)
	}
}

// Rotate multiplies rows of as many numbers as Q has rows by Q, its columns turned so that the diagonal of R is positive. That Q is
// unique; of a matrix of normal numbers it is a random rotation.
func (q *QR) Rotate(rows *mat.Dense) {
	n, _ := rows.Dims()
	kernels.Parallel(n, func(i int) {
		row := rows.RawRowView(i)
		q.TransposeTimes(row)
		for j, v := range q.diagonal {
			if v < 0 {
				row[j] = -row[j]
			}
		}
	})
}

// triangle returns the rows of R.
func (q *QR) triangle() [][]float64 {
	n := len(q.columns)
	rows := make([][]float64, n)
	for i := range rows {
		rows[i] = make([]float64, n)
		rows[i][i] = q.diagonal[i]
		for j := i + 1; j < n; j++ {
			rows[i][j] = q.columns[j][i]
		}
	}
	return rows
}
