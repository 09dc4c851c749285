package watches

import (
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/live/renumber"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/judge"
	"github.com/nefc/nefc/stdlib/analyses"
)

// errorWindow is how long an analysis that is one number looks back, s.
const errorWindow = 1.0

// lately tells an analysis that is one number, as rmse(post, u), of the last second: at
// multiples of the time between numbers, whoever watches since when.
type lately struct {
	window
	s     Source
	of    string
	every float64 // s between numbers
	bins  bins
}

// window is what was recorded from a time on.
type window struct {
	records []runtime.Record
	start   float64          // s
	program *program.Program // in whose order it has the records; nil for none
}

func newError(s Source, w *Watch) (View, error) {
	x := s.Analysis(w.Of)
	if x.Form == analyses.Samples {
		return newValues(s, w)
	}
	if x.Form != analyses.Number {
		return nil, refusal.Rangef("`%s` is not a number", w.Of)
	}
	v := &lately{s: s, of: w.Of, every: math.Max(s.Dt(), math.Round(rateWindow/s.Dt())*s.Dt())}
	v.bins = newBins(1, v.every, w.Window, w.Points, w.Exact)
	return v, nil
}

func (v *lately) Info() Info { return Info{Names: []string{v.of}} }

func (v *lately) Take(b *Batch) {
	p := v.s.Program()
	switch {
	case v.program == nil || b.Phase.Start < v.start:
		v.window = window{make([]runtime.Record, len(b.Phase.Records)), b.Phase.Start, p}
	case v.program != p:
		v.records, v.program = renumber.Records(v.records, v.program, p), p
	}
	next := (math.Floor(b.Phase.Start/v.every+1e-6) + 1) * v.every
	for i, from := range b.Phase.Records {
		to := &v.records[i]
		to.Name, to.Shape = from.Name, from.Shape
		to.T, to.Data, to.Spike = append(to.T, from.T...), append(to.Data, from.Data...), append(to.Spike, from.Spike...)
	}
	end := b.Phase.End
	for ; next < end+v.s.Dt()/2; next += v.every {
		ph := &judge.Phase{Start: v.start, End: next, Records: until(v.records, next+v.s.Dt()/2)}
		if x, err := b.within(v.of, ph, math.Max(v.start, next-errorWindow)); err == nil {
			v.bins.add(next, []float64{x.X})
		}
	}
	v.drop(end - errorWindow)
}

// until are records without what comes after a time.
func until(records []runtime.Record, t float64) []runtime.Record {
	out := slices.Clone(records)
	for i := range out {
		r := &out[i]
		n := len(r.T)
		for n > 0 && r.T[n-1] > t {
			n--
		}
		if len(r.T) > 0 && r.Data != nil {
			r.Data = r.Data[:n*len(r.Data)/len(r.T)]
		}
		if r.Spike != nil {
			r.Spike = r.Spike[:n]
		}
		r.T = r.T[:n]
	}
	return out
}

// drop drops what lies before a time, once it is as much as what lies behind it.
func (v *lately) drop(t float64) {
	if t-v.start < errorWindow {
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

// Carry is the window: those that come after append behind it.
func (v *lately) Carry() any {
	out := v.window
	out.records = slices.Clone(out.records)
	for i := range out.records {
		r := &out.records[i]
		r.T, r.Data, r.Spike = slices.Clip(r.T), slices.Clip(r.Data), slices.Clip(r.Spike)
	}
	return carriedWindow{out, v.bins.carry()}
}

// carriedWindow is what it carries.
type carriedWindow struct {
	window
	bins bins
}

func (v *lately) Resume(from any) {
	v.Cut()
	if c, ok := from.(carriedWindow); ok {
		v.window = c.window
		v.records = slices.Clone(c.records)
		v.bins.resume(c.bins)
	}
}

func (v *lately) Forget() { v.bins.pull() }

// Cut begins anew: a window does not reach over a jump.
func (v *lately) Cut() {
	v.window = window{}
	v.bins.cut()
}

func (v *lately) Pull(bool) *Frame { return v.bins.pull() }
