package live

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/judge"
	"github.com/nefc/nefc/stdlib/analyses"
)

// errorWindow is how long an analysis that is one number looks back, s.
const errorWindow = 1.0

// lately tells an analysis that is one number, as rmse(post, u), of the last second, or of
// another window.
type lately struct {
	s       *Session
	of      string
	window  float64
	every   float64 // s between numbers
	next    float64
	records []runtime.Record
	start   float64
	program *program.Program
	bins    bins
}

func newError(s *Session, w *Watch) (view, error) {
	x := s.analysisOf(w.Of)
	if x.Form == analyses.Samples {
		return newValues(s, w)
	}
	if x.Form != analyses.Number {
		return nil, &Range{fmt.Sprintf("`%s` is not a number", w.Of)}
	}
	v := &lately{s: s, of: w.Of, window: errorWindow, every: math.Max(s.dt, math.Round(rateWindow/s.dt)*s.dt), start: s.sim.Time()}
	v.next = v.start + v.every
	v.bins = newBins(1, v.every, w.Window, w.Points, w.Exact)
	return v, nil
}

func (v *lately) info() Info { return Info{Names: []string{v.of}} }

func (v *lately) take(b *batch) {
	if b.phase.Start < v.start || v.program != v.s.Program() {
		v.program, v.records, v.start, v.next = v.s.Program(), make([]runtime.Record, len(b.phase.Records)), b.phase.Start, b.phase.Start+v.every
	}
	for i, from := range b.phase.Records {
		to := &v.records[i]
		to.Name, to.Shape = from.Name, from.Shape
		to.T, to.Data, to.Spike = append(to.T, from.T...), append(to.Data, from.Data...), append(to.Spike, from.Spike...)
	}
	end := b.phase.End
	if end < v.next-v.s.dt/2 {
		return
	}
	v.next += v.every
	ph := &judge.Phase{Start: v.start, End: end, Records: v.records}
	if x, err := b.within(v.of, ph, math.Max(v.start, end-v.window)); err == nil {
		v.bins.add(end, []float64{x.X})
	}
	v.forget(end - v.window)
}

// forget drops what lies before a time, once it is as much as what lies behind it.
func (v *lately) forget(t float64) {
	if t-v.start < v.window {
		return
	}
	for i := range v.records {
		r := &v.records[i]
		k := 0
		for k < len(r.T) && r.T[k] < t {
			k++
		}
		if n := len(r.T); n > 0 && r.Data != nil {
			r.Data = append([]float64(nil), r.Data[k*len(r.Data)/n:]...)
		}
		if r.Spike != nil {
			r.Spike = append([]int64(nil), r.Spike[k:]...)
		}
		r.T = append([]float64(nil), r.T[k:]...)
	}
	v.start = t
}

// cut begins anew: a window does not reach over a jump.
func (v *lately) cut() { v.program = nil; v.bins.cut() }

func (v *lately) pull(bool) *Frame { return v.bins.pull() }
