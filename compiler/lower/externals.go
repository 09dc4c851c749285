package lower

import (
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/program"
)

// externals numbers the nodes that somebody outside computes.
func (l *lowerer) externals() {
	for _, n := range l.g.Model.Nodes {
		if n.Kind == model.External {
			l.outside[n] = len(l.p.Externals)
			l.p.Externals = append(l.p.Externals, program.External{Name: n.Name, Of: n.Outside, At: n.At})
		}
	}
}

// external asks for the values of some of them.
func (l *lowerer) external(op *graph.Op) {
	var asked []int
	reads := op.Reads
	for k, n := range op.Outside {
		i := l.outside[n]
		x := &l.p.Externals[i]
		x.Y = l.arena.at(op.Sets[k])
		for _, s := range reads[:len(n.Reads)] {
			x.Inputs = append(x.Inputs, l.arena.at(s))
		}
		reads = reads[len(n.Reads):]
		asked = append(asked, i)
	}
	l.emit(program.Instr{Code: program.Ask, Ref: len(l.p.Exchanges)}, op)
	l.p.Exchanges = append(l.p.Exchanges, asked)
}

// guardExternals demands finite numbers of those outside, of nodes that anything reads.
func (l *lowerer) guardExternals() {
	read := map[*graph.Signal]bool{}
	for _, op := range l.g.Ops {
		for _, s := range op.Reads {
			read[s.Base()] = true
		}
	}
	for _, p := range l.g.Probes {
		if p.Signal != nil {
			read[p.Signal.Base()] = true
		}
	}
	for _, op := range l.g.Ops {
		for k, n := range op.Outside {
			if read[op.Sets[k].Base()] {
				l.p.Guards = append(l.p.Guards, program.Guard{Name: n.Name, Range: l.arena.at(op.Sets[k]), At: n.At, Input: -1})
			}
		}
	}
}
