package live

import (
	"slices"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/runtime/judge"
	"github.com/nefc/nefc/stdlib/analyses"
)

// batch is what was recorded in some steps.
type batch struct {
	s     *Session
	n     int // steps
	phase *judge.Phase
}

func newBatch(s *Session, n int, end float64) *batch {
	return &batch{s, n, &judge.Phase{Start: end - float64(n)*s.dt, End: end, Records: s.sim.Records()}}
}

// value is an analysis of these steps.
func (b *batch) value(text string) (analyses.Value, error) {
	return b.within(text, b.phase, b.phase.Start)
}

// within is an analysis of what was recorded from a time (s) on.
func (b *batch) within(text string, ph *judge.Phase, from float64) (analyses.Value, error) {
	x := b.s.analysisOf(text)
	r := &judge.Recording{Program: b.s.Program(), Params: b.s.sim.Params, Weights: b.s.sim.Weights, Phase: func(string) *judge.Phase { return ph }}
	line := r.Within(ph, analyses.Window{Dt: b.s.dt, Start: ph.Start, From: from, End: ph.End}, x)
	v := line.Eval(x)
	return v, line.Err
}

// analysisOf is an analysis that is computed for those who watch.
func (s *Session) analysisOf(text string) *events.Analysis {
	return s.Program().Watches[slices.Index(s.asked.Watched, text)]
}
