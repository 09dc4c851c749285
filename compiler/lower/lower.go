// Package lower lays a graph out as a program: it gives every signal a place
// in one block of memory, orders the operators, and picks the instruction for
// each: activity of spiking neurons is multiplied by columns, only those of
// the neurons that spiked; what learns is kept factorised by the runtime.
package lower

import (
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/stdlib/synapses"
)

// Program lowers a graph of a model with that spec hash.
func Program(g *graph.Graph, specHash string) *program.Program {
	m := g.Model
	l := &lowerer{g: g, arena: newArena(g), numbers: map[*graph.Population]int{}, ensembles: map[*model.Ensemble]int{}, members: map[string][]int{}, outputs: map[*graph.Signal]int{},
		links: map[*graph.Link]int{}, weights: map[*graph.Signal]int{}, linkRules: map[*graph.LinkRule]int{}, encoders: map[*graph.EncoderRule]int{}, holds: map[*model.Node]int{}, outside: map[*model.Node]int{}, rows: map[*graph.Signal]rowsOf{},
		p: &program.Program{Dt: g.Dt, File: m.File, Seed: m.Seed, SpecHash: specHash, Params: Params(m)}}
	l.externals()
	l.populations()
	l.encoderRules()
	l.linkTable()
	l.rules()
	ops := g.Order()
	// What was learned joins first: it reads the activities of the last step,
	// which the rest of the step overwrites.
	for _, op := range ops {
		if (op.Kind == graph.ApplyDelta || op.Kind == graph.ApplySpikes) && op.Rule == op.Rule.Link.Learning[0] { // once, for all its rules
			l.emit(program.Instr{Code: program.Learn, Ref: l.links[op.Rule.Link]}, op)
		}
		if op.Kind == graph.ApplyEncoders {
			i := l.p.EncoderRules[l.encoders[op.Encoder]].Tuned
			if rule := l.p.Tuned[i].Rules[0]; l.g.Encoders[rule] == op.Encoder { // once, too
				l.emit(program.Instr{Code: program.LearnEncoders, Ref: i}, op)
			}
		}
	}
	for _, op := range ops {
		l.op(op)
	}
	l.signals()
	l.probes()
	l.guards()
	l.experiments()
	l.p.Init, l.p.Constants = l.arena.memory()
	return l.p
}

// lowerer holds the state of lowering one graph: what has which number.
type lowerer struct {
	g         *graph.Graph
	p         *program.Program
	arena     *arena
	numbers   map[*graph.Population]int
	ensembles map[*model.Ensemble]int // populations
	members   map[string][]int        // populations of an array, by the name of its input
	outputs   map[*graph.Signal]int   // populations, by their output
	links     map[*graph.Link]int
	weights   map[*graph.Signal]int // links that learn or change, by their weights
	linkRules map[*graph.LinkRule]int
	encoders  map[*graph.EncoderRule]int
	holds     map[*model.Node]int
	outside   map[*model.Node]int      // externals
	rows      map[*graph.Signal]rowsOf // constant matrices, taken apart
}

func (l *lowerer) emit(in program.Instr, op *graph.Op) {
	in.Tag, in.At = op.Tag, op.At
	for _, i := range op.Index {
		in.Index = append(in.Index, int32(i))
	}
	for _, j := range op.Columns {
		in.Columns = append(in.Columns, int32(j))
	}
	l.p.Instrs = append(l.p.Instrs, in)
}

// op emits the instruction for one operator.
func (l *lowerer) op(op *graph.Op) {
	at := l.arena.at
	switch op.Kind {
	case graph.Reset:
		l.emit(program.Instr{Code: program.Zero, Y: at(op.Sets[0])}, op)
	case graph.Copy:
		dst := append(op.Sets, op.Updates...)[0]
		l.emit(program.Instr{Code: program.Copy, Y: at(dst), X: at(op.Reads[0])}, op)
	case graph.CopyInc:
		l.copyInc(op)
	case graph.ElementwiseInc:
		l.emit(program.Instr{Code: program.MulInc, Y: at(op.Incs[0]), A: at(op.Reads[0]), X: at(op.Reads[1])}, op)
	case graph.DotInc:
		l.dot(op)
	case graph.Encode:
		in := program.Instr{Code: program.Encode, Y: at(op.Sets[0]), X: at(op.Reads[1]), B: at(op.Reads[2])}
		if A := op.Reads[0]; A.Const {
			in.Code, in.A = program.EncodeColumns, l.arena.transposed(A)
		} else {
			in.A = at(A)
		}
		l.emit(in, op)
	case graph.SparseInc:
		l.emit(program.Instr{Code: program.SparseInc, Y: at(op.Incs[0]), X: at(op.Reads[0]), Sparse: op.Sparse}, op)
	case graph.Synapses:
		in := program.Instr{Code: program.Synapses, X: at(op.Reads[0]), Ref: l.links[op.Link], Late: op.Steps,
			Population: l.outputs[op.Reads[0]], Spikes: l.spikes(op.Reads[0])}
		if in.Y = at(append(op.Sets, op.Updates...)[0]); len(op.Updates) > 0 {
			in.Late--
		}
		l.emit(in, op)
	case graph.Gather:
		l.emit(program.Instr{Code: program.Gather, Y: at(op.Sets[0]), X: at(op.Reads[0])}, op)
	case graph.Floor:
		in := program.Instr{Code: program.Floor, Y: at(op.Sets[0]), X: at(op.Reads[0])}
		in.Ref, in.Port = l.portOf(op.Sets[0])
		l.emit(in, op)
	case graph.SimNeurons:
		l.neurons(op)
	case graph.SimSynapse:
		l.synapse(op)
	case graph.SimNode:
		l.node(op)
	case graph.SimProcess:
		l.emit(program.Instr{Code: program.Process, Y: at(op.Sets[0]), Ref: len(l.p.Processes)}, op)
		n := op.Process
		l.p.Processes = append(l.p.Processes, program.ProcessNode{Name: n.Name, Dims: n.Dims, Process: n.Process, Seed: n.Seed})
	case graph.SimExternal:
		l.external(op)
	case graph.Hold:
		in := program.Instr{Code: program.Hold, Y: at(op.Sets[0]), X: at(op.Reads[0]), Ref: len(l.p.Holds)}
		l.holds[op.Held] = in.Ref
		l.p.Holds = append(l.p.Holds, program.Held{Name: op.Held.Name, Y: in.Y})
		l.emit(in, op)
	case graph.Delay:
		l.emit(program.Instr{Code: program.Delay, Y: at(op.Updates[0]), X: at(op.Reads[0]), State: l.arena.extra(op)}, op)
	case graph.SimRule:
		l.emit(program.Instr{Code: program.Change, Ref: l.linkRules[op.Rule]}, op)
	case graph.ApplyDelta, graph.ApplySpikes, graph.ApplyEncoders: // emitted first
	}
}

// portOf is the population that a signal is a port of, and which.
func (l *lowerer) portOf(s *graph.Signal) (population, port int) {
	for i, p := range l.g.Populations {
		if k := slices.Index(p.Ports, s); k >= 0 {
			return i, k
		}
	}
	panic("nefc: lower: " + s.Name + " is no port")
}

// neurons steps a population by a current in memory, or by one that it computes,
// and decodes its spikes if the operator does.
func (l *lowerer) neurons(op *graph.Op) {
	i := l.outputs[op.Sets[0]]
	in := program.Instr{Code: program.Neurons, Ref: i, Y: l.arena.at(op.Sets[0])}
	reads := op.Reads
	if op.Decodes {
		last := len(reads) - 1
		in.Decoders, in.Decoded = l.arena.at(reads[last]), l.arena.at(op.Sets[len(op.Sets)-1])
		reads = reads[:last]
	}
	if l.g.Populations[i].Ports[0] != nil {
		in.X = l.arena.at(reads[0])
	} else {
		in.A, in.X, in.B = l.arena.transposed(reads[0]), l.arena.at(reads[1]), l.arena.at(reads[2])
		if len(reads) == 4 {
			in.Plus = l.arena.at(reads[3])
		}
	}
	l.emit(in, op)
}

func (l *lowerer) copyInc(op *graph.Op) {
	x := l.arena.at(op.Reads[0])
	if len(op.Sets) > 0 {
		if op.Scale == 1 {
			l.emit(program.Instr{Code: program.Copy, Y: l.arena.at(op.Sets[0]), X: x}, op)
			return
		}
		l.emit(program.Instr{Code: program.Zero, Y: l.arena.at(op.Sets[0])}, op)
		l.emit(program.Instr{Code: program.Inc, Y: l.arena.at(op.Sets[0]), X: x, Scale: op.Scale}, op)
		return
	}
	l.emit(program.Instr{Code: program.Inc, Y: l.arena.at(op.Incs[0]), X: x, Scale: op.Scale}, op)
}

// dot picks the instruction for a product: of what learns, of spikes, or dense. It
// sets what it gives, since optimize merges products that are added to others.
func (l *lowerer) dot(op *graph.Op) {
	A, x := op.Reads[0], op.Reads[1]
	if A.Const && op.Columns != nil && !l.spikes(x) {
		A, op.Columns = columnsOf(A, op.Columns), nil
	}
	in := program.Instr{Y: l.arena.at(op.Sets[0]), X: l.arena.at(x)}
	pop := l.outputs[x]
	switch {
	case !A.Const:
		in.Code, in.Ref, in.Population, in.Spikes = program.Learned, l.weights[A], pop, l.spikes(x)
	case l.spikes(x):
		in.Code, in.Ref, in.A = program.SpikesSet, pop, l.arena.transposed(A)
		in.Scale = l.g.Populations[pop].Neurons.SpikeHeight() / l.g.Dt
	case A.Rows >= tallFrom:
		rows := l.differentRows(A)
		in.Code, in.A, in.Index = program.ColumnsSet, l.arena.transposed(rows.distinct), rows.index
		in.X = program.Range{Off: in.X.Off + rows.from, Len: rows.distinct.Cols}
	default:
		in.Code, in.A = program.DotSet, l.arena.at(A)
	}
	l.emit(in, op)
}

// spikes reports the activity of a population of which a list of spikes says all.
func (l *lowerer) spikes(x *graph.Signal) bool {
	pop, ok := l.outputs[x]
	return ok && l.g.Populations[pop].Neurons.SpikeHeight() != 0
}

// columnsOf is a matrix of some columns of another, of zeros for -1.
func columnsOf(A *graph.Signal, columns []int) *graph.Signal {
	out := &graph.Signal{Name: A.Name, Rows: A.Rows, Cols: len(columns), Init: make([]float64, A.Rows*len(columns)), Const: true}
	for k, j := range columns {
		if j < 0 {
			continue
		}
		for i := range A.Rows {
			out.Init[i*out.Cols+k] = A.Init[i*A.Cols+j]
		}
	}
	return out
}

// tallFrom is the number of rows from which a product is taken column by column:
// four rows at a time, where scalar products would wait for each sum.
const tallFrom = 16

// synapse picks the instruction for a filter: a copy, a low-pass, taps, or any other.
func (l *lowerer) synapse(op *graph.Op) {
	dst := append(op.Sets, op.Updates...)[0]
	in := program.Instr{Y: l.arena.at(dst), X: l.arena.at(op.Reads[0]), Filter: op.Filter}
	f := op.Filter
	switch {
	case f.Order() == 0 && f.D == 1:
		in.Code = program.Copy // a step later, because it is an update
	case f.Taps != nil:
		in.Code, in.State = program.FIR, l.arena.extra(op)
	case isLowpass(f):
		in.Code, in.Scale = program.Lowpass, f.A[0]
	default:
		in.Code, in.State = program.Filter, l.arena.extra(op)
	}
	l.emit(in, op)
}

// isLowpass recognises y = a·y + (1-a)·x, which needs no state but y.
func isLowpass(f synapses.Filter) bool {
	return f.Taps == nil && f.Order() == 1 && f.D == 0 && f.C[0] == 1 && f.B[0] == 1-f.A[0]
}

// mayGrow says whether the output of a filter can leave the range of numbers
// though its input does not: an unstable filter's, or that of a method that is
// unstable at this time step.
func mayGrow(f synapses.Filter) bool { return len(f.A) > 0 && !isLowpass(f) }

func (l *lowerer) node(op *graph.Op) {
	n := program.Node{}
	offsets := make([]int, len(op.Reads))
	for i, s := range op.Reads {
		offsets[i] = n.Size
		n.Inputs = append(n.Inputs, l.arena.at(s))
		n.Size += s.Size()
	}
	n.Code = code.Compile(op.Code, func(src, i int) int { return offsets[src] + i })
	l.emit(program.Instr{Code: program.Eval, Y: l.arena.at(op.Sets[0]), Ref: len(l.p.Nodes)}, op)
	l.p.Nodes = append(l.p.Nodes, n)
}

// guards lists what must stay finite: values every step, currents now and
// then.
func (l *lowerer) guards() {
	for _, op := range l.g.Ops {
		if op.Kind == graph.SimNode || op.Kind == graph.SimSynapse && mayGrow(op.Filter) {
			y := append(op.Sets, op.Updates...)[0]
			l.p.Guards = append(l.p.Guards, program.Guard{Name: op.Tag, Range: l.arena.at(y), At: op.At, Input: -1})
		}
		if op.Kind == graph.Floor { // which hides what is infinitely far below
			l.p.Guards = append(l.p.Guards, program.Guard{Name: op.Tag, Range: l.arena.at(op.Reads[0]), At: op.At, Large: true, Input: -1})
		}
	}
	l.guardExternals()
	for i, pop := range l.g.Populations {
		l.p.Guards = append(l.p.Guards, program.Guard{Name: pop.Name, Range: l.arena.at(pop.Input), At: pop.At, Input: i})
		for _, s := range slices.Concat(pop.Arrives, pop.Ports) { // the rest is as finite as the input
			if s != nil {
				l.p.Guards = append(l.p.Guards, program.Guard{Name: pop.Name + ".neurons", Range: l.arena.at(s), At: pop.At, Large: true, Input: -1})
			}
		}
	}
	for _, r := range l.p.LinkRules {
		if r.Error.Len > 0 {
			l.p.Guards = append(l.p.Guards, program.Guard{Name: r.Name + ".error", Range: r.Error, At: r.At, Input: -1})
		}
	}
}
