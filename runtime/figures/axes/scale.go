// Package axes turns numbers into lengths along an axis, and says where its ticks are and what stands at them.
package axes

import (
	"math"
	"slices"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/stdlib/plots"
)

// Scale says where along an axis a number lies.
type Scale struct {
	Kind     plots.Scale // Linear, Log or Symlog
	From, To float64     // at 0 and at 1; From < To, both above 0 for Log
	Knee     float64     // of Symlog: where it turns from linear to logarithmic
	Down     bool        // it runs the other way: 1 at From, 0 at To, as rows of a matrix do
}

// far is how far outside an axis a number can be, in lengths of the axis: beyond, drawings would overflow.
const far = 1e4

// At is where v lies: 0 at From, 1 at To. It is NaN for what the scale cannot show.
func (s Scale) At(v float64) float64 {
	a, b, x := s.bent(s.From), s.bent(s.To), s.bent(v)
	at := (x/2 - a/2) / (b/2 - a/2) // halves, so that ±1e308 does not overflow
	if math.IsNaN(at) {
		return at
	}
	if s.Down {
		at = 1 - at
	}
	return max(-far, min(far, at))
}

// bent is v on the scale, before it is fitted to the axis.
func (s Scale) bent(v float64) float64 {
	switch s.Kind {
	case plots.Log:
		if !(v > 0) {
			return math.NaN()
		}
		return libm.Log10(v)
	case plots.Symlog:
		return math.Copysign(libm.Log10(1+math.Abs(v)/s.Knee), v)
	}
	return v
}

// Extent is the least and the greatest of numbers, as far as they are finite.
type Extent struct {
	Low, High float64
	Positive  float64 // the least above 0; +Inf for none
}

// Nothing is the extent of no numbers.
func Nothing() Extent { return Extent{math.Inf(1), math.Inf(-1), math.Inf(1)} }

// Add widens the extent.
func (e *Extent) Add(values ...float64) {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			continue
		}
		e.Low, e.High = min(e.Low, v), max(e.High, v)
		if v > 0 {
			e.Positive = min(e.Positive, v)
		}
	}
}

// Join widens the extent by another.
func (e *Extent) Join(o Extent) {
	e.Low, e.High, e.Positive = min(e.Low, o.Low), max(e.High, o.High), min(e.Positive, o.Positive)
}

// Empty tells whether there were no numbers.
func (e Extent) Empty() bool { return e.Low > e.High }

// Wanted is what decides on a scale beside the numbers.
type Wanted struct {
	Kind     plots.Scale
	Range    plots.Range
	Swept    []float64 // the values of a swept param, which decide what AutoScale is
	FromZero bool      // the range begins at 0
	Tight    bool      // the range ends where the numbers do; else there is some room beyond
	Down     bool      // it runs the other way
}

// room is how much of an axis is left beyond the data at either end.
const room = 0.05

// New finds the scale for numbers of an extent.
func New(e Extent, w Wanted) Scale {
	s := Scale{Kind: w.Kind, Down: w.Down}
	if s.Kind == plots.AutoScale || s.Kind == "" {
		s.Kind = plots.Linear
		if Decades(w.Swept) {
			s.Kind = plots.Log
		}
	}
	if s.Kind == plots.Log && (math.IsInf(e.Positive, 0) || w.Range.Given && w.Range.To <= 0) {
		s.Kind = plots.Linear // nothing can be shown on a log axis
	}
	if e.Empty() {
		e = Extent{0, 1, 1}
	}
	switch s.Kind {
	case plots.Log:
		s.fitLog(e, w)
	case plots.Symlog:
		s.fitSymlog(e, w)
	default:
		s.fitLinear(e, w)
	}
	return s
}

// fitLinear finds the ends of a linear scale. They include 0 where the numbers come near it.
func (s *Scale) fitLinear(e Extent, w Wanted) {
	low, high := e.Low, e.High
	if low > 0 && (w.FromZero || !w.Tight && low < 2.0/3*high) {
		low = 0
	}
	if w.FromZero && low == 0 && high == 0 {
		high = 1 // no rate lies below 0
	}
	low, high = apart(low, high)
	if span := high/2 - low/2; !w.Tight {
		if low != 0 {
			low -= 2 * room * span
		}
		if high != 0 {
			high += 2 * room * span
		}
		low, high = math.Max(low, -math.MaxFloat64), math.Min(high, math.MaxFloat64)
	}
	s.From, s.To = low, high
	s.given(w.Range)
}

// apart moves ends that are equal, or too near for numbers between them, away from each other.
func apart(low, high float64) (float64, float64) {
	most := math.Max(math.Abs(low), math.Abs(high))
	if high/2-low/2 > 1e-12*most && high-low > 1e-305 {
		return low, high
	}
	if most < 1e-304 {
		return low - 1, low + 1
	}
	return low - 0.1*most, high + 0.1*most
}

// fitLog finds the ends of a log scale, with room beyond in decades.
func (s *Scale) fitLog(e Extent, w Wanted) {
	a, b := libm.Log10(e.Positive), libm.Log10(e.High)
	if b-a < 0.01 {
		a, b = a-0.5, b+0.5
	}
	if !w.Tight {
		a, b = a-room*(b-a), b+room*(b-a)
	}
	s.From, s.To = math.Max(libm.Pow(10, a), 1e-307), math.Min(libm.Pow(10, b), math.MaxFloat64)
	if !(s.From < s.To) {
		s.To = 10 * s.From
	}
	if w.Range.Given && w.Range.From > 0 {
		s.given(w.Range)
	} else if w.Range.Given {
		s.To = w.Range.To
		s.From = math.Min(s.From, s.To/10)
	}
}

// symlogDecades is how many decades a symlog scale shows of either sign.
const symlogDecades = 4

// fitSymlog finds the ends of a scale that is linear about 0.
func (s *Scale) fitSymlog(e Extent, w Wanted) {
	s.From, s.To = apart(e.Low, e.High)
	s.given(w.Range)
	most := math.Max(math.Abs(s.From), math.Abs(s.To))
	s.Knee = libm.Pow(10, math.Floor(libm.Log10(most))-symlogDecades+1)
	if !w.Tight && !w.Range.Given {
		s.From, s.To = math.Max(s.From*1.5, -math.MaxFloat64), math.Min(s.To*1.5, math.MaxFloat64)
		if e.Low >= 0 {
			s.From = math.Min(e.Low, 0)
		}
	}
}

// given takes over a range that a model names.
func (s *Scale) given(r plots.Range) {
	if r.Given && r.From < r.To {
		s.From, s.To = r.From, r.To
	}
}

// Decades tells whether the values of a swept param belong on a log axis: they are positive, and grow by the same
// factor (± 10 %) or over two decades. Values that are as far apart from each other stay linear.
func Decades(values []float64) bool {
	v := slices.Clone(values)
	slices.Sort(v)
	v = slices.Compact(v)
	if len(v) < 2 || v[0] <= 0 || math.IsInf(v[len(v)-1], 0) {
		return false
	}
	if v[len(v)-1]/v[0] >= 100*(1-1e-9) {
		return true
	}
	same := func(step func(a, b float64) float64) bool {
		first := step(v[0], v[1])
		for i := 2; i < len(v); i++ {
			if s := step(v[i-1], v[i]); !(math.Abs(s-first) <= 0.1*first) {
				return false
			}
		}
		return true
	}
	ratio := same(func(a, b float64) float64 { return b / a })
	linear := same(func(a, b float64) float64 { return b - a })
	return len(v) > 2 && ratio && !linear
}
