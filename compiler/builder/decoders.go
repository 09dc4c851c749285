package builder

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strings"
	"time"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/compiler/activities"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/stdlib/solvers"
)

// decoded is a decoder matrix that may serve several wires.
type decoded struct {
	D   *mat.Dense // k×n
	fit *solvers.Fit
	sig map[string]*graph.Signal // by transform
}

// solved is what a solver made of a problem.
type solved struct {
	silent, infinite bool // it was not tried: no neuron fires, or targets are not finite
	err              error
	sol              *solvers.Solution
	fit              *solvers.Fit
	reachable        float64 // see reachable; of decoders
	support          [][]int // which weights exist, of full weights; nil for all
}

// recalled reports a solution that was found before.
func (s *solved) recalled() bool { return s.fit != nil && s.fit.Recalled }

// solve runs a solver on activities of which the highest is given.
func solve(s solvers.Solver, p *solvers.Problem, highest float64, run func(p *solvers.Problem) (*solvers.Solution, error)) *solved {
	out := &solved{silent: highest == 0 && !s.Traits().Zeros, infinite: !finite(p.Y)}
	if out.silent || out.infinite {
		return out
	}
	start := time.Now()
	if out.sol, out.err = run(p); out.err == nil && (!finite(out.sol.X) || math.IsNaN(out.sol.Condition)) {
		out.err = errors.New("what solves it is not finite; its numbers, or its `reg` or `sigma`, are too large")
	}
	if out.err == nil {
		out.fit = solvers.NewFit(s, out.sol, p, time.Since(start))
	}
	return out
}

// finite says whether squares of the elements can be summed.
func finite(m *mat.Dense) bool {
	return !slices.ContainsFunc(m.RawMatrix().Data, func(v float64) bool { return !(math.Abs(v) < 1e150) })
}

// accept reports why the problem of a name, over some populations, has no solution.
func (b *builder) accept(name string, sources []*graph.Population, r *solved, at diag.Span) bool {
	switch {
	case r.silent:
		d := b.err(diag.ImpossibleTuning, at, "no neuron of `%s` fires at any evaluation point, so nothing can be decoded", names(sources)).
			WithHelp("check intercepts, gain and bias of the source")
		for _, p := range sources {
			d.WithPlace(p.At, "the population")
		}
	case r.infinite:
		b.err(diag.NotFinite, at, "the function of `%s` is not finite everywhere in the range of its source, or beyond 1e150", name).
			WithHelp("keep arguments of log, sqrt and / inside their range, with max() or `if`")
	case r.err != nil:
		b.err(diag.PoorFit, at, "`%s` cannot be solved: %v", name, r.err).Severity = diag.Error
	}
	return r.sol != nil && r.err == nil
}

// names lists populations.
func names(list []*graph.Population) string {
	var out []string
	for _, p := range list {
		out = append(out, p.Name)
	}
	return strings.Join(out, "`, `")
}

// solve recalls or finds the decoders, given the activities at the population's own
// points. It changes nothing, so requests can be solved at the same time.
func (b *builder) solve(r *request, own func() *activities.Activities) *solved {
	if r.small() { // those are recalled together
		return r.find(own)
	}
	return b.recall(r.solveKey(), func() *solved { return r.find(own) })
}

// find solves the decoders.
func (r *request) find(own func() *activities.Activities) *solved {
	act := r.activities(own)
	p := &solvers.Problem{A: act.A, N: r.p.N, Block: act.Block, Y: r.targets(r.at(r.p)), Sigma: r.sigma(act.Max), Reg: r.Reg, Rand: r.noise()}
	out := solve(r.Solver, p, act.Max, r.Solver.Solve)
	if out.fit != nil {
		out.reachable = reachable(p, act.Firing, out.sol, out.fit)
		out.sol.X = act.ByNeuron(out.sol.X)
	}
	return out
}

// solveAhead finds the decoders that the model will ask for, on all cores, a
// population after the other so that the activities of few are held at once.
func (b *builder) solveAhead() {
	asked := b.requests()
	packs := b.recallPacks(asked)
	kernels.Parallel(len(b.g.Populations), func(i int) {
		p := b.g.Populations[i]
		own, held := activities.Own(p), false
		for _, r := range asked[p] {
			isSolved := b.progress.begins(r.name)
			if r.result == nil {
				r.result = b.solve(r, own)
			}
			isSolved()
			held = held || r.holdsOwn() && !r.result.recalled()
		}
		if held {
			own().Release()
		}
	})
	b.keepPacks(packs)
	for _, p := range b.g.Populations {
		for _, r := range asked[p] {
			b.ahead[r.key] = r.result
		}
	}
}

// decodersFor solves, or recalls, the decoders of a request; what says what they
// decode.
func (b *builder) decodersFor(r *request, what string, at diag.Span) *decoded {
	if d := b.decoders[r.key]; d != nil {
		return d
	}
	result := b.ahead[r.key]
	if result == nil {
		result = b.solve(r, b.own[r.p])
	}
	if !b.accept(r.name, []*graph.Population{r.p}, result, at) {
		return nil
	}
	fit := result.fit
	fit.Name = r.solver
	d := &decoded{D: mat.DenseCopyOf(result.sol.X.T()), fit: fit, sig: map[string]*graph.Signal{}}
	b.decoders[r.key] = d
	traits := r.Solver.Traits()
	if rmse := result.reachable; rmse > 0.2*fit.TargetRMS && rmse > 1e-9 && !traits.Zeros {
		b.diags.AddOnce(diag.New(diag.PoorFit, at, "`%s` is decoded with RMSE %.2g (radius %g, %d neurons)", what, rmse, r.p.Radius, r.p.N).
			WithHelp("%s", cmp.Or(traits.Advice, "more neurons would help")))
	}
	return d
}

// reachable is the root mean squared error over the points at which any neuron
// fires: elsewhere no decoders could do better, as in a population that only
// represents positive numbers, on purpose.
func reachable(p *solvers.Problem, firing []bool, sol *solvers.Solution, fit *solvers.Fit) float64 {
	points := 0
	for _, f := range firing {
		if f {
			points++
		}
	}
	if points == len(firing) {
		return fit.RMSE
	}
	e := solvers.Residual(p, sol.X)
	_, k := e.Dims()
	sum := 0.0
	for i, f := range firing {
		if f {
			row := e.RawRowView(i)
			sum += kernels.Dot(row, row)
		}
	}
	return math.Sqrt(sum / float64(points*k))
}

// decodedValue makes the decoded value of a population for a node or a probe.
// nil after a diagnostic.
func (b *builder) decodedValue(name string, r *request, at diag.Span) *graph.Signal {
	d := b.decodersFor(r, r.p.Name, at)
	if d == nil {
		return nil
	}
	if d.sig["1"] == nil {
		d.sig["1"] = b.constant(r.p.Name+".decoders", r.p.Dims, r.p.N, d.D.RawMatrix().Data)
	}
	return b.dot(name+".weighted", d.sig["1"], r.p.Output, at)
}

// filledMatrix is a given matrix, or one number in every place.
func filledMatrix(g *model.Given, rows, cols int) []float64 {
	if !g.Fill && !g.Identity {
		return g.Data
	}
	out := make([]float64, rows*cols)
	if g.Identity {
		for i := range rows {
			out[i*cols+i] = g.Data[0]
		}
		return out
	}
	for i := range out {
		out[i] = g.Data[0]
	}
	return out
}
