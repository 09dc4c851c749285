package pointers

import "gonum.org/v1/gonum/mat"

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
	F, T := rowsOf(from), rowsOf(to) // F·M' = T
	var svd mat.SVD
	if !svd.Factorize(F, mat.SVDThin) {
		return Outer(from, to) // of numbers that are not finite, and neither is this
	}
	var U, V, C, M mat.Dense
	svd.UTo(&U)
	svd.VTo(&V)
	C.Mul(U.T(), T)
	sizes := svd.Values(nil)
	for i, size := range sizes {
		for j := range to[0] {
			x := 0.0
			if size > smallSingular*sizes[0] {
				x = C.At(i, j) / size
			}
			C.Set(i, j, x)
		}
	}
	M.Mul(C.T(), V.T())
	out := make([][]float64, len(to[0]))
	for i := range out {
		out[i] = mat.Row(nil, i, &M)
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
