// Package lower lays a graph out as a program: it gives every signal a place
// in one block of memory, orders the operators, and picks the instruction for
// each: activity of spiking neurons is multiplied by columns, only those of
// the neurons that spiked; what learns is kept factorised by the runtime.
package lower

import (
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/stdlib/synapses"
)

// Program lowers a graph.
func Program(g *graph.Graph) *program.Program {
	l := &lowerer{g: g, p: &program.Program{Dt: g.Dt, Params: g.Params}, arena: newArena(g), spikes: map[*graph.Signal]int{}, links: map[*graph.Link]int{}}
	l.populations()
	l.encoderRules()
	l.linkTable()
	ops := g.Order()
	// What was learned joins first: it reads the activities of the last step,
	// which the rest of the step overwrites.
	for _, op := range ops {
		if op.Kind == graph.ApplyDelta && op.Rule == op.Rule.Link.Learning[0] { // once, for all its rules
			l.emit(program.Instr{Code: program.Learn, Ref: l.links[op.Rule.Link]}, op)
		}
		if op.Kind == graph.ApplyEncoders {
			i := l.p.Encoders[slices.Index(l.g.Encoders, op.Encoder)].Tuned
			if rule := l.p.Tuned[i].Rules[0]; l.g.Encoders[rule] == op.Encoder { // once, too
				l.emit(program.Instr{Code: program.LearnEncoders, Ref: i}, op)
			}
		}
	}
	for _, op := range ops {
		l.op(op)
	}
	l.probes()
	l.guards()
	l.p.Init, l.p.Constants = l.arena.memory()
	return l.p
}

type lowerer struct {
	g      *graph.Graph
	p      *program.Program
	arena  *arena
	spikes map[*graph.Signal]int // output that a list of spikes says all about
	links  map[*graph.Link]int
}

func (l *lowerer) populations() {
	for i, pop := range l.g.Populations {
		out := program.Population{Population: pop, Output: l.arena.at(pop.Output)}
		for _, s := range pop.States {
			out.States = append(out.States, l.arena.at(s))
		}
		l.p.Populations = append(l.p.Populations, out)
		if pop.Neurons.SpikeHeight() != 0 {
			l.spikes[pop.Output] = i
		}
	}
}

// linkTable describes every link; those that learn are not in the arena.
func (l *lowerer) linkTable() {
	for i, link := range l.g.Links {
		l.links[link] = i
		out := program.Link{Link: link}
		out.Source = slices.Index(l.g.Populations, link.Pre)
		for _, r := range link.Learning {
			out.Rules = append(out.Rules, len(l.p.Rules))
			l.p.Rules = append(l.p.Rules, l.rule(r))
		}
		out.Kept = !link.Weights.Const
		l.p.Links = append(l.p.Links, out)
	}
}

// rule describes a rule that changes weights.
func (l *lowerer) rule(r *graph.Rule) program.Rule {
	out := program.Rule{Rule: r, Rate: compileRate(r.Rate)}
	for _, part := range []struct {
		s *graph.Signal
		r *program.Range
	}{{r.Activities, &out.Activities}, {r.Error, &out.Error}, {r.PostRates, &out.PostRates}, {r.Theta, &out.Theta}, {r.Gate, &out.Gate}} {
		if part.s != nil {
			*part.r = l.arena.at(part.s)
		}
	}
	for _, row := range r.Moving {
		d := row.Population.Dims
		E := l.arena.at(row.Population.EncoderSignal)
		out.Moving = append(out.Moving, program.EncoderRow{At: row.At, Encoder: program.Range{Off: E.Off + row.Neuron*d, Len: d}, Factor: row.Factor})
	}
	return out
}

// compileRate compiles a learning rate, which reads params only.
func compileRate(rate *code.Expr) *code.Program {
	return code.Compile([]*code.Expr{rate}, func(_, i int) int { return i })
}

// encoderRules describes every rule that changes encoders, by population.
func (l *lowerer) encoderRules() {
	for i, r := range l.g.Encoders {
		out := program.EncoderRule{EncoderRule: r, Tuned: l.tuned(r.Population), PostRates: l.arena.at(r.PostRates)}
		l.p.Tuned[out.Tuned].Rules = append(l.p.Tuned[out.Tuned].Rules, i)
		if r.Gate != nil {
			out.Gate = l.arena.at(r.Gate)
		}
		out.Rate = compileRate(r.Rate)
		l.p.Encoders = append(l.p.Encoders, out)
	}
}

// tuned describes a population whose encoders rules change.
func (l *lowerer) tuned(p *graph.Population) int {
	i := slices.Index(l.g.Populations, p)
	if k := slices.IndexFunc(l.p.Tuned, func(t program.Tuned) bool { return t.Population == i }); k >= 0 {
		return k
	}
	l.p.Tuned = append(l.p.Tuned, program.Tuned{Population: i, Encoders: l.arena.at(p.EncoderSignal), Input: l.arena.at(p.Input)})
	return len(l.p.Tuned) - 1
}

func (l *lowerer) emit(in program.Instr, op *graph.Op) {
	in.Tag, in.At = op.Tag, op.At
	for _, i := range op.Index {
		in.Index = append(in.Index, int32(i))
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
	case graph.Gather:
		l.emit(program.Instr{Code: program.Gather, Y: at(op.Sets[0]), X: at(op.Reads[0])}, op)
	case graph.SimNeurons:
		l.neurons(op)
	case graph.SimSynapse:
		l.synapse(op)
	case graph.SimNode:
		l.node(op)
	case graph.SimProcess:
		l.emit(program.Instr{Code: program.Process, Y: at(op.Sets[0]), Ref: len(l.p.Processes)}, op)
		l.p.Processes = append(l.p.Processes, op.Process)
	case graph.Delay:
		l.emit(program.Instr{Code: program.Delay, Y: at(op.Updates[0]), X: at(op.Reads[0]), State: l.arena.extra(op)}, op)
	case graph.SimRule:
		l.emit(program.Instr{Code: program.Change, Ref: l.ruleOf(op.Rule)}, op)
	case graph.ApplyDelta, graph.ApplyEncoders: // emitted first
	}
}

// neurons steps a population by a current in memory, or by one that it computes,
// and decodes its spikes if the operator does.
func (l *lowerer) neurons(op *graph.Op) {
	i := slices.IndexFunc(l.g.Populations, func(p *graph.Population) bool { return p.Output == op.Sets[0] })
	in := program.Instr{Code: program.Neurons, Ref: i, Y: l.arena.at(op.Sets[0])}
	reads := op.Reads
	if op.Decodes {
		last := len(reads) - 1
		in.Decoders, in.Decoded = l.arena.at(reads[last]), l.arena.at(op.Sets[len(op.Sets)-1])
		reads = reads[:last]
	}
	if len(reads) == 1 {
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

// dot picks the instruction for a product: of what learns, of spikes, or
// dense.
func (l *lowerer) dot(op *graph.Op) {
	A, x := op.Reads[0], op.Reads[1]
	dst, set := append(op.Sets, op.Incs...)[0], len(op.Sets) > 0
	in := program.Instr{Y: l.arena.at(dst), X: l.arena.at(x)}
	if !A.Const {
		i := l.linkOf(A)
		link := &l.p.Links[i]
		_, link.Spikes = l.spikes[x]
		link.Input = in.X
		in.Code, in.Ref = program.Learned, i
		if !set {
			l.emit(program.Instr{Code: program.Zero, Y: in.Y}, op)
		}
		l.emit(in, op)
		return
	}
	if pop, ok := l.spikes[x]; ok {
		in.Code, in.Ref, in.A = program.SpikesInc, pop, l.arena.transposed(A)
		if set {
			in.Code = program.SpikesSet
		}
		in.Scale = l.g.Populations[pop].Neurons.SpikeHeight() / l.g.Dt
		l.emit(in, op)
		return
	}
	switch tall := A.Rows >= tallFrom; {
	case tall && set:
		in.Code, in.A = program.ColumnsSet, l.arena.transposed(A)
	case tall:
		in.Code, in.A = program.ColumnsInc, l.arena.transposed(A)
	case set:
		in.Code, in.A = program.DotSet, l.arena.at(A)
	default:
		in.Code, in.A = program.DotInc, l.arena.at(A)
	}
	l.emit(in, op)
}

// tallFrom is the number of rows from which a product is taken column by column:
// four rows at a time, where scalar products would wait for each sum.
const tallFrom = 16

func (l *lowerer) ruleOf(r *graph.Rule) int {
	return slices.IndexFunc(l.p.Rules, func(p program.Rule) bool { return p.Rule == r })
}

func (l *lowerer) linkOf(W *graph.Signal) int {
	for i, link := range l.g.Links {
		if link.Weights == W {
			return i
		}
	}
	panic("nefc: lower: no link has the weights " + W.Name)
}

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

func (l *lowerer) probes() {
	for _, p := range l.g.Probes {
		out := program.Probe{Probe: p, Spikes: -1, Link: -1, Rule: -1, Encoder: -1}
		switch {
		case p.Signal != nil:
			out.From = l.arena.at(p.Signal)
		case p.Spikes != nil:
			out.Spikes = slices.Index(l.g.Populations, p.Spikes)
		case p.Rule != nil:
			out.Rule = l.ruleOf(p.Rule)
		case p.Encoder != nil:
			out.Encoder = slices.Index(l.g.Encoders, p.Encoder)
		default:
			out.Link = l.links[p.Link]
		}
		l.p.Probes = append(l.p.Probes, out)
	}
}

// guards lists what must stay finite: values every step, currents now and
// then.
func (l *lowerer) guards() {
	for _, op := range l.g.Ops {
		if op.Kind == graph.SimNode || op.Kind == graph.SimSynapse && mayGrow(op.Filter) {
			y := append(op.Sets, op.Updates...)[0]
			l.p.Guards = append(l.p.Guards, program.Guard{Name: op.Tag, Range: l.arena.at(y), At: op.At, Input: -1})
		}
	}
	for i, pop := range l.g.Populations {
		l.p.Guards = append(l.p.Guards, program.Guard{Name: pop.Name, Range: l.arena.at(pop.Input), At: pop.At, Input: i})
		current := pop.Arrives // the rest is as finite as the input
		if pop.Current != nil {
			current = append(current, pop.Current)
		}
		for _, s := range current {
			l.p.Guards = append(l.p.Guards, program.Guard{Name: pop.Name + ".neurons", Range: l.arena.at(s), At: pop.At, Large: true, Input: -1})
		}
	}
	for _, r := range l.p.Rules {
		if r.Rule.Error != nil {
			l.p.Guards = append(l.p.Guards, program.Guard{Name: r.FullName() + ".error", Range: r.Error, At: r.At, Input: -1})
		}
	}
}
