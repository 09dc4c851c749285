package linalg

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/kernels"
)

// LeastSquares is the smallest X that minimises |A·X - Y|, where singular values of A below rcond times the largest count as zero; and
// the largest over the smallest singular value. It fails (ok is false) if the numbers are not finite.
//
// Rotations of pairs of rows, of A and of Y alike, leave X as it is. Once all rows a_i of A are at right angles to each other, their
// lengths are the singular values, and
//
//	X = Σ a_i'·y_i / |a_i|²
//
// Source: Hestenes (1958), Inversion of matrices by biorthogonalization; Demmel & Veselić (1992); the triangle of a QR decomposition
// first, Drmač & Veselić (2008).
func LeastSquares(A, Y *mat.Dense, rcond float64) (X *mat.Dense, condition float64, ok bool) {
	s := newRowPairs(A, Y)
	if !s.rotateAll() {
		return nil, 0, false
	}
	largest, smallest := 0.0, math.Inf(1)
	for _, square := range s.squares {
		largest, smallest = max(largest, math.Sqrt(square)), min(smallest, math.Sqrt(square))
	}
	_, n := A.Dims()
	_, k := Y.Dims()
	X = mat.NewDense(n, k, nil)
	for i, square := range s.squares {
		if !(math.Sqrt(square) > rcond*largest) {
			continue
		}
		for j := range s.y[i] {
			s.y[i][j] /= square
		}
		for j, v := range s.a[i] {
			kernels.Axpy(X.RawRowView(j), v, s.y[i])
		}
	}
	return X, largest / smallest, true
}

// rowPairs are rows of A and Y that are turned together.
type rowPairs struct {
	a, y    [][]float64
	squares []float64 // |a_i|²
	least   float64   // a cosine of two rows that counts as none
	nothing float64   // a square that is what rounding left of a row; it would be turned until it underflows
}

func newRowPairs(A, Y *mat.Dense) *rowPairs {
	m, n := A.Dims()
	s := &rowPairs{least: 0x1p-52 * math.Sqrt(float64(n))}
	if m > n {
		q := NewQR(A)
		s.a, s.y = q.triangle(), columnsOf(Y)
		for _, column := range s.y {
			q.TransposeTimes(column)
		}
		s.y = transposed(s.y, n)
	} else {
		for i := range m {
			s.a, s.y = append(s.a, mat.Row(nil, i, A)), append(s.y, mat.Row(nil, i, Y))
		}
	}
	s.squares = make([]float64, len(s.a))
	return s
}

// transposed returns the first n numbers of every column as rows.
func transposed(columns [][]float64, n int) [][]float64 {
	rows := make([][]float64, n)
	for i := range rows {
		rows[i] = make([]float64, len(columns))
		for j, column := range columns {
			rows[i][j] = column[i]
		}
	}
	return rows
}

// mostSweeps are many more than it takes: after about ten, convergence is quadratic.
const mostSweeps = 60

// rotateAll turns pairs of rows until all are at right angles; false if they do not get there.
func (s *rowPairs) rotateAll() bool {
	for range mostSweeps {
		for i, row := range s.a {
			if s.squares[i] = kernels.Dot(row, row); !(s.squares[i] <= math.MaxFloat64) {
				return false
			}
		}
		s.nothing = 0x1p-200 * slices.Max(s.squares)
		if !s.sweep() {
			return true
		}
	}
	return false
}

// sweep turns every pair once and reports whether one was not at right angles. In each round every row has one partner, as teams of a
// tournament: the last stays, the others move on by one.
func (s *rowPairs) sweep() bool {
	teams := (len(s.a) + 1) / 2 * 2
	turned := make([]bool, teams/2)
	for round := range teams - 1 {
		kernels.Parallel(teams/2, func(p int) {
			i, j := (round+p)%(teams-1), (round+teams-1-p)%(teams-1)
			if p == 0 {
				j = teams - 1
			}
			if i, j = min(i, j), max(i, j); j < len(s.a) && s.turn(i, j) {
				turned[p] = true
			}
		})
	}
	for _, t := range turned {
		if t {
			return true
		}
	}
	return false
}

// turn puts two rows at right angles to each other and reports whether they were not.
func (s *rowPairs) turn(i, j int) bool {
	dot := kernels.Dot(s.a[i], s.a[j])
	if min(s.squares[i], s.squares[j]) <= s.nothing || !(math.Abs(dot) > s.least*math.Sqrt(s.squares[i])*math.Sqrt(s.squares[j])) {
		return false
	}
	zeta := (s.squares[j] - s.squares[i]) / (2 * dot)
	tan := math.Copysign(1, zeta) / (math.Abs(zeta) + math.Sqrt(1+float64(zeta*zeta)))
	cos := 1 / math.Sqrt(1+float64(tan*tan))
	rotate(s.a[i], s.a[j], cos, cos*tan)
	rotate(s.y[i], s.y[j], cos, cos*tan)
	s.measure(i, s.squares[i]-float64(tan*dot))
	s.measure(j, s.squares[j]+float64(tan*dot))
	return true
}

// measure notes |a_i|², as what is left of it unless that is much less than it was.
func (s *rowPairs) measure(i int, left float64) {
	if left < s.squares[i]/4 {
		left = kernels.Dot(s.a[i], s.a[i])
	}
	s.squares[i] = left
}

// rotate replaces x and y by cos·x - sin·y and sin·x + cos·y.
func rotate(x, y []float64, cos, sin float64) {
	y = y[:len(x)]
	for i, v := range x {
		w := y[i]
		x[i] = float64(cos*v) - float64(sin*w)
		y[i] = float64(sin*v) + float64(cos*w)
	}
}
