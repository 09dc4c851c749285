package builder

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/solvers"
)

// shares chooses, for `density` alone, exactly round(share·n) neurons of each source for each
// target neuron; looked is told of the pairs.
func shares(conn *model.Connection, looked func(pairs int)) [][]int32 {
	r := rng.Stream(conn.Seed, conn.Name, rng.Mask)
	out := make([][]int32, conn.Post.Size)
	for i := range out {
		column := 0
		for k, end := range conn.Pre.Ends() {
			count := int(math.Round(conn.Sparse[k] * float64(end.Size)))
			for _, j := range r.Perm(end.Size)[:count] {
				out[i] = append(out[i], int32(column+j))
			}
			column += end.Size
		}
		slices.Sort(out[i])
		looked(column)
	}
	return out
}

// supportOf is what solvers are told of the weights that exist; nil for all.
func supportOf(chosen [][]int32) [][]int {
	if chosen == nil {
		return nil
	}
	out := make([][]int, len(chosen))
	for i, list := range chosen {
		out[i] = make([]int, len(list))
		for k, j := range list {
			out[i][k] = int(j)
		}
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
	support := supportOf(link.Chosen)
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

// chosenBy lists the columns of each row that a mask marks; nil for all.
func chosenBy(mask []bool, rows, cols int) [][]int32 {
	if mask == nil {
		return nil
	}
	out := make([][]int32, rows)
	for k, exists := range mask {
		if exists {
			out[k/cols] = append(out[k/cols], int32(k%cols))
		}
	}
	return out
}
