package builder

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/solvers"
)

// randomSupport chooses, for `density`, exactly round(share·n) neurons of each source
// for each target neuron; nil without `density`.
func randomSupport(conn *model.Connection) [][]int {
	if conn.Sparse == nil {
		return nil
	}
	r := rng.Stream(conn.Seed, conn.Name, rng.Mask)
	out := make([][]int, conn.Post.Size)
	for i := range out {
		column := 0
		for k, end := range conn.Pre.Ends() {
			count := int(math.Round(conn.Sparse[k] * float64(end.Size)))
			for _, j := range r.Perm(end.Size)[:count] {
				out[i] = append(out[i], column+j)
			}
			column += end.Size
		}
		sort.Ints(out[i])
	}
	return out
}

// solveMasked solves a full matrix: on a support that was drawn, or again on the
// largest weights of each target neuron, or as a whole. It returns the support
// it used, nil for all.
func solveMasked(s solvers.Solver, conn *model.Connection, support [][]int, p *solvers.Problem) (*solvers.Solution, [][]int, error) {
	if conn.FanIn > 0 {
		whole, err := s.Solve(p)
		if err != nil {
			return nil, nil, err
		}
		support = solvers.Largest(whole.X, conn.FanIn)
	}
	if support == nil {
		sol, err := s.Solve(p)
		return sol, nil, err
	}
	sol, err := solvers.OnSupport(s, p, support)
	return sol, support, err
}

// maskGiven sets given weights W (out×pre) outside the mask to zero: that of
// the table, a random one, or the largest of each target neuron.
func maskGiven(link *graph.Link, W []float64) []float64 {
	conn, cols := link.Connection, link.Connection.Pre.Size
	support := randomSupport(conn)
	if conn.FanIn > 0 {
		support = solvers.Largest(mat.DenseCopyOf(mat.NewDense(conn.Post.Size, cols, W).T()), conn.FanIn)
	}
	if t := conn.Weights.Table; t != nil && t.Mask != nil && support == nil {
		support = make([][]int, conn.Post.Size)
		for k, exists := range t.Mask {
			if exists != 0 {
				support[k/cols] = append(support[k/cols], k%cols)
			}
		}
	}
	if link.Mask = maskOf(support, cols); link.Mask == nil {
		return W
	}
	out := make([]float64, len(W))
	for k, exists := range link.Mask {
		if exists {
			out[k] = W[k]
		}
	}
	return out
}

// maskOf marks the weights of a support, out×cols; nil if all exist.
func maskOf(support [][]int, cols int) []bool {
	missing := 0
	mask := make([]bool, len(support)*cols)
	for i, list := range support {
		missing += cols - len(list)
		for _, j := range list {
			mask[i*cols+j] = true
		}
	}
	if missing == 0 {
		return nil
	}
	return mask
}
