package builder

import (
	"github.com/nefc/nefc/compiler/activities"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/solvers"
)

// fewDims is how many dimensions of a joint value the points fill that it is solved at
// by default.
const fewDims = 4

// judgeUnseen says how well weights fit at as many other points, if a joint value has many
// dimensions and the model does not say at how many points it is solved.
func (b *builder) judgeUnseen(q *asked, sol *solvers.Solution) {
	link := q.link
	conn, joint := link.Connection, link.Connection.Pre.Joint
	if joint == nil || joint.Dims <= fewDims || q.Points != nil || conn.NumPoints != joint.DefaultPoints() {
		return
	}
	rmse := b.unseenError(q, link, sol)
	b.diags.Add(diag.New(diag.ManyDims, conn.At, "`%s` is solved at %d points of %d dimensions: RMSE %.2g there, %.2g at as many others",
		conn.Name, conn.NumPoints, joint.Dims, link.Fit.RMSE, rmse).
		WithHelp("`n_eval_points %d` takes more, or says that these are enough", 2*conn.NumPoints))
}

// unseenError is the RMSE of weights at points that they were not solved at.
func (b *builder) unseenError(q *asked, link *graph.Link, sol *solvers.Solution) float64 {
	X := activities.JointPoints(link.Connection.NumPoints, link.Connection.Pre.Joint, rng.Stream(link.Seed, link.Name, rng.Unseen))
	A, _ := q.rates(X, b.own)
	p := &solvers.Problem{A: A, Y: currents(link, q.targets(X)), Theta: thresholds(link), Signs: link.Signs}
	p.Inputs = conducts(q.inputs)
	return solvers.Misfit(p, sol.X)
}
