package solvers

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// activeSet solves min |M·w − b|, w ≥ 0 for many b with one M (n×n) by Lawson
// and Hanson's method. It keeps an orthogonal factorisation of the passive
// columns, M[:,passive] = Q·[R; 0], and updates it by a Householder reflection
// when a column enters and by Givens rotations when one leaves, so a change
// costs O(n²) and the next b starts where the last one ended.
//
// Source: Lawson & Hanson (1974), ch. 23 and 24.
type activeSet struct {
	n       int
	cols    [][]float64 // columns of M
	norms   []float64
	qt      [][]float64 // Q', rows
	r       [][]float64 // columns of R, in order of passive
	passive []int       // the columns with w > 0
	in      []bool
	changes int
}

func newActiveSet(M *mat.Dense) *activeSet {
	_, n := M.Dims()
	s := &activeSet{n: n, cols: make([][]float64, n), norms: make([]float64, n), qt: make([][]float64, n), in: make([]bool, n)}
	for j := range n {
		s.cols[j] = mat.Col(nil, j, M)
		s.norms[j] = math.Sqrt(dot(s.cols[j], s.cols[j]))
		s.qt[j] = make([]float64, n)
		s.qt[j][j] = 1
	}
	return s
}

// solve returns w for one right-hand side.
func (s *activeSet) solve(b []float64) ([]float64, error) {
	c := make([]float64, s.n) // Q'·b, kept up to date
	for i, q := range s.qt {
		c[i] = dot(q, b)
	}
	w := make([]float64, s.n)
	s.warmStart(c, w)
	bnorm := math.Sqrt(dot(b, b))
	refused := make([]bool, s.n)
	for step := 0; ; step++ {
		if step > 10*s.n+100 {
			return nil, fmt.Errorf("the active set of %d columns did not settle", s.n)
		}
		j := s.steepest(c, bnorm, refused)
		if j < 0 {
			return w, nil
		}
		if !s.enter(j, c) {
			refused[j] = true
			continue
		}
		z := s.backSubstitute(c)
		if z[len(z)-1] <= 0 { // rounding alone promised descent
			s.leave(len(s.passive)-1, c)
			refused[j] = true
			continue
		}
		s.retreat(z, w, c)
		clear(refused)
	}
}

// warmStart keeps the passive columns of the last right-hand side that are
// positive for this one.
func (s *activeSet) warmStart(c, w []float64) {
	for {
		z := s.backSubstitute(c)
		worst := -1
		for k, v := range z {
			if v <= 0 && (worst < 0 || v < z[worst]) {
				worst = k
			}
		}
		if worst < 0 {
			for k, j := range s.passive {
				w[j] = z[k]
			}
			return
		}
		s.leave(worst, c)
	}
}

// steepest returns the column along which the residual falls fastest, or -1 if
// no column promises more than rounding error: the optimality condition.
func (s *activeSet) steepest(c []float64, bnorm float64, refused []bool) int {
	residual := make([]float64, s.n)
	for i := len(s.passive); i < s.n; i++ {
		for k, q := range s.qt[i] {
			residual[k] += c[i] * q
		}
	}
	best, bestSlope := -1, 0.0
	for j, col := range s.cols {
		if s.in[j] || refused[j] {
			continue
		}
		const eps = 4e-15
		if slope := dot(col, residual); slope > eps*s.norms[j]*bnorm && slope > bestSlope {
			best, bestSlope = j, slope
		}
	}
	return best
}

// retreat moves w towards the unconstrained solution z; columns that reach
// zero on the way leave, until all of z is positive.
func (s *activeSet) retreat(z, w, c []float64) {
	for {
		alpha, blocked := 1.0, false
		for k, j := range s.passive {
			if z[k] <= 0 {
				alpha, blocked = min(alpha, w[j]/(w[j]-z[k])), true
			}
		}
		for k, j := range s.passive {
			if blocked {
				w[j] += alpha * (z[k] - w[j])
			} else {
				w[j] = z[k]
			}
		}
		if !blocked {
			return
		}
		for k := len(s.passive) - 1; k >= 0; k-- {
			if j := s.passive[k]; z[k] <= 0 && w[j] <= 1e-14*math.Abs(z[k]) {
				w[j] = 0
				s.leave(k, c)
			}
		}
		z = s.backSubstitute(c)
	}
}

// enter appends column j to the factorisation; false if it depends on the
// columns already there.
func (s *activeSet) enter(j int, c []float64) bool {
	p := len(s.passive)
	v := make([]float64, s.n)
	for i, q := range s.qt {
		v[i] = dot(q, s.cols[j])
	}
	tail := math.Sqrt(dot(v[p:], v[p:]))
	if tail <= 1e-13*s.norms[j] {
		return false
	}
	s.changes++
	beta := -math.Copysign(tail, v[p])
	h := append([]float64(nil), v[p:]...) // Householder vector
	h[0] -= beta
	scale := 2 / dot(h, h)
	s.reflect(h, scale, p, c)
	col := append(append([]float64(nil), v[:p]...), beta)
	s.r, s.passive, s.in[j] = append(s.r, col), append(s.passive, j), true
	return true
}

// reflect applies I − scale·h·h' to rows p… of Q' and to c.
func (s *activeSet) reflect(h []float64, scale float64, p int, c []float64) {
	f := scale * dot(h, c[p:])
	for i, x := range h {
		c[p+i] -= f * x
	}
	sum := make([]float64, s.n)
	for i, x := range h {
		for k, q := range s.qt[p+i] {
			sum[k] += x * q
		}
	}
	for i, x := range h {
		row := s.qt[p+i]
		for k, v := range sum {
			row[k] -= scale * x * v
		}
	}
}

// leave removes the k-th passive column and makes R triangular again.
func (s *activeSet) leave(k int, c []float64) {
	s.changes++
	s.in[s.passive[k]] = false
	s.passive = append(s.passive[:k], s.passive[k+1:]...)
	s.r = append(s.r[:k], s.r[k+1:]...)
	for i := k; i < len(s.r); i++ {
		a, b := s.r[i][i], s.r[i][i+1]
		norm := math.Hypot(a, b)
		cos, sin := a/norm, b/norm
		for _, col := range s.r[i:] {
			rotatePair(&col[i], &col[i+1], cos, sin)
		}
		s.r[i] = s.r[i][:i+1]
		rotatePair(&c[i], &c[i+1], cos, sin)
		lower, upper := s.qt[i], s.qt[i+1]
		for x := range lower {
			rotatePair(&lower[x], &upper[x], cos, sin)
		}
	}
}

func rotatePair(a, b *float64, cos, sin float64) {
	*a, *b = cos**a+sin**b, cos**b-sin**a
}

// backSubstitute solves R·z = c for the passive columns.
func (s *activeSet) backSubstitute(c []float64) []float64 {
	p := len(s.passive)
	z := append([]float64(nil), c[:p]...)
	for k := p - 1; k >= 0; k-- {
		z[k] /= s.r[k][k]
		for i := range k {
			z[i] -= s.r[k][i] * z[k]
		}
	}
	return z
}

func dot(a, b []float64) float64 {
	var sum float64
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}
