// Package elaborate turns an outline into a model: it makes the objects, takes
// wires apart into connections of one term, binds rules to connections, and reads
// experiments. Everything it finds wrong is a diagnostic; it continues after each,
// so independent mistakes are all reported, and it stays silent about what is
// already in error.
package elaborate

import (
	"github.com/nefc/nefc/compiler/elaborate/connections"
	"github.com/nefc/nefc/compiler/elaborate/experiments"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/elaborate/learning"
	"github.com/nefc/nefc/compiler/elaborate/objects"
	"github.com/nefc/nefc/compiler/elaborate/probes"
	"github.com/nefc/nefc/compiler/elaborate/wires"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
)

// Elaborator holds the state of one elaboration: the model, and what its making
// showed, which its laws ask for.
type Elaborator struct{ *experiments.Experiments }

// Model elaborates an outline. The model is complete only if nothing wrong was
// reported.
func Model(ev *values.Evaluator, in experiments.Input) *Elaborator {
	c := newElaborator(ev, in)
	// Each step reads what the ones before it made.
	for _, step := range []func(*outline.Scope){
		c.buildAll,      // ensembles, nodes, signals, ports: sizes and values
		c.ConnectAll,    // wires, taken apart
		c.settleSigns,   // which neurons are excitatory, as connections say
		c.settlePaths,   // which synapses their spikes pass
		c.settlePorts,   // in which inputs they end
		c.LearnAll,      // rules: which connection
		c.ConnectErrors, // connections that end in a rule's error
		c.ProbeAll,      // what is recorded
		c.ReadAll,       // what happens
		c.Follow,        // what is watched, held and changed by hand
		c.settleSolvers, // solvers, as signs and tables decide
	} {
		if c.TooMuch() {
			break
		}
		step(c.Outline.Top)
	}
	c.Model.Inputs = c.Inputs
	return c
}

// Objects makes those of an outline, and nothing of what takes them.
func Objects(ev *values.Evaluator) *Elaborator {
	c := newElaborator(ev, experiments.Input{})
	c.buildAll(c.Outline.Top)
	return c
}

func newElaborator(ev *values.Evaluator, in experiments.Input) *Elaborator {
	r := expressions.New(ev)
	c := &Elaborator{experiments.New(probes.New(learning.New(connections.New(objects.New(&wires.Wires{Resolver: r})))), in)}
	r.Resolve = c.resolveObject
	return c
}
