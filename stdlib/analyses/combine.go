package analyses

import "slices"

// Each applies a function to every number.
func (v Value) Each(f func(float64) float64) Value {
	if v.Form == Number {
		return Num(f(v.X))
	}
	out := v
	out.Data = make([]float64, len(v.Data))
	for i, x := range v.Data {
		out.Data[i] = f(x)
	}
	return out
}

// Fit says why values cannot be combined number by number; "" if they can. A
// number fills, and so does a single dimension.
func Fit(form1, form2 Form, d1, d2 int) string {
	switch {
	case form1 == Spikes || form2 == Spikes:
		return "spikes are times, not numbers to compute with; `.neurons` has the activities"
	case form1 == Number || form2 == Number:
		return ""
	case form1 != form2:
		return "weights and samples cannot be combined"
	case d1 != d2 && (form1 == Matrix || d1 != 1 && d2 != 1):
		return "sizes differ"
	}
	return ""
}

// Combine applies a function number by number, to samples at their common times:
// those that differ by less than half a step dt.
func Combine(dt float64, f func(x []float64) float64, args ...Value) (Value, *Problem) {
	shape, p := common(dt, args)
	if p != nil {
		return Value{}, p
	}
	x := make([]float64, len(args))
	if shape.Form == Number {
		for i, v := range args {
			x[i] = v.X
		}
		return Num(f(x)), nil
	}
	n := 1
	if shape.Form == Samples {
		n = len(shape.T)
	}
	shape.Data = make([]float64, 0, n*shape.D)
	at := make([]int, len(args)) // the sample of each
	for k := range n {
		for i, v := range args {
			for v.Form == Samples && shape.T[k]-v.T[at[i]] > dt/2 {
				at[i]++
			}
		}
		for j := range shape.D {
			for i, v := range args {
				if x[i] = v.X; v.Form != Number {
					x[i] = v.Data[at[i]*v.D+j%v.D]
				}
			}
			shape.Data = append(shape.Data, f(x))
		}
	}
	return shape, nil
}

// atCommonTimes are two values at the times that they have in common, in the size of the
// larger one.
func atCommonTimes(dt float64, a, b Value) (first, second Value, p *Problem) {
	if first, p = Combine(dt, func(x []float64) float64 { return x[0] }, a, b); p != nil {
		return Value{}, Value{}, p
	}
	second, p = Combine(dt, func(x []float64) float64 { return x[1] }, a, b)
	return first, second, p
}

// common is the form, size and times that values have in common.
func common(dt float64, args []Value) (Value, *Problem) {
	out := Value{Form: Number, D: 1}
	timed := false
	for _, v := range args {
		if why := Fit(out.Form, v.Form, out.D, v.D); why != "" {
			return Value{}, undefined("%s", why)
		}
		if v.Form == Number {
			continue
		}
		out.Form, out.D, out.Gaps = v.Form, max(out.D, v.D), out.Gaps || v.Gaps
		switch {
		case v.Form == Matrix:
			out.Exists = both(out.Exists, v.Exists)
		case timed:
			out.T = commonTimes(dt, out.T, v.T)
		default:
			out.T, timed = v.T, true
		}
	}
	if timed && len(out.T) == 0 {
		return Value{}, undefined("no samples at common times")
	}
	return out, nil
}

// commonTimes are the times of a that b has too.
func commonTimes(dt float64, a, b []float64) []float64 {
	if len(a) == len(b) && slices.Equal(a, b) {
		return a
	}
	var out []float64
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]-float64(dt/2):
			i++
		case b[j] < a[i]-float64(dt/2):
			j++
		default:
			out = append(out, a[i])
			i, j = i+1, j+1
		}
	}
	return out
}

// Union is the times of a and of b, those that differ by less than half a step
// once.
func Union(dt float64, a, b []float64) []float64 {
	if len(a) == 0 || slices.Equal(a, b) {
		return b
	}
	out := make([]float64, 0, max(len(a), len(b)))
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]-float64(dt/2):
			out = append(out, a[i])
			i++
		case i == len(a) || b[j] < a[i]-float64(dt/2):
			out = append(out, b[j])
			j++
		default:
			out = append(out, a[i])
			i, j = i+1, j+1
		}
	}
	return out
}

// both are the weights that exist in two connections; nil for all.
func both(a, b []bool) []bool {
	if a == nil || b == nil {
		return append(a, b...)
	}
	out := make([]bool, len(a))
	for i := range out {
		out[i] = a[i] && b[i]
	}
	return out
}
