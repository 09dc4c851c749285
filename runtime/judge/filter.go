package judge

import (
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/synapses"
)

// filtered is what a synapse makes of samples of every step, as in the expression
// of a node: without the delay of a connection. Like that of a node, its state is 0
// when the run begins and after a reset, and goes on from phase to phase.
func (a *Line) filtered(e *events.Analysis) analyses.Value {
	last := a.In(e.Phase).Phase
	if last == nil {
		return a.fail(e.At, "nothing has been recorded yet")
	}
	f, err := e.Synapse.Discretize(a.of.Program.Dt)
	if err != nil {
		return a.fail(e.At, "%w", err)
	}
	state := make([]float64, f.Order()*e.D)
	var out analyses.Value
	for _, ph := range a.of.since(last) {
		whole := &Line{of: a.of, line: &View{Phase: ph, Window: analyses.Window{Dt: a.of.Program.Dt, Start: ph.Start, From: ph.Start, End: ph.End},
			since: ph.Start - tolerance, clock: ph.steps(a.of.Program.Dt)}}
		whole.named = map[string]*View{e.Phase: whole.line}
		x := whole.Eval(e.Args[0])
		if whole.Err != nil {
			a.Err, a.At = whole.Err, whole.At
			return x
		}
		out = x
		out.Data = run(f, state, x)
	}
	return a.cut(e, out)
}

// run advances a filter over samples.
func run(f synapses.Filter, state []float64, x analyses.Value) []float64 {
	out := make([]float64, len(x.Data))
	room := make([]float64, f.Order())
	for k := range x.T {
		y, u := out[k*x.D:(k+1)*x.D], x.Row(k)
		if f.Taps != nil {
			kernels.FIR(y, state, f.Taps, u)
		} else {
			kernels.Filter(y, state, f.A, f.B, f.C, f.D, u, room)
		}
	}
	return out
}

// since lists the phases from the last reset of states up to one.
func (r *Recording) since(last *Phase) []*Phase {
	var out []*Phase
	note := func(e events.Event) {
		if reset, ok := e.(*events.Reset); ok && reset.What != "weights" {
			out = nil
		}
	}
	for _, e := range r.Events {
		note(e)
		p, ok := e.(*events.Phase)
		if !ok {
			continue
		}
		for _, inside := range p.Events {
			note(inside)
		}
		ph := r.Phase(p.Name)
		if out = append(out, ph); ph == last {
			break
		}
	}
	return out
}
