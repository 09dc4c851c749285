package axes

import (
	"math"
	"slices"
	"strings"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/stdlib/plots"
)

// Tick is a mark along an axis.
type Tick struct {
	Value float64
	Label string // "" for a small tick between others
	Mark  bool   // it stands before others: the end of a phase
}

// Ticks are the marks of an axis, and what all their labels leave out.
type Ticks struct {
	List     []Tick
	Exponent int    // the labels are to be multiplied by 10 to this power
	Offset   string // what is to be added to the labels; "" for nothing
}

// Note is what stands beside the unit of an axis for what labels leave out: "10⁶", "+3×10⁶"; "" for nothing.
func (t Ticks) Note() string {
	var parts []string
	if t.Exponent != 0 {
		parts = append(parts, Power(t.Exponent))
	}
	if t.Offset != "" {
		parts = append(parts, t.Offset)
	}
	return strings.Join(parts, ", ")
}

// Ticks finds about most ticks. Marks are ticks in any case, and so are swept values if there are at most seven.
func (s Scale) Ticks(most int, marks, swept []float64) Ticks {
	most = max(2, most)
	var t Ticks
	switch {
	case len(distinct(swept)) > 0 && len(distinct(swept)) <= maxSwept:
		t.List = named(s.inside(distinct(swept)), s.Kind == plots.Log)
	case s.Kind == plots.Log:
		t.List = s.decades(most)
	case s.Kind == plots.Symlog:
		t.List = s.bothSides(most)
	default:
		return s.linear(most, s.inside(marks))
	}
	return t
}

// maxSwept is up to how many swept values have a tick each.
const maxSwept = 7

func distinct(v []float64) []float64 {
	v = slices.Clone(v)
	slices.Sort(v)
	return slices.Compact(v)
}

// inside leaves the values that lie on the axis.
func (s Scale) inside(values []float64) (out []float64) {
	for _, v := range values {
		if at := s.At(v); at >= -1e-9 && at <= 1+1e-9 {
			out = append(out, v)
		}
	}
	return out
}

// named are ticks at values, as numbers.
func named(values []float64, powers bool) (out []Tick) {
	for _, v := range values {
		label := Number(v, 4)
		if e := libm.Log10(v); powers && !plain(values) && math.Abs(e-math.Round(e)) < 1e-9 {
			label = Power(int(math.Round(e)))
		}
		out = append(out, Tick{Value: v, Label: label})
	}
	return out
}

// plain tells whether all values read well without exponents.
func plain(values []float64) bool {
	for _, v := range values {
		if a := math.Abs(v); v != 0 && (a < 0.00999 || a > 1001) {
			return false
		}
	}
	return true
}

// linear finds ticks at 1, 2 or 5 times a power of ten. Marks take the place of ticks that come near them.
func (s Scale) linear(most int, marks []float64) Ticks {
	span := s.To/2 - s.From/2
	step := steps(2 * math.Min(span, math.MaxFloat64/2) / float64(most))
	var values []float64
	first := math.Ceil(s.From/step - 1e-9)
	for k := 0; k <= 2*most; k++ { // a bound: k·step may be less than what numbers resolve
		v := (first + float64(k)) * step
		if v > s.To+1e-9*step || math.IsInf(v, 0) {
			break
		}
		values = append(values, v)
	}
	fine := step
	for _, m := range marks {
		values = slices.DeleteFunc(values, func(v float64) bool { return math.Abs(v-m) < 0.45*step })
		values = append(values, m)
		fine = math.Min(fine, finest(m, step))
	}
	slices.Sort(values)
	t := written(values, step, fine)
	for i := range t.List {
		t.List[i].Mark = slices.Contains(marks, t.List[i].Value)
	}
	return t
}

// finest is the greatest power of ten, down to a thousandth of step, of which m is a multiple.
func finest(m, step float64) float64 {
	fine := libm.Pow(10, math.Ceil(libm.Log10(step)))
	for fine > step/1000 && math.Abs(m/fine-math.Round(m/fine)) > 1e-6 {
		fine /= 10
	}
	return fine
}

// steps is the least of 1, 2 and 5 times a power of ten that is not less than least.
func steps(least float64) float64 {
	power := libm.Pow(10, math.Floor(libm.Log10(least)))
	for _, f := range []float64{1, 2, 5} {
		if f*power >= least*(1-1e-9) {
			return f * power
		}
	}
	return 10 * power
}

// Labels of numbers from leastPlain up to mostPlain are written as they are; others share an exponent.
const (
	leastPlain = 0.01
	mostPlain  = 1e5
	manyDigits = 1e5 // steps this much smaller than the numbers call for an offset
)

// written labels ticks that lie step apart with what tells multiples of fine apart.
func written(values []float64, step, fine float64) Ticks {
	var t Ticks
	offset, most := 0.0, 0.0
	for _, v := range values {
		most = math.Max(most, math.Abs(v))
	}
	if most/step >= manyDigits {
		unit := libm.Pow(10, math.Ceil(libm.Log10(step*float64(len(values)))))
		offset = math.Floor(values[0]/unit) * unit
		t.Offset = signed(offset)
		most = 0
		for _, v := range values {
			most = math.Max(most, math.Abs(v-offset))
		}
	}
	if most >= mostPlain || most < leastPlain && most > 0 {
		t.Exponent = int(3 * math.Floor(libm.Log10(most*(1+1e-9))/3))
	}
	for _, v := range values {
		t.List = append(t.List, Tick{Value: v, Label: Fixed(shifted(v-offset, t.Exponent), decimals(shifted(fine, t.Exponent)))})
	}
	return t
}

// shifted is v / 10^exponent, where 10^exponent itself may be too small or large for a number.
func shifted(v float64, exponent int) float64 {
	half := exponent / 2
	return v / libm.Pow(10, float64(half)) / libm.Pow(10, float64(exponent-half))
}

// signed writes an offset with its sign.
func signed(v float64) string {
	s := Number(v, 12)
	if v > 0 {
		return "+" + s
	}
	return s
}

// decades are the ticks of a log axis: powers of ten, with small ticks between; 1, 2 and 5 times powers where there
// is less than a decade and a half.
func (s Scale) decades(most int) (out []Tick) {
	a, b := libm.Log10(s.From), libm.Log10(s.To)
	low, high := int(math.Ceil(a-1e-9)), int(math.Floor(b+1e-9))
	if b-a < 1.5 {
		return s.within(low-1, high+1)
	}
	every := max(1, (high-low+most)/most)
	var values []float64
	for e := low; e <= high; e++ {
		values = append(values, libm.Pow(10, float64(e)))
	}
	words := plain(values)
	for e := low - 1; e <= high; e++ {
		power := libm.Pow(10, float64(e))
		if e >= low {
			t := Tick{Value: power}
			if ((e%every)+every)%every == 0 {
				if t.Label = Power(e); words {
					t.Label = Number(power, 4)
				}
			}
			out = append(out, t)
		}
		for k := 2.0; k < 10 && high-low <= 6; k++ {
			if v := k * power; v >= s.From && v <= s.To {
				out = append(out, Tick{Value: v})
			}
		}
	}
	return out
}

// within are the ticks of a log axis of few decades: 1, 2 and 5 times powers of ten, or those of a linear axis where
// there are less than two of them.
func (s Scale) within(low, high int) []Tick {
	var values []float64
	for e := low; e <= high; e++ {
		for _, f := range []float64{1, 2, 5} {
			values = append(values, f*libm.Pow(10, float64(e)))
		}
	}
	if values = s.inside(values); len(values) >= 2 {
		return named(values, true)
	}
	return Scale{Kind: plots.Linear, From: s.From, To: s.To}.linear(3, nil).List
}

// bothSides are the ticks of a symlog axis: 0 and powers of ten on either side.
func (s Scale) bothSides(most int) []Tick {
	values := []float64{0}
	top := int(math.Floor(libm.Log10(math.Max(math.Abs(s.From), math.Abs(s.To))) + 1e-9))
	bottom := int(math.Round(libm.Log10(s.Knee)))
	every := max(1, (2*(top-bottom)+most)/most)
	for e := top; e >= bottom; e -= every {
		values = append(values, libm.Pow(10, float64(e)), -libm.Pow(10, float64(e)))
	}
	values = s.inside(distinct(values))
	if len(values) < 2 {
		return Scale{Kind: plots.Linear, From: s.From, To: s.To}.linear(3, nil).List
	}
	out := named(values, true)
	for i, v := range values {
		if v < 0 && !plain(values) {
			out[i].Label = "−" + Power(int(math.Round(libm.Log10(-v))))
		}
	}
	return out
}
