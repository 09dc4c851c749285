package builder

import (
	"github.com/nefc/nefc/compiler/activities"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/identity"
)

// request is a question to a population.
type request struct {
	*question
	p      *graph.Population
	name   string        // of who asks
	solver string        // its name
	key    identity.Hash // equal ones have the same decoders
	result *solved       // what was found, of those that are solved ahead
}

// byValue asks for decoders of the represented value.
func byValue(p *graph.Population) *request {
	q := valueOf(p)
	return &request{question: q, p: p, name: p.Name, solver: "l2", key: q.key()}
}

// byConnection asks for the decoders of a connection.
func byConnection(p *graph.Population, conn *model.Connection) *request {
	q := questionOf(p, conn)
	return &request{question: q, p: p, name: conn.Name, solver: conn.SolverName, key: q.key()}
}

// byProbe asks for the decoders of a probe: those of the represented value, or
// what a connection with its solver would ask for.
func byProbe(p *graph.Population, probe *model.Probe, seed int64) *request {
	if probe.Solver == nil {
		return byValue(p)
	}
	return byConnection(p, &model.Connection{Name: "probe " + probe.Name, At: probe.At, Solver: probe.Solver, SolverName: probe.SolverName,
		Reg: model.DefaultReg, Seed: seed})
}

// byBlocks reports activities that are not held, but computed a block at a time.
func (r *request) byBlocks() bool {
	return r.Solver.Traits().Blocks && r.size() > model.HeldActivities
}

// size is how many activities the problem has: points times neurons.
func (r *request) size() float64 {
	return float64(r.asked().Rows) * float64(r.p.N)
}

// asked are the points as the model has them.
func (r *request) asked() *model.Array {
	if r.Points != nil {
		return r.Points
	}
	return r.p.EvalPoints
}

// solveKey is all that the solution depends on.
func (r *request) solveKey() *solveKey {
	X := r.at(r.p)
	return newSolveKey(r.question, X, r.targets(X), activities.Source{Population: r.p, To: r.p.Dims})
}

// activities are the rates at the points of a request; own computes those at the
// population's own.
func (r *request) activities(own func() *activities.Activities) *activities.Activities {
	if r.byBlocks() {
		return activities.Survey(r.p, r.points(r.p))
	}
	return r.question.activities(r.p, own)
}

// holdsOwn reports a request that is solved with the activities at the population's
// own points.
func (r *request) holdsOwn() bool { return r.Points == nil && !r.byBlocks() }

// requests are those that the model will make, of each population, equal ones once.
// The bar of progress expects them, and the full weights that are solved.
func (b *builder) requests() map[*graph.Population][]*request {
	asked := map[*graph.Population][]*request{}
	seen := map[identity.Hash]bool{}
	ask := func(r *request) {
		if !seen[r.key] {
			seen[r.key] = true
			asked[r.p] = append(asked[r.p], r)
		}
	}
	for _, conn := range b.m.Connections {
		switch {
		case conn.Full && conn.Weights == nil:
			b.progress.expect(1) // of solveFull
		case conn.Pre.Ensemble != nil && !conn.Full && !conn.Pre.Neurons && conn.Decoders == nil:
			ask(byConnection(b.pop[conn.Pre.Ensemble], conn))
		}
	}
	for _, n := range b.m.Nodes {
		for _, read := range n.Reads {
			if read.Ensemble != nil {
				ask(byValue(b.pop[read.Ensemble]))
			}
		}
	}
	for _, probe := range b.m.Probes {
		if probe.Slot.Ensemble != nil && probe.Slot.Name == "" && probe.Decoders == nil {
			ask(byProbe(b.pop[probe.Slot.Ensemble], probe, b.m.Seed))
		}
	}
	b.progress.expect(len(seen))
	return asked
}
