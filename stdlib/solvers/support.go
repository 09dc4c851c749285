package solvers

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/mat"
)

// OnSupport solves each target with some of the neurons only: support[j] lists,
// in ascending order, those that target j may use; all other weights are zero.
// The regularisation stays that of the whole problem.
func OnSupport(s Solver, p *Problem, support [][]int) (*Solution, error) {
	m, n := p.A.Dims()
	_, k := p.Y.Dims()
	out := &Solution{X: mat.NewDense(n, k, nil)}
	for j, cols := range support {
		if len(cols) == 0 {
			continue // nothing can be done for this target
		}
		sub := *p
		sub.A, sub.Y, sub.Signs = mat.NewDense(m, len(cols), nil), mat.NewDense(m, 1, mat.Col(nil, j, p.Y)), nil
		if p.Theta != nil {
			sub.Theta = p.Theta[j : j+1]
		}
		if p.Inputs != nil {
			sub.Inputs = p.Inputs[j : j+1]
		}
		for at, c := range cols {
			sub.A.SetCol(at, mat.Col(nil, c, p.A))
			if p.Signs != nil {
				sub.Signs = append(sub.Signs, p.Signs[c])
			}
		}
		sol, err := s.Solve(&sub)
		if err != nil {
			return nil, err
		}
		for at, c := range cols {
			out.X.Set(c, j, sol.X.At(at, 0))
		}
		out.Iterations += sol.Iterations
		out.Condition = max(out.Condition, sol.Condition)
	}
	out.RMSE = rmse(p, out.X)
	return out, nil
}

// Largest lists, for each column of X, its `count` entries of largest
// magnitude, in ascending order; of equal ones the first.
func Largest(X *mat.Dense, count int) [][]int {
	n, k := X.Dims()
	out := make([][]int, k)
	for j := range out {
		order := make([]int, n)
		for i := range order {
			order[i] = i
		}
		sort.SliceStable(order, func(a, b int) bool { return math.Abs(X.At(order[a], j)) > math.Abs(X.At(order[b], j)) })
		out[j] = order[:min(count, n)]
		sort.Ints(out[j])
	}
	return out
}
