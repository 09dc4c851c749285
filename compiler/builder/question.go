package builder

import (
	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/compiler/activities"
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/identity"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/solvers"
)

// question is all that a solution depends on, beside the neurons themselves: what
// is solved reads nothing else of a connection. Equal questions to a population
// have equal decoders.
type question struct {
	Population string
	Function   []*code.Expr   // nil for the identity
	Values     *model.Given   // of the function at the points, instead of Function; nil otherwise
	Points     *model.Array   // where it is asked; nil for the population's own points
	InBall     bool           // Points are in units of the radius
	Solver     solvers.Solver // nil if nothing is solved
	Reg        float64        // regularisation as a share of the highest rate; 0 with Sigma
	Sigma      *float64       // absolute regularisation, Hz
	Stream     *stream        // of what is drawn; nil if nothing is
}

// stream names random numbers.
type stream struct {
	Seed int64
	Name string
}

// valueOf asks for the represented value of a population.
func valueOf(p *graph.Population) *question {
	return &question{Population: p.Name, Solver: solvers.L2{}, Reg: model.DefaultReg}
}

// questionOf is what a connection asks.
func questionOf(p *graph.Population, conn *model.Connection) *question {
	q := &question{Population: p.Name, Function: conn.Function, Values: conn.Points, Solver: conn.Solver, Reg: conn.Reg, Sigma: conn.Sigma}
	if q.Sigma != nil {
		q.Reg = 0
	}
	if q.Points = conn.EvalPoints; q.Points != nil {
		q.InBall = conn.ScaleEval
	}
	if q.draws() || q.Points != nil && q.Points.Dist != nil {
		q.Stream = &stream{conn.Seed, conn.Name}
	}
	return q
}

// draws reports a solver that uses random numbers: for two connections others.
func (q *question) draws() bool { return q.Solver != nil && q.Solver.Traits().Draws }

// key is equal for equal questions.
func (q *question) key() identity.Hash { return new(identity.Walker).Hash(q) }

// sigma is the absolute regularisation (Hz), of activities of which the highest is given.
func (q *question) sigma(highest float64) float64 {
	if q.Sigma != nil {
		return *q.Sigma
	}
	return q.Reg * highest
}

// noise is the stream of a solver that draws.
func (q *question) noise() *rng.Rand {
	if !q.draws() {
		return nil
	}
	return rng.Stream(q.Stream.Seed, q.Stream.Name, rng.Noise)
}

// points are the evaluation points, in the space of the population.
func (q *question) points(p *graph.Population) []float64 {
	if q.Points == nil {
		return p.Points()
	}
	points := q.Points.Data
	if q.Points.Dist != nil {
		points = q.Points.Dist.Sample(rng.Stream(q.Stream.Seed, q.Stream.Name, rng.EvalPoints), q.Points.Rows, p.Dims)
		inOrder(points, p.Dims)
	}
	if q.InBall {
		points = append([]float64(nil), points...)
		for i := range points {
			points[i] *= p.Radius
		}
	}
	return points
}

// at are the evaluation points as a matrix, m×d.
func (q *question) at(p *graph.Population) *mat.Dense {
	points := q.points(p)
	return mat.NewDense(len(points)/p.Dims, p.Dims, points)
}

// activities are the rates at the evaluation points; own computes those at the
// population's own.
func (q *question) activities(p *graph.Population, own func() *activities.Activities) *activities.Activities {
	if q.Points == nil {
		return own()
	}
	return activities.At(p, q.points(p))
}

// targets are what is wanted at the points X: Y (m×k).
func (q *question) targets(X *mat.Dense) *mat.Dense {
	if q.Values != nil {
		return mat.NewDense(q.Values.Rows, q.Values.Cols, q.Values.Data)
	}
	return activities.Targets(X, q.Function)
}
