package builder

import (
	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/linalg"
	"github.com/nefc/nefc/stdlib/solvers"
)

// full builds a full matrix from neurons to neurons, in the units of the
// connection.
func (b *builder) full(conn *model.Connection) *graph.Signal {
	link := b.newLink(conn)
	link.Signs = pickSigns(link.Pre.Signs, conn.Pre.Index)
	rows, cols := conn.Post.Size, conn.Pre.Size
	var W []float64
	if g := conn.Weights; g != nil {
		W = filledMatrix(g, rows, cols)
		if g.Table != nil {
			W = g.Table.In(link.Unit(), link.Gains(rows))
		}
		W = maskGiven(link, scaled(W, conn.Scale))
		if !b.signsHold(link, W, g.At) {
			return nil
		}
	} else if W = b.solveFull(link); W == nil {
		return nil
	}
	link.Weights = b.constant(conn.Name+".weights", rows, cols, W)
	return b.weighted(link, b.picked(conn, link.Pre))
}

// currents are those, m×rows, that make each neuron i of the target represent F = f(x),
// m×d:
//
//	J_i(x) = gain_i/radius·(e_i·f(x))  (+ bias_i, with `bias decoded`)
func currents(link *graph.Link, F *mat.Dense) *mat.Dense {
	post, rows := link.Post, link.Connection.Post.Size
	m, _ := F.Dims()
	E, bias := mat.NewDense(rows, post.Dims, nil), make([]float64, rows)
	for i := range rows {
		_, k := link.Target(i)
		E.SetRow(i, post.Scaled[k*post.Dims:(k+1)*post.Dims])
		bias[i] = post.BiasRow[k]
	}
	J := linalg.Product(F, mat.DenseCopyOf(E.T()))
	if link.BiasDecode {
		for i := range m {
			row := J.RawRowView(i)
			for k := range row {
				row[k] += bias[k]
			}
		}
	}
	return J
}

// findFull solves each row of a full matrix for the currents J, on a support that was
// drawn, or nil.
func (b *builder) findFull(link *graph.Link, q *question, J *mat.Dense, support [][]int) *solved {
	conn, pre := link.Connection, link.Pre
	act := q.activities(pre, b.own[pre])
	prob := &solvers.Problem{A: act.columns(conn.Pre.Index), Y: J, Sigma: q.sigma(act), Reg: q.Reg, Signs: link.Signs, Rand: q.noise()}
	result := solve(conn.Solver, prob, act, func(p *solvers.Problem) (sol *solvers.Solution, err error) {
		sol, support, err = solveMasked(conn, support, p)
		return sol, err
	})
	result.support = support
	return result
}

// solveFull recalls or solves a full matrix, row by row for the currents of the target.
func (b *builder) solveFull(link *graph.Link) []float64 {
	conn, pre := link.Connection, link.Pre
	isSolved := b.progress.begins(conn.Name)
	q := questionOf(pre, conn)
	X := q.at(pre)
	J := currents(link, q.targets(X))
	key := newSolveKey(pre, q, X, J)
	key.Signs, key.Picked, key.Strongest, key.Support = link.Signs, conn.Pre.Index, conn.FanIn, randomSupport(conn)
	result := b.recall(key, func() *solved { return b.findFull(link, q, J, key.Support) })
	isSolved()
	if !b.accept(conn.Name, pre, result, conn.At) {
		return nil
	}
	fit := result.fit
	fit.Name = conn.SolverName
	link.Fit, link.Mask = fit, maskOf(result.support, conn.Pre.Size)
	if !conn.Solver.Traits().Zeros && fit.RMSE > 0.5*fit.TargetRMS && fit.RMSE > 1e-9 {
		b.diags.Add(diag.New(diag.PoorFit, conn.At, "the currents of `%s` are fitted with RMSE %.2g where they are %.2g on average",
			conn.Name, fit.RMSE, fit.TargetRMS).
			WithHelp("more neurons in `%s`, less regularisation, or a function its signs can reach", pre.Name))
	}
	return fullWeights(link, result.sol.X)
}

// fullWeights are the weights of a connection, out×pre, whose currents decoders X,
// pre×out, give: divided by gains in `units gain`, times the scale.
func fullWeights(link *graph.Link, X *mat.Dense) []float64 {
	rows, cols := link.Connection.Post.Size, link.Connection.Pre.Size
	W := kernels.Zeros(rows * cols)
	for i := range rows {
		gain := 1.0
		if link.UnitsGain {
			_, k := link.Target(i)
			gain = link.Post.GainRow[k]
		}
		for j := range cols {
			if v := X.At(j, i); v != 0 {
				W[i*cols+j] = v / gain * link.Scale
			}
		}
	}
	return W
}
