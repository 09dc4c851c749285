package experiment

import (
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/synapses"
)

// filtered is what a synapse makes of samples of every step, as in the expression
// of a node: without the delay of a connection. Like that of a node, its state is 0
// when the run begins and after a reset, and goes on from phase to phase.
func (a *analyser) filtered(e *events.Analysis) analyses.Value {
	last := a.in(e.Phase).ph
	if last == nil {
		return a.fail(e.At, "nothing has been recorded yet")
	}
	f, err := e.Synapse.Discretize(a.r.p.Dt)
	if err != nil {
		return a.fail(e.At, "%w", err)
	}
	state := make([]float64, f.Order()*e.D)
	var out analyses.Value
	for _, ph := range a.r.since(last) {
		whole := &analyser{r: a.r, line: &view{ph: ph, window: analyses.Window{Dt: a.r.p.Dt, Start: ph.Start, From: ph.Start, End: ph.End},
			since: ph.Start - tolerance, clock: ph.steps(a.r.p.Dt)}}
		whole.named = map[string]*view{e.Phase: whole.line}
		x := whole.eval(e.Args[0])
		if whole.err != nil {
			a.err, a.at = whole.err, whole.at
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
func (r *runner) since(last *phase) []*phase {
	var out []*phase
	note := func(e events.Event) {
		if reset, ok := e.(*events.Reset); ok && reset.What != "weights" {
			out = nil
		}
	}
	for _, e := range r.e.Events {
		note(e)
		p, ok := e.(*events.Phase)
		if !ok {
			continue
		}
		for _, inside := range p.Events {
			note(inside)
		}
		ph := r.phases[p.Name]
		if out = append(out, ph); ph == last {
			break
		}
	}
	return out
}
