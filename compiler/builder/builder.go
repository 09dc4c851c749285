// Package builder does the mathematics of the Neural Engineering Framework: it
// chooses encoders, gains and biases, solves decoders and weights, and writes
// the model down as signals and operators. What it returns is complete; what it
// cannot do is a diagnostic at the line that asked for it.
package builder

import (
	"fmt"

	"github.com/nefc/nefc/compiler/activities"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/cache"
	"github.com/nefc/nefc/internal/identity"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/transforms"
)

// Check builds only what decides whether the model can be built. It is what
// `nefc check` does after the checks.
func Check(m *model.Model) diag.List {
	b := newBuilder(m, 0.001, Recalls{})
	b.doubtful()
	b.givenTables()
	return b.diags
}

// Recalls is where a build looks for what was solved before, and keeps what it solves.
type Recalls struct {
	Memory *Memory      // of this process; nil for none
	Cache  *cache.Cache // of all processes; nil for none
}

// Graph builds a model for a time step dt (s). Who watches is told what is solved, from
// several goroutines but one thing at a time; watch may be nil.
func Graph(m *model.Model, dt float64, solutions Recalls, watch func(Solving)) (*graph.Graph, diag.List) {
	b := newBuilder(m, dt, solutions)
	b.progress.watch = watch
	for _, step := range []func(){
		b.populations,  // encoders, gains, biases, signs, evaluation points
		b.givenTables,  // do given tables belong to these populations?
		b.solveAhead,   // decoders, on all cores
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
	return b.g, b.diags
}

// builder holds the state of one build.
type builder struct {
	m        *model.Model
	g        *graph.Graph
	diags    diag.List
	pop      map[*model.Ensemble]*graph.Population
	node     map[*model.Node]*graph.Signal // what others read of it
	computed map[*model.Node]*graph.Signal // what it computes, or what arrives; the same unless it may be held
	link     map[*model.Connection]*graph.Link
	output   map[*model.Connection]*graph.Signal // weighted and filtered
	ruleErr  map[*model.Rule]*graph.Signal
	rule     map[*model.Rule]*graph.LinkRule
	decoders map[identity.Hash]*decoded        // solved before, by what was asked
	ahead    map[identity.Hash]*solved         // solved, but not asked for yet
	inputs   map[*graph.Population][]neurons.H // of each neuron
	own      map[*graph.Population]func() *activities.Activities
	previous map[*graph.Signal]*graph.Signal // their values one step ago
	used     map[string]int                  // signal names
	memory   *Memory                         // of solutions; nil for none
	cache    *cache.Cache                    // the same, of all processes
	progress teller
}

func newBuilder(m *model.Model, dt float64, solutions Recalls) *builder {
	return &builder{m: m, memory: solutions.Memory, cache: solutions.Cache, g: &graph.Graph{Dt: dt, Model: m}, pop: map[*model.Ensemble]*graph.Population{},
		node: map[*model.Node]*graph.Signal{}, link: map[*model.Connection]*graph.Link{}, output: map[*model.Connection]*graph.Signal{},
		ruleErr: map[*model.Rule]*graph.Signal{}, rule: map[*model.Rule]*graph.LinkRule{}, decoders: map[identity.Hash]*decoded{},
		ahead: map[identity.Hash]*solved{}, inputs: map[*graph.Population][]neurons.H{}, own: map[*graph.Population]func() *activities.Activities{}, previous: map[*graph.Signal]*graph.Signal{}, computed: map[*model.Node]*graph.Signal{},
		used: map[string]int{}}
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

// sparseDot makes a signal that is S·x.
func (b *builder) sparseDot(name string, S *transforms.Sparse, x *graph.Signal, at diag.Span) *graph.Signal {
	y := b.signal(name, S.Rows, 1)
	b.reset(y, at)
	b.op(graph.Op{Kind: graph.SparseInc, Incs: []*graph.Signal{y}, Reads: []*graph.Signal{x}, Sparse: S, Tag: name, At: at})
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
// arrives, otherwise what the node computes. One that may be held is computed all the
// same, in a signal of its own, so that it goes on where it would be when it is let go.
func (b *builder) nodes() {
	for _, n := range b.m.Nodes {
		s := b.signal(n.Name, n.Dims, 1)
		b.node[n], b.computed[n] = s, s
		if n.Held {
			shown := s
			s = b.signal(n.Name+".free", n.Dims, 1)
			b.computed[n] = s
			b.op(graph.Op{Kind: graph.Hold, Sets: []*graph.Signal{shown}, Reads: []*graph.Signal{s}, Held: n, Tag: n.Name + " held", At: n.At})
		}
		switch n.Kind {
		case model.PassThrough:
			b.reset(s, n.At)
		case model.Process:
			if err := n.Process.Check(b.g.Dt); err != nil {
				b.err(diag.OutOfRange, n.At, "`%s`: %v", n.Name, err)
			}
			b.op(graph.Op{Kind: graph.SimProcess, Sets: []*graph.Signal{s}, Process: n, Tag: n.Name, At: n.At})
		}
	}
}

// nodeReads makes the operator of every node that reads others.
func (b *builder) nodeReads() {
	for _, n := range b.m.Nodes {
		var reads []*graph.Signal
		for _, r := range n.Reads {
			x := b.read(n, r)
			if x == nil {
				return
			}
			reads = append(reads, x)
		}
		out := []*graph.Signal{b.computed[n]}
		switch n.Kind {
		case model.Code:
			b.op(graph.Op{Kind: graph.SimNode, Sets: out, Reads: reads, Code: n.Code, Tag: n.Name, At: n.At})
		case model.External:
			b.op(graph.Op{Kind: graph.SimExternal, Sets: out, Reads: reads, Outside: []*model.Node{n}, Tag: n.Name, At: n.At})
		case model.Filtered:
			b.op(graph.Op{Kind: graph.SimSynapse, Sets: out, Reads: reads, Filter: b.discretized(n.Synapse, n.At), Tag: n.Name, At: n.At})
		case model.Delayed:
			late := b.late(n.Name, reads[0], n.Delay, n.At)
			b.op(graph.Op{Kind: graph.Copy, Sets: out, Reads: []*graph.Signal{late}, Tag: n.Name, At: n.At})
		}
	}
}

// read makes the signal a node reads: another node's; a copy updated at the
// end of the step for its previous value; or the decoded value of an ensemble.
func (b *builder) read(n *model.Node, r *model.Read) *graph.Signal {
	switch {
	case r.Previous:
		now := b.node[r.Node]
		if n == r.Node {
			now = b.computed[n] // its own memory
		}
		if b.previous[now] == nil {
			last := b.signal(r.Node.Name+".previous", r.Node.Dims, 1)
			last.Init = r.Node.Initial
			b.op(graph.Op{Kind: graph.Copy, Updates: []*graph.Signal{last}, Reads: []*graph.Signal{now}, Tag: last.Name, At: r.At})
			b.previous[now] = last
		}
		return b.previous[now]
	case r.Node != nil:
		return b.filtered(r.Node.Name+"->"+n.Name, b.node[r.Node], r.Synapse, r.At)
	}
	name := r.Ensemble.Name + "->" + n.Name
	y := b.decodedValue(name, byValue(b.pop[r.Ensemble]), r.At)
	if y == nil {
		return nil
	}
	return b.filtered(name, y, r.Synapse, r.At)
}

// late makes a signal of what x was some steps ago, 0 before the first step.
// It is updated after it was read.
func (b *builder) late(name string, x *graph.Signal, d model.Delay, at diag.Span) *graph.Signal {
	y := b.signal(name+".delayed", x.Rows, 1)
	steps := d.In(b.g.Dt)
	if steps == 0 {
		b.err(diag.OutOfRange, at, "the delay of `%s` is shorter than half a time step of %g ms", name, 1000*b.g.Dt).
			WithHelp("delete it, or make it a step at least")
		return y
	}
	b.op(graph.Op{Kind: graph.Delay, Updates: []*graph.Signal{y}, Reads: []*graph.Signal{x}, Steps: steps,
		Tag: fmt.Sprintf("%s delay %d steps", name, steps), At: at})
	return y
}
