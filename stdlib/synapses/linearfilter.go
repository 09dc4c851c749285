package synapses

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// LinearFilter is any transfer function num(s)/den(s), coefficients with the
// highest power first; den is at least as long as num. A digital one (not
// Analog) is in z and runs as it is.
//
// Source: Franklin, Powell & Workman (1998), Digital Control of Dynamic
// Systems, ch. 6.
type LinearFilter struct {
	Num, Den []float64
	Method   string // "" for zoh
	Analog   bool
}

// Methods lists how a continuous filter becomes a recurrence: zero-order hold,
// or the generalised bilinear transform with the weight given.
var Methods = map[string]float64{"zoh": math.NaN(), "bilinear": 0.5, "euler": 0, "backward_diff": 1}

// NewLinearFilter checks the coefficients.
func NewLinearFilter(num, den []float64, method string, analog bool) (LinearFilter, error) {
	for len(num) > 1 && num[0] == 0 {
		num = num[1:]
	}
	f := LinearFilter{num, den, method, analog}
	switch {
	case slices.ContainsFunc(slices.Concat(num, den), notFinite):
		return f, fmt.Errorf("a coefficient is not a finite number")
	case len(num) == 0 || len(den) == 0 || den[0] == 0:
		return f, fmt.Errorf("the first coefficient of the denominator must not be 0")
	case len(num) > len(den):
		return f, fmt.Errorf("the numerator has a higher power than the denominator; such a filter answers before it is asked")
	}
	if _, ok := Methods[method]; method != "" && !ok {
		return f, fmt.Errorf("the method is one of zoh, bilinear, euler, backward_diff, not %q", method)
	}
	return f, nil
}

func notFinite(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }

// String writes the coefficients.
func (f LinearFilter) String() string {
	text := fmt.Sprintf("tf(%s, %s%s", listText(f.Num), listText(f.Den), methodText(f.Method))
	if !f.Analog {
		text += ", analog=no"
	}
	return text + ")"
}

// listText writes [a, b, …].
func listText(list []float64) string {
	text := make([]string, len(list))
	for i, v := range list {
		text[i] = fmt.Sprintf("%g", v)
	}
	return "[" + strings.Join(text, ", ") + "]"
}

// Discretize puts the filter into controller canonical form and discretises it.
func (f LinearFilter) Discretize(dt float64) (Filter, error) {
	if !f.Analog || len(f.Den) == 1 {
		return f.canonical()
	}
	s, err := newStateSpace(f.Num, f.Den, dt)
	if err != nil {
		return Filter{}, err
	}
	if alpha, ok := Methods[f.Method]; ok && alpha == alpha {
		return s.bilinear(alpha)
	}
	return s.hold()
}

// canonical is the controller canonical form of a filter in z.
func (f LinearFilter) canonical() (Filter, error) {
	s := len(f.Den) - 1
	num := make([]float64, s+1) // as long as den, divided by den[0]
	for i, v := range f.Num {
		num[i+len(f.Den)-len(f.Num)] = v / f.Den[0]
	}
	out := Filter{A: make([]float64, s*s), B: make([]float64, s), C: make([]float64, s), D: num[0]}
	for i := range s {
		den := f.Den[i+1] / f.Den[0]
		out.A[i] = -den
		out.C[i] = num[i+1] - float64(out.D*den)
		if i > 0 {
			out.A[i*s+i-1] = 1
		}
	}
	if s > 0 {
		out.B[0] = 1
	}
	return out, out.finite()
}

// discretizeIn discretises num(s·unit)/den(s·unit): coefficients of 1 or so
// and a unit of time (s), where powers of the time constant itself might be
// too large or too small for a number.
func discretizeIn(unit float64, num, den []float64, method string, dt float64) (Filter, error) {
	steps := min(dt/unit, math.MaxFloat64)
	return LinearFilter{Num: num, Den: den, Method: method, Analog: true}.Discretize(steps)
}
