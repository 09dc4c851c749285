package experiment

import (
	"fmt"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/judge"
	"github.com/nefc/nefc/runtime/session"
	"github.com/nefc/nefc/stdlib/analyses"
)

// NotBuilt says that an expression reads what only a run has.
type NotBuilt struct {
	What string
	At   diag.Span
}

// Error names it.
func (e *NotBuilt) Error() string {
	return fmt.Sprintf("`%s` is known only while the model runs: say what it must be with `expect` in an experiment, and `nefc run` it", e.What)
}

// Evaluate computes an analysis of a program that has not run: of params, of weights, and
// of what probes see that was built and stays, as gains and encoders. It is a NotBuilt if
// the analysis needs a run. Shape is that of the numbers: rows and columns of what it
// reads where it has an element for each of that, and a column otherwise.
func Evaluate(p *program.Program, x *events.Analysis) (v analyses.Value, shape [2]int, err error) {
	if err := needsRun(p, x); err != nil {
		return v, shape, err
	}
	s := session.Open(p)
	defer s.Close()
	built := &judge.Phase{Start: -p.Dt, Records: builtRecords(p)}
	r := &judge.Recording{Program: p, Phase: func(string) *judge.Phase { return built }, Params: s.Params, Weights: s.Weights}
	a := r.Line("", 0, x)
	v = a.Eval(x)
	return v, shapeOf(p, x, len(v.Filled().All())), a.Err
}

// needsRun is the first thing that x reads and only a run has; nil for none.
func needsRun(p *program.Program, x *events.Analysis) error {
	var first error
	x.Walk(func(x *events.Analysis) {
		switch {
		case first != nil:
		case x.Kind == events.Series && !isBuilt(p, &p.Probes[x.Probe]):
			first = &NotBuilt{p.Probes[x.Probe].Name, x.At}
		case x.Kind == events.Time:
			first = &NotBuilt{"t", x.At}
		}
	})
	return first
}

// isBuilt reports a probe of memory that never changes, or of encoders that learn, which
// are as they were built until a run.
func isBuilt(p *program.Program, probe *program.Probe) bool {
	if probe.From.Len == 0 || probe.Spikes >= 0 || probe.Link >= 0 || probe.LinkRule >= 0 || probe.EncoderRule >= 0 {
		return false
	}
	for i := range p.Tuned {
		if probe.From == p.Tuned[i].Encoders {
			return true
		}
	}
	return probe.From.Off >= p.Constants
}

// builtRecords has, for each probe of what is built, one sample at the start.
func builtRecords(p *program.Program) []runtime.Record {
	out := make([]runtime.Record, len(p.Probes))
	for i := range p.Probes {
		probe := &p.Probes[i]
		if !isBuilt(p, probe) {
			continue
		}
		data := p.Init[probe.From.Off : probe.From.Off+probe.From.Len]
		if probe.Index != nil {
			data = make([]float64, len(probe.Index))
			for k, at := range probe.Index {
				data[k] = p.Init[probe.From.Off+at]
			}
		}
		out[i] = runtime.Record{Name: probe.Name, Shape: probe.Shape, T: []float64{0}, Data: data}
	}
	return out
}

// shapeOf is the shape of n numbers: that of the first of what x reads that has as many.
func shapeOf(p *program.Program, x *events.Analysis, n int) [2]int {
	shape := [2]int{n, 1}
	found := false
	take := func(rows, cols int) {
		if !found && rows*cols == n {
			shape, found = [2]int{rows, cols}, true
		}
	}
	x.Walk(func(x *events.Analysis) {
		switch x.Kind {
		case events.Weights:
			of := p.Links[x.Link].Of(x.Part)
			take(of.Rows, of.Cols)
		case events.Constant:
			take(x.Fixed.Rows, x.Fixed.Cols)
		case events.Series:
			if s := p.Probes[x.Probe].Shape; x.Index == nil && len(s) == 2 {
				take(s[0], s[1])
			}
		}
	})
	return shape
}
