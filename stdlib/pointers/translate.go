package pointers

import (
	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/linalg"
)

// Outer is the sum of outer products M = Σ to[k]·from[k]', which maps a pointer to its
// partner as far as pointers are at right angles; row by row, as many rows as partners
// have dimensions.
func Outer(from, to [][]float64) [][]float64 {
	m := make([][]float64, len(to[0]))
	for i := range m {
		m[i] = make([]float64, len(from[0]))
		for k, f := range from {
			for j, v := range f {
				m[i][j] += float64(to[k][i] * v)
			}
		}
	}
	return m
}

// smallSingular is the share of the largest singular value below which one counts as 0,
// a direction that no pointer has.
const smallSingular = 1e-10

// LeastSquares is the smallest matrix M that minimises Σ |M·from[k] - to[k]|²; it maps
// every pointer to its partner exactly where the pointers are linearly independent.
func LeastSquares(from, to [][]float64) [][]float64 {
	X, _, ok := linalg.LeastSquares(rowsOf(from), rowsOf(to), smallSingular) // F·M' = T
	if !ok {
		return Outer(from, to) // of numbers that are not finite, and neither is this
	}
	out := make([][]float64, len(to[0]))
	for i := range out {
		out[i] = mat.Col(nil, i, X)
	}
	return out
}

func rowsOf(vectors [][]float64) *mat.Dense {
	m := mat.NewDense(len(vectors), len(vectors[0]), nil)
	for i, v := range vectors {
		m.SetRow(i, v)
	}
	return m
}
