package experiment

import (
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime/session"
	"github.com/nefc/nefc/stdlib/analyses"
)

// Evaluate computes an analysis of a program that has not run: of params, weights and what follows from them. It is an
// error if the analysis needs samples.
func Evaluate(p *program.Program, x *events.Analysis) (analyses.Value, error) {
	r := &runner{p: p, session: session.Open(p), phases: map[string]*phase{}, result: &Result{}}
	defer r.session.Close()
	a := r.analyser("", 0, x)
	v := a.eval(x)
	return v, a.err
}
