package solvers

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/libm"
)

// activeSet solves min |M·w − b|, w ≥ 0 for many b with one M by Lawson and
// Hanson's method: a column enters the passive set along which the residual falls
// fastest, the passive columns are solved for without bounds, and those that
// would fall below zero leave. The next b starts where the last one ended.
//
// Source: Lawson & Hanson (1974), ch. 23.
type activeSet struct {
	factors
	n       int
	free    []bool // columns whose w may have either sign; nil for none
	in      []bool
	passive []int // the columns with w > 0, and free ones, in the order of the factors
	changes int
}

// factors solve for the passive columns. They are updated when one enters or
// leaves.
type factors interface {
	// fresh are those of no passive columns, for another thread.
	fresh() factors
	// pieces are how many threads may have some at once.
	pieces() int
	// begin takes a right-hand side.
	begin(b []float64)
	// enter appends column j; false if it depends on the passive columns.
	enter(j int) bool
	// leave removes the k-th passive column.
	leave(k int)
	// solution is what the passive columns come to without bounds, until the next call.
	solution() []float64
	// slopes writes M'(b − M·w) of every column, w being the weights of all.
	slopes(w, out []float64)
	// size is the length of column j.
	size(j int) float64
}

// newActiveSet begins with the free columns.
func newActiveSet(f factors, n int, free []bool) *activeSet {
	s := &activeSet{factors: f, n: n, free: free, in: make([]bool, n)}
	for j, may := range free {
		if may && s.enter(j) {
			s.passive, s.in[j] = append(s.passive, j), true
		}
	}
	return s
}

// bounded reports that w of column j must not fall below 0.
func (s *activeSet) bounded(j int) bool { return s.free == nil || !s.free[j] }

// solve returns w for one right-hand side, whose length is given: b of the
// factors may be another form of it.
func (s *activeSet) solve(b []float64, length float64) ([]float64, error) {
	s.begin(b)
	w := make([]float64, s.n)
	s.warmStart(w)
	refused, slopes := make([]bool, s.n), make([]float64, s.n)
	for step := 0; ; step++ {
		if step > 10*s.n+100 {
			return nil, fmt.Errorf("the active set of %d columns did not settle", s.n)
		}
		s.slopes(w, slopes)
		j := s.steepest(slopes, length, refused)
		if j < 0 {
			return w, nil
		}
		if !s.enter(j) {
			refused[j] = true
			continue
		}
		s.changes++
		s.passive, s.in[j] = append(s.passive, j), true
		z := s.solution()
		if z[len(z)-1] <= 0 && s.bounded(j) { // rounding alone promised descent
			s.remove(len(s.passive) - 1)
			refused[j] = true
			continue
		}
		s.retreat(z, w)
		clear(refused)
	}
}

// remove takes the k-th passive column out.
func (s *activeSet) remove(k int) {
	s.changes++
	s.in[s.passive[k]] = false
	s.passive = append(s.passive[:k], s.passive[k+1:]...)
	s.leave(k)
}

// refactor begins with the same passive columns of another matrix, but those that depend
// on each other there.
func (s *activeSet) refactor() {
	columns := s.passive
	s.factors, s.passive = s.fresh(), columns[:0]
	for _, j := range columns {
		if s.in[j] = s.enter(j); s.in[j] {
			s.passive = append(s.passive, j)
		}
	}
}

// warmStart keeps the passive columns of the last right-hand side that are
// positive for this one.
func (s *activeSet) warmStart(w []float64) {
	for {
		z := s.solution()
		worst := -1
		for k, v := range z {
			if v <= 0 && s.bounded(s.passive[k]) && (worst < 0 || v < z[worst]) {
				worst = k
			}
		}
		if worst < 0 {
			for k, j := range s.passive {
				w[j] = z[k]
			}
			return
		}
		s.remove(worst)
	}
}

// steepest returns the column along which the residual falls fastest, or -1 if
// no column promises more than rounding error: the optimality condition.
func (s *activeSet) steepest(slopes []float64, length float64, refused []bool) int {
	best, bestSlope := -1, 0.0
	for j, slope := range slopes {
		const eps = 4e-15
		if !s.bounded(j) {
			slope = math.Abs(slope)
		}
		if !s.in[j] && !refused[j] && slope > bestSlope && slope > eps*s.size(j)*length {
			best, bestSlope = j, slope
		}
	}
	return best
}

// retreat moves w towards the unconstrained solution z; columns that reach
// zero on the way leave, until all of z is positive.
func (s *activeSet) retreat(z, w []float64) {
	for {
		alpha, blocked := 1.0, false
		for k, j := range s.passive {
			if z[k] <= 0 && s.bounded(j) {
				alpha, blocked = min(alpha, w[j]/(w[j]-z[k])), true
			}
		}
		for k, j := range s.passive {
			if blocked {
				w[j] += float64(alpha * (z[k] - w[j]))
			} else {
				w[j] = z[k]
			}
		}
		if !blocked {
			return
		}
		for k := len(s.passive) - 1; k >= 0; k-- {
			if j := s.passive[k]; z[k] <= 0 && s.bounded(j) && w[j] <= 1e-14*math.Abs(z[k]) {
				w[j] = 0
				s.remove(k)
			}
		}
		z = s.solution()
	}
}

// triangle is the upper triangular factor R of the passive columns, a column
// after the other.
type triangle [][]float64

// back replaces c, of as many rows as R, by the solution z of R·z = c.
func (r triangle) back(c []float64) {
	for k := len(c) - 1; k >= 0; k-- {
		c[k] /= r[k][k]
		kernels.Axpy(c[:k], -c[k], r[k][:k])
	}
}

// forward replaces c by the solution y of R'y = c.
func (r triangle) forward(c []float64) {
	for k, col := range r {
		c[k] = (c[k] - kernels.Dot(col[:k], c[:k])) / col[k]
	}
}

// without removes column k and makes R triangular again by Givens rotations of
// rows i and i+1, which it hands on.
func (r triangle) without(k int, rotate func(i int, cos, sin float64)) triangle {
	r = append(r[:k], r[k+1:]...)
	for i := k; i < len(r); i++ {
		a, b := r[i][i], r[i][i+1]
		norm := libm.Hypot(a, b)
		cos, sin := a/norm, b/norm
		for _, col := range r[i:] {
			rotatePair(&col[i], &col[i+1], cos, sin)
		}
		r[i] = r[i][:i+1]
		rotate(i, cos, sin)
	}
	return r
}

func rotatePair(a, b *float64, cos, sin float64) {
	*a, *b = float64(cos**a)+float64(sin**b), float64(cos**b)-float64(sin**a)
}
