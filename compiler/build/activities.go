package build

import (
	"runtime"
	"slices"
	"sync"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/runtime/kernels"
	"github.com/nefc/nefc/stdlib/rng"
)

// activities are the rates A (m×n, Hz) of a population at m evaluation points
// X (m×d).
type activities struct {
	X, A   *mat.Dense
	max    float64
	firing []bool // by point: some neuron fires
}

// activitiesAt computes rates at points: rates(gain·(e·x)/radius + bias). The
// bias is the neurons' own, also where it is removed at run time.
func activitiesAt(p *graph.Population, points []float64) *activities {
	m := len(points) / p.Dims
	act := &activities{X: mat.NewDense(m, p.Dims, points), A: mat.NewDense(m, p.N, nil), firing: make([]bool, m)}
	E := mat.DenseCopyOf(mat.NewDense(p.N, p.Dims, p.Scaled).T()).RawMatrix().Data
	threads := min(runtime.GOMAXPROCS(0), m)
	tops := make([]float64, threads)
	var done sync.WaitGroup
	for t := range threads {
		done.Go(func() {
			for i := t; i < m; i += threads {
				row := act.A.RawRowView(i)
				kernels.EncodeColumns(row, p.BiasRow, E, act.X.RawRowView(i))
				p.Neurons.Rates(row, row)
				top := highest(row)
				act.firing[i] = top > 0
				tops[t] = max(tops[t], top)
			}
		})
	}
	done.Wait()
	act.max = slices.Max(tops)
	return act
}

// highest is the highest rate, or 0.
func highest(rates []float64) float64 {
	top := 0.0
	for _, a := range rates {
		if a > top {
			top = a
		}
	}
	return top
}

// ownActivities are those at the evaluation points of a population, computed when
// they are first asked for.
func ownActivities(p *graph.Population) func() *activities {
	return sync.OnceValue(func() *activities { return activitiesAt(p, p.Points) })
}

// activitiesFor returns the rates at the evaluation points of a connection, if it
// has some, or its population's own.
func activitiesFor(p *graph.Population, conn *model.Connection, own func() *activities) *activities {
	if conn == nil || conn.EvalPoints == nil {
		return own()
	}
	points := conn.EvalPoints.Data
	if conn.EvalPoints.Dist != nil {
		points = conn.EvalPoints.Dist.Sample(rng.Stream(conn.Seed, conn.Name, rng.EvalPoints), conn.EvalPoints.Rows, p.Dims)
	}
	if conn.ScaleEval {
		points = append([]float64(nil), points...)
		for i := range points {
			points[i] *= p.Radius
		}
	}
	return activitiesAt(p, points)
}

// targets evaluates a function at evaluation points: Y (m×k). A nil function
// is the identity.
func targets(X *mat.Dense, fn []*code.Expr) *mat.Dense {
	if fn == nil {
		return X
	}
	m, d := X.Dims()
	prog := code.Compile(fn, func(_, i int) int { return i })
	Y, stack := mat.NewDense(m, len(fn), nil), make([]float64, prog.Depth)
	for i := range m {
		prog.Run(0, 0, X.RawRowView(i)[:d], nil, stack, Y.RawRowView(i))
	}
	return Y
}

// targetsOf evaluates the function of a connection: the points it was given as,
// or fn.
func targetsOf(conn *model.Connection, X *mat.Dense, fn []*code.Expr) *mat.Dense {
	if conn != nil && conn.Points != nil {
		return mat.NewDense(conn.Points.Rows, conn.Points.Cols, conn.Points.Data)
	}
	return targets(X, fn)
}
