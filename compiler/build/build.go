// Package build does the mathematics of the Neural Engineering Framework: it
// chooses encoders, gains and biases, solves decoders and weights, and writes
// the model down as signals and operators. What it returns is complete; what it
// cannot do is a diagnostic at the line that asked for it.
package build

import (
	"fmt"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
)

// Check builds only what decides whether the model can be built: populations
// and given tables. It is what `nefc check` does after the checks.
func Check(m *model.Model) diag.List {
	b := newBuilder(m, 0.001)
	b.populations()
	b.givenTables()
	return b.diags
}

// Graph builds a model for a time step dt (s).
func Graph(m *model.Model, dt float64) (*graph.Graph, diag.List) {
	b := newBuilder(m, dt)
	for _, step := range []func(){
		b.populations,  // encoders, gains, biases, signs, evaluation points
		b.givenTables,  // do given tables belong to these populations?
		b.nodes,        // a signal for each node
		b.ensembles,    // input, current, neurons
		b.connections,  // weights, then the operators of each wire
		b.encoderRules, // rules that change encoders
		b.nodeReads,    // what the expressions of nodes read
		b.probeSignals, // what is recorded
	} {
		step()
		if b.diags.HasErrors() {
			return nil, b.diags
		}
	}
	b.g.Verify("build")
	return b.g, b.diags
}

// builder holds the state of one build.
type builder struct {
	m        *model.Model
	g        *graph.Graph
	diags    diag.List
	pop      map[*model.Ensemble]*graph.Population
	node     map[*model.Node]*graph.Signal
	link     map[*model.Connection]*graph.Link
	output   map[*model.Connection]*graph.Signal // weighted and filtered
	ruleErr  map[*model.Rule]*graph.Signal
	decoders map[string]*decoded // solved before, by what was asked
	acts     map[*graph.Population]*activities
	used     map[string]int // signal names
}

func newBuilder(m *model.Model, dt float64) *builder {
	return &builder{m: m, g: &graph.Graph{Dt: dt, Params: m.Params}, pop: map[*model.Ensemble]*graph.Population{},
		node: map[*model.Node]*graph.Signal{}, link: map[*model.Connection]*graph.Link{}, output: map[*model.Connection]*graph.Signal{},
		ruleErr: map[*model.Rule]*graph.Signal{}, decoders: map[string]*decoded{}, acts: map[*graph.Population]*activities{}, used: map[string]int{}}
}

func (b *builder) err(code diag.Code, at diag.Span, format string, args ...any) *diag.Diagnostic {
	d := diag.New(code, at, format, args...)
	b.diags.Add(d)
	return d
}

// signal adds a signal; a second one of the same name gets a number.
func (b *builder) signal(name string, rows, cols int) *graph.Signal {
	b.used[name]++
	if n := b.used[name]; n > 1 {
		name = fmt.Sprintf("%s#%d", name, n)
	}
	s := &graph.Signal{Name: name, Rows: rows, Cols: cols}
	b.g.Signals = append(b.g.Signals, s)
	return s
}

// constant adds a signal that never changes.
func (b *builder) constant(name string, rows, cols int, data []float64) *graph.Signal {
	s := b.signal(name, rows, cols)
	s.Init, s.Const = data, true
	return s
}

func (b *builder) op(op graph.Op) {
	b.g.Ops = append(b.g.Ops, &op)
}

// reset sets a signal to zero at the start of each step.
func (b *builder) reset(s *graph.Signal, at diag.Span) {
	b.op(graph.Op{Kind: graph.Reset, Sets: []*graph.Signal{s}, Tag: s.Name, At: at})
}

// dot makes a signal that is A·x.
func (b *builder) dot(name string, A, x *graph.Signal, at diag.Span) *graph.Signal {
	y := b.signal(name, A.Rows, 1)
	b.reset(y, at)
	b.op(graph.Op{Kind: graph.DotInc, Incs: []*graph.Signal{y}, Reads: []*graph.Signal{A, x}, Tag: name, At: at})
	return y
}

// times makes a signal that is k·x.
func (b *builder) times(name string, k float64, x *graph.Signal, at diag.Span) *graph.Signal {
	y := b.signal(name, x.Rows, 1)
	b.reset(y, at)
	b.op(graph.Op{Kind: graph.CopyInc, Incs: []*graph.Signal{y}, Reads: []*graph.Signal{x}, Scale: k, Tag: name, At: at})
	return y
}

// gather makes a signal of some elements of x; all of x for a nil index.
func (b *builder) gather(name string, x *graph.Signal, index []int, at diag.Span) *graph.Signal {
	if index == nil {
		return x
	}
	y := b.signal(name, len(index), 1)
	b.op(graph.Op{Kind: graph.Gather, Sets: []*graph.Signal{y}, Reads: []*graph.Signal{x}, Index: index, Tag: name, At: at})
	return y
}

// nodes makes the output of every node: for a pass-through the sum of what
// arrives, otherwise what the node computes.
func (b *builder) nodes() {
	for _, n := range b.m.Nodes {
		s := b.signal(n.Name, n.Dims, 1)
		b.node[n] = s
		switch n.Kind {
		case model.PassThrough:
			b.reset(s, n.At)
		case model.Data:
			b.op(graph.Op{Kind: graph.SimData, Sets: []*graph.Signal{s}, Data: n.Data, Tag: n.Name, At: n.At})
		}
	}
}

// nodeReads makes the operator of every expression, with decoded values for
// the ensembles it reads. A node that reads itself reads a copy that is
// updated at the end of the step.
func (b *builder) nodeReads() {
	for _, n := range b.m.Nodes {
		if n.Kind != model.Code {
			continue
		}
		out := b.node[n]
		op := graph.Op{Kind: graph.SimNode, Sets: []*graph.Signal{out}, Code: n.Code, Tag: n.Name, At: n.At}
		for _, r := range n.Reads {
			switch {
			case r.Node == n:
				last := b.signal(n.Name+".previous", n.Dims, 1)
				b.op(graph.Op{Kind: graph.Copy, Updates: []*graph.Signal{last}, Reads: []*graph.Signal{out}, Tag: last.Name, At: n.At})
				op.Reads = append(op.Reads, last)
			case r.Node != nil:
				op.Reads = append(op.Reads, b.node[r.Node])
			default:
				name := r.Ensemble.Name + "->" + n.Name
				y := b.decodedValue(name, b.pop[r.Ensemble], nil, r.At)
				if y == nil {
					return
				}
				op.Reads = append(op.Reads, b.filtered(name, y, r.Synapse, r.At))
			}
		}
		b.op(op)
	}
}

// functionText writes a function down; equal functions have equal texts.
func functionText(fn []*code.Expr) string {
	text := ""
	for _, e := range fn {
		text += e.Format(func(_, i int) string { return fmt.Sprintf("x[%d]", i) }) + ";"
	}
	return text
}
