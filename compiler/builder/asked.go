package builder

import (
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/compiler/activities"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/neurons"
)

// asked is a full matrix that is to be found: the question, and of which neurons.
type asked struct {
	*question
	link    *graph.Link
	sources []activities.Source
	inputs  []neurons.H // of each target neuron, where conductances drive it; nil for currents
}

// ask asks for the weights of a link.
func ask(link *graph.Link) *asked {
	out := &asked{link: link, question: questionOf(link.Pre[0], link.Connection)}
	if out.isJoint() {
		out.Stream = &stream{link.Seed, link.Name}
	}
	for i, part := range link.Connection.Pre.Parts() {
		out.sources = append(out.sources, activities.Source{Population: link.Pre[i], From: part.From, To: part.From + part.Dims, Picked: part.Source.Index})
	}
	return out
}

func (q *asked) isJoint() bool { return q.link.Connection.Pre.Joint != nil }

// at are the evaluation points, m×D.
func (q *asked) at() *mat.Dense {
	if q.isJoint() {
		return q.jointPoints()
	}
	return q.question.at(q.link.Pre[0])
}

// rates are those of all neurons that the link reads at points X, and the highest.
func (q *asked) rates(X *mat.Dense, own map[*graph.Population]func() *activities.Activities) (A *mat.Dense, highest float64) {
	if q.isJoint() {
		return activities.Joint(q.sources, X)
	}
	p := q.link.Pre[0]
	act := q.activities(p, own[p])
	return act.Columns(q.link.Connection.Pre.Index), act.Max
}

// solveKey is all that the solution depends on: instead of currents what they are made of,
// which are fewer numbers.
func (q *asked) solveKey(X, F *mat.Dense) *solveKey {
	key := newSolveKey(q.question, X, F, q.sources...)
	scaled, bias := tuned(q.link)
	key.Encoders, key.Bias = scaled.RawMatrix().Data, bias
	key.Signs, key.Theta, key.Strongest, key.Support = q.link.Signs, thresholds(q.link), q.link.FanIn, supportOf(q.link.Chosen)
	key.Inputs = q.inputs
	return key
}

// jointPoints are the evaluation points of a joint source: those of the connection, or
// for each population its own.
func (q *asked) jointPoints() *mat.Dense {
	conn := q.link.Connection
	dims := conn.Pre.Joint.Dims
	r := rng.Stream(q.Stream.Seed, q.Stream.Name, rng.EvalPoints)
	if q.Points == nil {
		return activities.JointPoints(conn.NumPoints, conn.Pre.Joint, r)
	}
	points := slices.Clone(q.Points.Data)
	if q.Points.Dist != nil {
		points = q.Points.Dist.Sample(r, q.Points.Rows, dims)
	}
	X := mat.NewDense(len(points)/dims, dims, points)
	if q.InBall {
		activities.ScaleJoint(X, conn.Pre.Joint)
	}
	return X
}
