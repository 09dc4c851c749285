package runtime

import (
	"time"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/kernels"
)

// Step advances the simulation by one time step and records what probes ask
// for. It returns an error if a value is no longer finite.
func (s *Sim) Step() error {
	if s.step%silenceEvery == 0 {
		s.silence()
	}
	s.step++
	s.t = float64(s.step) * s.p.Dt
	switch {
	case s.spent != nil:
		s.execTimed()
	case s.team != nil:
		s.team.step()
	default:
		s.exec(s.joined)
	}
	if err := s.outside.answered(); err != nil {
		return err
	}
	if err := s.check(); err != nil {
		return err
	}
	s.recorded++
	if s.step%s.look == 0 {
		for _, l := range s.links {
			l.look(s.t)
		}
	}
	return s.rec.sample(s)
}

// execTimed runs every instruction and adds up the time each takes.
func (s *Sim) execTimed() {
	s.total++
	for i := range s.ops {
		began := time.Now()
		s.exec(s.ops[i : i+1])
		s.spent[i] += time.Since(began)
	}
}

// exec is the one loop that runs instructions.
func (s *Sim) exec(ops []instr) {
	for i := range ops {
		switch op := &ops[i]; op.code {
		case program.Zero:
			clear(op.y)
		case program.Copy:
			if len(op.y) == 1 { // most of them; so of those below
				op.y[0] = op.x[0]
			} else {
				copy(op.y, op.x)
			}
		case program.Inc:
			inc(op)
		case program.MulInc:
			mulInc(op)
		case program.Encode:
			kernels.Encode(op.y, op.b, op.a, op.x)
		case program.EncodeColumns:
			kernels.EncodeColumns(op.y, op.b, op.a, op.x, len(op.y))
		case program.DotSet:
			clear(op.y)
			kernels.DotAdd(op.y, op.a, op.x)
		case program.ColumnsSet:
			columnsSet(op)
		case program.SpikesSet:
			kernels.Columns(op.y, op.a, op.src.Scale, op.columns())
		case program.SparseInc:
			m := op.src.Sparse
			kernels.SparseAdd(op.y, m.First, m.Row, m.Val, op.x)
		case program.Synapses:
			op.synapses.step(op)
		case program.Gather:
			for k, j := range op.src.Index {
				op.y[k] = op.x[j]
			}
		case program.Floor:
			op.pop.floor(op.src.Port, op.y, op.x, s.t)
		case program.Neurons:
			if op.group == nil {
				op.pop.advance(s.t)
			} else {
				op.group.advance(s.t)
			}
		case program.Lowpass:
			if a := op.src.Scale; len(op.y) == 1 {
				op.y[0] = float64(a*op.y[0]) + float64((1-a)*op.x[0])
			} else {
				kernels.Lowpass(op.y, a, op.x)
			}
		case program.FIR:
			kernels.FIR(op.y, op.st, op.src.Filter.Taps, op.x)
		case program.Filter:
			f := &op.src.Filter
			kernels.Filter(op.y, op.st, f.A, f.B, f.C, f.D, op.x, s.stack)
		case program.Eval:
			s.eval(&s.nodes[op.src.Ref], op.y)
		case program.Process:
			s.processes[op.src.Ref].Next(s.step, s.t, op.y)
		case program.Ask:
			s.ask(op.src.Ref)
		case program.Hold:
			s.holds[op.src.Ref].pass(op.y, op.x)
		case program.Delay:
			kernels.Delay(op.y, op.st, op.x)
		case scalars:
			run(op.chain)
		case program.Learn:
			s.links[op.src.Ref].learn(s.p.Dt)
		case program.LearnEncoders:
			s.tuned[op.src.Ref].learn(s.p.Dt)
		case program.Learned:
			s.links[op.src.Ref].apply(op)
		case program.Change:
			s.linkRules[op.src.Ref].change()
		}
	}
}

// columns are those of the neurons of op.pop that spiked.
func (op *instr) columns() []int32 {
	of := op.src.Columns
	if of == nil {
		return op.pop.spikes
	}
	op.picked = op.picked[:0]
	for _, j := range op.pop.spikes {
		if k := of[j]; k >= 0 {
			op.picked = append(op.picked, k)
		}
	}
	return op.picked
}

// inc is y[index] += scale·x.
func inc(op *instr) {
	k := op.src.Scale
	switch {
	case op.src.Index != nil:
		for i, j := range op.src.Index {
			op.y[j] += float64(k * op.x[i])
		}
	case len(op.y) == 1:
		op.y[0] += float64(k * op.x[0])
	case k == 1:
		kernels.Add(op.y, op.x)
	default:
		kernels.Axpy(op.y, k, op.x)
	}
}

// columnsSet is y = (A·x)[index]. The rows of A are computed where y begins and spread from
// the end, which overwrites none that is still to be read.
func columnsSet(op *instr) {
	rows := op.y[:len(op.a)/len(op.x)]
	if len(op.x) == 1 {
		kernels.Multiply(rows, op.a, op.x[0])
	} else {
		clear(rows)
		kernels.EncodeColumns(rows, rows, op.a, op.x, len(rows))
	}
	for i := len(op.src.Index) - 1; i >= 0; i-- {
		op.y[i] = op.y[op.src.Index[i]]
	}
}

// mulInc is y[index] += a[index]·x.
func mulInc(op *instr) {
	if op.src.Index == nil {
		kernels.MulAdd(op.y, op.a, op.x)
		return
	}
	for i, j := range op.src.Index {
		op.y[j] += float64(op.a[j] * op.x[i])
	}
}

// eval gathers the inputs of a node and computes its value.
func (s *Sim) eval(n *node, y []float64) {
	at := 0
	for _, in := range n.inputs {
		at += copy(n.vector[at:], in)
	}
	n.Code.Run(s.t, s.p.Dt, n.vector, s.params, s.stack, y)
}
