package build

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"time"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/rng"
	"github.com/nefc/nefc/stdlib/solvers"
)

// activities are the rates A (m×n, Hz) of a population at m evaluation points
// X (m×d).
type activities struct {
	X, A *mat.Dense
	max  float64
}

// activitiesAt computes rates at points: rates(gain·(e·x)/radius + bias). The
// bias is the neurons' own, also where it is removed at run time.
func activitiesAt(p *graph.Population, points []float64) *activities {
	d := p.Dims
	m := len(points) / d
	act := &activities{X: mat.NewDense(m, d, points), A: mat.NewDense(m, p.N, nil)}
	scaled := mat.NewDense(p.N, d, p.Scaled)
	act.A.Mul(act.X, scaled.T())
	threads := min(runtime.GOMAXPROCS(0), m)
	highest := make([]float64, threads)
	var done sync.WaitGroup
	for t := range threads {
		done.Go(func() {
			for i := t; i < m; i += threads {
				row := act.A.RawRowView(i)
				for j := range row {
					row[j] += p.BiasRow[j]
				}
				p.Neurons.Rates(row, row)
				highest[t] = max(highest[t], slices.Max(row))
			}
		})
	}
	done.Wait()
	act.max = slices.Max(highest)
	return act
}

// activities returns the rates at the evaluation points of a connection, or of
// its population, which are computed once.
func (b *builder) activities(p *graph.Population, conn *model.Connection) *activities {
	if conn != nil && conn.EvalPoints != nil {
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
	if b.acts[p] == nil {
		b.acts[p] = activitiesAt(p, p.Points)
	}
	return b.acts[p]
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

// decoded is a decoder matrix that may serve several wires.
type decoded struct {
	D   *mat.Dense // k×n
	fit *graph.Fit
	sig map[string]*graph.Signal // by transform
}

// sigma is the absolute regularisation (Hz) of a connection.
func sigma(conn *model.Connection, act *activities) float64 {
	switch {
	case conn == nil:
		return 0.1 * act.max
	case conn.Sigma != nil:
		return *conn.Sigma
	}
	return conn.Reg * act.max
}

// relative is the regularisation as a share of the highest rate, or 0 if it is
// absolute.
func relative(conn *model.Connection) float64 {
	switch {
	case conn == nil:
		return 0.1
	case conn.Sigma != nil:
		return 0
	}
	return conn.Reg
}

// noiseOf is the stream of a solver that draws: that of the connection, so two
// connections of one function draw different numbers.
func noiseOf(p *graph.Population, conn *model.Connection) *rng.Rand {
	if conn != nil {
		return rng.Stream(conn.Seed, conn.Name, rng.Noise)
	}
	return rng.Stream(p.Seed, p.Name, rng.Noise)
}

// solve runs a solver and reports what it found or why it failed.
func (b *builder) solve(name string, s solvers.Solver, p *solvers.Problem, act *activities, at diag.Span) (*solvers.Solution, *graph.Fit) {
	return b.attempt(name, s, p, act, at, func() (*solvers.Solution, error) { return s.Solve(p) })
}

// attempt is solve with another way to run the solver.
func (b *builder) attempt(name string, s solvers.Solver, p *solvers.Problem, act *activities, at diag.Span, run func() (*solvers.Solution, error)) (*solvers.Solution, *graph.Fit) {
	if act.max == 0 {
		b.err(diag.ImpossibleTuning, at, "no neuron behind `%s` fires at any evaluation point, so nothing can be decoded", name).
			WithHelp("check intercepts, gain and bias of the source")
		return nil, nil
	}
	for _, v := range p.Y.RawMatrix().Data {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			b.err(diag.NotFinite, at, "the function of `%s` is not finite everywhere in the range of its source", name).
				WithHelp("keep arguments of log, sqrt and / inside their range, with max() or `if`")
			return nil, nil
		}
	}
	start := time.Now()
	sol, err := run()
	if err != nil {
		b.err(diag.PoorFit, at, "`%s` cannot be solved: %v", name, err).Severity = diag.Error
		return nil, nil
	}
	return sol, describeFit(s, sol, p, time.Since(start))
}

func describeFit(s solvers.Solver, sol *solvers.Solution, p *solvers.Problem, took time.Duration) *graph.Fit {
	f := &graph.Fit{Solver: s, Iterations: sol.Iterations, Condition: sol.Condition, Seconds: took.Seconds()}
	for _, e := range sol.RMSE {
		f.RMSE += e * e / float64(len(sol.RMSE))
	}
	f.RMSE = math.Sqrt(f.RMSE)
	sum := 0.0
	data := p.Y.RawMatrix().Data
	for _, v := range data {
		sum += v * v
	}
	f.TargetRMS = math.Sqrt(sum / float64(len(data)))
	zeros := 0
	x := sol.X.RawMatrix().Data
	for _, v := range x {
		if v == 0 {
			zeros++
		}
	}
	f.Zeros = float64(zeros) / float64(len(x))
	return f
}

// decodersFor solves, or recalls, the decoders of a function of a population.
func (b *builder) decodersFor(p *graph.Population, fn []*code.Expr, conn *model.Connection, at diag.Span) *decoded {
	key := fmt.Sprintf("%s|%s", p.Name, functionText(fn))
	var solver solvers.Solver = solvers.L2{}
	name := "l2"
	if conn != nil {
		if conn.Solver != nil {
			solver, name = conn.Solver, conn.SolverName
		}
		key += fmt.Sprintf("|%s|%v|%g|%v", name, solver, conn.Reg, conn.Sigma)
		if conn.Sigma != nil {
			key += fmt.Sprint(*conn.Sigma)
		}
		if conn.EvalPoints != nil || conn.Points != nil || !shareable(solver) {
			key += "|" + conn.Name
		}
	} else {
		key += "|l2|{}|0.1|<nil>"
	}
	if d := b.decoders[key]; d != nil {
		return d
	}
	act := b.activities(p, conn)
	prob := &solvers.Problem{A: act.A, Y: targetsOf(conn, act.X, fn), Sigma: sigma(conn, act), Reg: relative(conn), Rand: noiseOf(p, conn)}
	sol, fit := b.solve(p.Name, solver, prob, act, at)
	if sol == nil {
		return nil
	}
	fit.Name = name
	d := &decoded{D: mat.DenseCopyOf(sol.X.T()), fit: fit, sig: map[string]*graph.Signal{}}
	b.decoders[key] = d
	_, nothing := solver.(solvers.None)
	if rmse := reachable(act.A, prob.Y, sol.X); rmse > 0.2*fit.TargetRMS && rmse > 1e-9 && !nothing {
		what, wayOut := p.Name, "more neurons would help"
		if solver.Signed() {
			wayOut = "decoders of one sign reach only part of the functions; `solve l2` reaches all"
		}
		if conn != nil && conn.Function != nil {
			what = conn.FuncText
		}
		b.diags.AddOnce(diag.New(diag.PoorFit, at, "`%s` is decoded with RMSE %.2g (radius %g, %d neurons)", what, rmse, p.Radius, p.N).WithHelp("%s", wayOut))
	}
	return d
}

// reachable is the root mean squared error over the points at which any neuron
// fires: elsewhere no decoders could do better, as in a population that only
// represents positive numbers, on purpose.
func reachable(A, Y, X *mat.Dense) float64 {
	var e mat.Dense
	e.Mul(A, X)
	e.Sub(&e, Y)
	m, k := e.Dims()
	sum, points := 0.0, 0
	for i := range m {
		if floats.Max(A.RawRowView(i)) <= 0 {
			continue
		}
		points++
		for _, v := range e.RawRowView(i) {
			sum += v * v
		}
	}
	if points == 0 {
		return 0
	}
	return math.Sqrt(sum / float64(points*k))
}

// shareable reports a solver that finds the same for every connection.
func shareable(s solvers.Solver) bool {
	switch s.(type) {
	case solvers.Noise, solvers.MultNoise:
		return false
	}
	return true
}

// decodedValue makes the decoded value of a population for a node or a probe:
// with given decoders, or with those of the identity. nil after a diagnostic.
func (b *builder) decodedValue(name string, p *graph.Population, given *model.Given, at diag.Span) *graph.Signal {
	W := b.identityDecoders(name, p, given, at)
	if W == nil {
		return nil
	}
	return b.dot(name+".weighted", W, p.Output, at)
}

func (b *builder) identityDecoders(name string, p *graph.Population, given *model.Given, at diag.Span) *graph.Signal {
	if given != nil {
		return b.constant(name+".decoders", p.Dims, p.N, filledMatrix(given, p.Dims, p.N))
	}
	d := b.decodersFor(p, nil, nil, at)
	if d == nil {
		return nil
	}
	if d.sig["1"] == nil {
		d.sig["1"] = b.constant(p.Name+".decoders", p.Dims, p.N, d.D.RawMatrix().Data)
	}
	return d.sig["1"]
}

// filledMatrix is a given matrix, or one number in every place.
func filledMatrix(g *model.Given, rows, cols int) []float64 {
	if !g.Fill {
		return g.Data
	}
	out := make([]float64, rows*cols)
	for i := range out {
		out[i] = g.Data[0]
	}
	return out
}
