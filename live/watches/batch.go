package watches

import (
	"github.com/nefc/nefc/runtime/judge"
	"github.com/nefc/nefc/stdlib/analyses"
)

// Batch is what was recorded in some steps.
type Batch struct {
	Phase *judge.Phase
	s     Source
	n     int // steps
}

// NewBatch is what was recorded in n steps that ended at a time (s).
func NewBatch(s Source, n int, end float64) *Batch {
	return &Batch{&judge.Phase{Start: end - float64(n)*s.Dt(), End: end, Records: s.Sim().Records()}, s, n}
}

// Value is an analysis of these steps, which was asked for.
func (b *Batch) Value(text string) (analyses.Value, error) {
	return b.within(text, b.Phase, b.Phase.Start)
}

// within is an analysis of what was recorded from a time (s) on.
func (b *Batch) within(text string, ph *judge.Phase, from float64) (analyses.Value, error) {
	x := b.s.Analysis(text).Analysis
	r := &judge.Recording{Program: b.s.Program(), Params: b.s.Sim().Params, Weights: b.s.Sim().Weights, Phase: func(string) *judge.Phase { return ph }}
	line := r.Within(ph, analyses.Window{Dt: b.s.Dt(), Start: ph.Start, From: from, End: ph.End}, x)
	v := line.Eval(x)
	return v, line.Err
}
