package builder

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/identity/identitytest"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/stdlib/synapses"
)

// solverKinds has one of each solver with a parameter, and others.
var solverKinds = []any{solvers.L2{}, solvers.Drop{Drop: 0.1}, solvers.L1{L1: 1, L2: 2}, solvers.Lstsq{RCond: 0.1}, solvers.NNLSGram{},
	solvers.NNLS{}, solvers.None{}}

func world() *identitytest.World {
	return &identitytest.World{Kinds: map[reflect.Type][]any{
		reflect.TypeFor[solvers.Solver]():   solverKinds,
		reflect.TypeFor[dists.Dist]():       {dists.Normal{Mean: 1, Std: 2}, dists.Uniform{Lo: 1, Hi: 2}},
		reflect.TypeFor[synapses.Synapse](): {synapses.Alpha{Tau: 1}},
	}, Objects: map[reflect.Type][]any{
		reflect.TypeFor[*model.Ensemble](): {&model.Ensemble{Name: "a"}, &model.Ensemble{Name: "b"}},
		reflect.TypeFor[*model.Node]():     {&model.Node{Name: "a"}, &model.Node{Name: "b"}},
		reflect.TypeFor[*model.Rule]():     {&model.Rule{Name: "a"}, &model.Rule{Name: "b"}},
	}}
}

// spellings are parts of a question that say where or how something is written, or
// where it is from.
var spellings = []string{".At.", ".Text", ".ReadFrom", ".Doc"}

// Each part of a question counts in its key, so what differs in anything is not
// shared.
func TestEveryPartOfAQuestionCounts(t *testing.T) {
	q, w := &question{}, world()
	w.Fill(q)
	w.Change(q, func(path string, leftOut bool, do, undo func()) {
		before := q.key()
		do()
		after := q.key()
		undo()
		if spelling := slices.ContainsFunc(spellings, func(s string) bool { return strings.Contains(path, s) }); leftOut != spelling {
			t.Errorf("%s: left out is %v", path, leftOut)
		} else if !leftOut && before == after {
			t.Errorf("%s does not count", path)
		}
	})
}

// otherwise are the fields of a connection that decoders do not depend on, and
// why.
var otherwise = map[string]string{
	"At": "where it is written", "Pre": "the population, which the key names", "Post": "where the value goes", "FuncText": "a spelling",
	"Transform": "applied to decoders", "Scale": "applied to decoders", "Synapse": "applied to the value", "Delay": "applied to the value",
	"Full": "solved for each connection", "OntoNeurons": "solved for each connection", "Bias": "of full weights",
	"UnitsGain": "of full weights", "Sparse": "of full weights", "Paths": "applied to the value", "Relax": "of full weights",
	"Chance": "of full weights", "InDegree": "of full weights", "OutDegree": "of full weights", "NoAutapses": "of full weights", "Wrap": "of full weights",
	"Delays": "of full weights", "Release": "of full weights", "Jumps": "of full weights", "NumPoints": "of full weights", "FanIn": "of full weights",
	"Weights": "given: nothing is solved", "Decoders": "given: nothing is solved", "Match": "of given tables",
	"SolverName": "that of Solver", "Rules": "such connections have weights of their own", "Changes": "such connections have weights of their own",
}

// Every field of a connection counts in what it asks, but for those listed.
func TestEveryFieldOfAConnectionIsAsked(t *testing.T) {
	p := &graph.Population{Ensemble: &model.Ensemble{Name: "p"}}
	conn, w := &model.Connection{}, world()
	w.Fill(conn)
	conn.Solver = solvers.Noise{Noise: 0.1} // draws, so its name and seed count
	asked := map[string]bool{}
	for _, sigma := range []*float64{conn.Sigma, nil} { // with sigma, reg does nothing
		conn.Sigma = sigma
		w.Change(conn, func(path string, leftOut bool, do, undo func()) {
			field, _, _ := strings.Cut(strings.TrimPrefix(path, "model.Connection."), ".")
			field, _, _ = strings.Cut(field, "[")
			field, _, _ = strings.Cut(field, "(")
			field, _, _ = strings.Cut(field, " ")
			before := questionOf(p, conn).key()
			do()
			after := questionOf(p, conn).key()
			undo()
			asked[field] = asked[field] || before != after
		})
	}
	for i := range reflect.TypeFor[model.Connection]().NumField() {
		field := reflect.TypeFor[model.Connection]().Field(i).Name
		if _, no := otherwise[field]; asked[field] == no {
			t.Errorf("%s: asked is %v", field, asked[field])
		}
	}
}

// What asks the same is shared, whoever asks.
func TestTheSameQuestionIsShared(t *testing.T) {
	p := &graph.Population{Ensemble: &model.Ensemble{Name: "p", Seed: 3}}
	conn := &model.Connection{Name: "c", Solver: solvers.L2{}, Reg: 0.1, ScaleEval: true, Seed: 1, SolverName: "l2"}
	other := *conn
	other.Name, other.Seed, other.Scale, other.Synapse = "d", 2, 3, synapses.Alpha{}
	if byConnection(p, conn).key != byConnection(p, &other).key || byConnection(p, conn).key != byValue(p).key {
		t.Error("decoders of the represented value are not shared")
	}
	if byProbe(p, &model.Probe{}, 1).key != byValue(p).key || byProbe(p, &model.Probe{Solver: solvers.None{}}, 1).key == byValue(p).key {
		t.Error("a probe is not decoded by its own solver")
	}
	conn.Function = []*code.Expr{code.NewBinary("*", code.Var(0, 0), code.Var(0, 0), conn.At)}
	if byConnection(p, conn).key == byValue(p).key {
		t.Error("a function is taken for the identity")
	}
}
