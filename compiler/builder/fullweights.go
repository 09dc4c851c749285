package builder

import (
	"fmt"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/linalg"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/solvers"
)

// full finds a full matrix from neurons to neurons, in the units of the
// connection; nil after a diagnostic.
func (b *builder) full(conn *model.Connection) *graph.Link {
	link := b.newLink(conn)
	link.Signs = signsOf(link)
	if !b.choose(link) {
		return nil
	}
	rows, cols := conn.Post.Size, conn.Pre.Size
	g := conn.Weights
	onlyDiagonal := g != nil && g.Identity && link.Chosen == nil && len(link.Rules) == 0
	if onlyDiagonal {
		link.Chosen = diagonal(rows)
	}
	if g != nil && (g.Fill || onlyDiagonal) && isThin(link) { // and never a matrix of all
		return b.fewFilled(link, g.Data[0]*conn.Scale)
	}
	var W []float64
	if g != nil {
		W = filledMatrix(g, rows, cols)
		if g.Table != nil {
			W = g.Table.In(link.Unit(), link.Gains(rows))
		}
		W = maskGiven(link, b.perHz(link, scaled(W, conn.Scale)))
		if !conn.Post.Magnitudes() && !b.signsHold(link, W, g.At) {
			return nil
		}
	} else if W = b.solveFull(link); W == nil {
		return nil
	}
	if link.Chosen == nil {
		link.Chosen = chosenBy(link.Mask, rows, cols)
	}
	if isThin(link) {
		if !b.thin(link, func(i, j int) float64 { return W[i*cols+j] }) {
			return nil
		}
		return link
	}
	link.Weights, link.Chosen = b.constant(conn.Name+".weights", rows, cols, W), nil
	return link
}

// fewFilled gives the weights of a link that exist one value.
func (b *builder) fewFilled(link *graph.Link, v float64) *graph.Link {
	value := func(_, _ int) float64 { return v }
	if link.Jumps {
		factors := b.jumps(link)
		value = func(_, j int) float64 { return v * factors[j] }
	}
	if !b.filledSignsHold(link, v) || !b.thin(link, value) {
		return nil
	}
	return link
}

// tuned is what makes a current of a value for each neuron of the target: encoders, scaled
// by gain and radius (rows×d), and what is added; nil for nothing.
func tuned(link *graph.Link) (scaled *mat.Dense, bias []float64) {
	post, rows := link.Post, link.Connection.Post.Size
	scaled, bias = mat.NewDense(rows, post.Dims, nil), make([]float64, rows)
	for i := range rows {
		_, k := link.Target(i)
		scaled.SetRow(i, post.Scaled[k*post.Dims:(k+1)*post.Dims])
		bias[i] = post.BiasRow[k] - link.Bias.Kept(post.BiasRow[k])
	}
	if link.Bias == weightfile.Intrinsic {
		bias = nil
	}
	return scaled, bias
}

// currents are those, m×rows, that make each neuron i of the target represent F = f(x),
// m×d:
//
//	J_i(x) = gain_i/radius·(e_i·f(x)) + bias_i − what the neuron keeps of it
func currents(link *graph.Link, F *mat.Dense) *mat.Dense {
	scaled, bias := tuned(link)
	J := linalg.Product(F, mat.DenseCopyOf(scaled.T()))
	if bias == nil {
		return J
	}
	m, _ := J.Dims()
	for i := range m {
		row := J.RawRowView(i)
		for k := range row {
			row[k] += bias[k]
		}
	}
	return J
}

// thresholds are the currents, as weights give them, below which each neuron of the target
// is silent; nil for a connection that does not relax.
func thresholds(link *graph.Link) []float64 {
	if !link.Relax {
		return nil
	}
	out := make([]float64, link.Connection.Post.Size)
	for i := range out {
		_, k := link.Target(i)
		out[i], _ = link.Post.Neurons.Threshold()
		out[i] -= link.Bias.Kept(link.Post.BiasRow[k])
	}
	return out
}

// findFull solves each row of a full matrix for the currents that represent F, on a
// support that was drawn, or nil.
func (b *builder) findFull(q *asked, X, F *mat.Dense, support [][]int) *solved {
	link := q.link
	A, highest := q.rates(X, b.own)
	prob := &solvers.Problem{A: A, Y: currents(link, F), Sigma: q.sigma(highest), Reg: q.Reg, Signs: link.Signs, Theta: thresholds(link), Rand: q.noise()}
	solver := link.Solver
	if prob.Inputs = conducts(q.inputs); prob.Inputs != nil {
		solver = solvers.Conducted{Solver: solver}
	}
	result := solve(solver, prob, highest, func(p *solvers.Problem) (sol *solvers.Solution, err error) {
		sol, support, err = solveMasked(solver, link.Connection, support, p)
		return sol, err
	})
	result.support = support
	return result
}

// solveFull recalls or solves a full matrix, row by row for the currents of the target.
func (b *builder) solveFull(link *graph.Link) []float64 {
	conn := link.Connection
	isSolved := b.progress.begins(conn.Name)
	q := ask(link)
	if q.inputs = b.inputsOf(link); !b.withinReach(link, q.inputs) {
		isSolved()
		return nil
	}
	X := q.at()
	F := q.targets(X)
	key := q.solveKey(X, F)
	result := b.recall(key, func() *solved { return b.findFull(q, X, F, key.Support) })
	isSolved()
	if !b.accept(conn.Name, link.Pre, result, conn.At) {
		return nil
	}
	fit := result.fit
	fit.Name = conn.SolverName
	link.Fit, link.Mask = fit, maskOf(result.support, conn.Pre.Size)
	if !conn.Solver.Traits().Zeros && fit.RMSE > 0.5*fit.TargetRMS && fit.RMSE > 1e-9 {
		help := fmt.Sprintf("more neurons in `%s`, less regularisation, or a function its signs can reach", names(link.Pre))
		if link.Mask != nil && !slices.Contains(link.Mask, true) {
			help = "none of its weights exists: a larger `probability`"
		}
		b.diags.Add(diag.New(diag.PoorFit, conn.At, "the currents of `%s` are fitted with RMSE %.2g where they are %.2g on average",
			conn.Name, fit.RMSE, fit.TargetRMS).WithHelp("%s", help))
	}
	b.judgeUnseen(q, result.sol)
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
