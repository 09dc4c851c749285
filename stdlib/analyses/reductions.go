package analyses

import (
	"math"
	"slices"
)

// reduce makes one number of all numbers.
func reduce(f func([]float64) float64) func(Window, []Value) (Value, *Problem) {
	return func(_ Window, args []Value) (Value, *Problem) { return Num(f(args[0].All())), nil }
}

// Mean is Σx/n.
func Mean(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum / float64(len(v))
}

// std is sqrt(Σ(x - mean)²/n).
func std(v []float64) float64 {
	m, sum := Mean(v), 0.0
	for _, x := range v {
		sum += float64((x - m) * (x - m))
	}
	return math.Sqrt(sum / float64(len(v)))
}

// RMS is sqrt(Σx²/n).
func RMS(v []float64) float64 { return norm(v) / math.Sqrt(float64(len(v))) }

// norm is sqrt(Σx²).
func norm(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += float64(x * x)
	}
	return math.Sqrt(sum)
}

func largest(v []float64) float64 {
	out := v[0]
	for _, x := range v {
		out = max(out, x)
	}
	return out
}

func smallest(v []float64) float64 {
	out := v[0]
	for _, x := range v {
		out = min(out, x)
	}
	return out
}

func nonzero(v []float64) float64 {
	n := 0
	for _, x := range v {
		if x != 0 {
			n++
		}
	}
	return float64(n) / float64(len(v))
}

// median is the middle one, or the mean of the two in the middle.
func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
}

// quantile is the value at place q·(n-1) of the sorted numbers, counted from 0, on
// the line between its neighbours.
func quantile(_ Window, args []Value) (Value, *Problem) {
	v, q := slices.Sorted(slices.Values(args[0].All())), args[1].X
	if !(q >= 0 && q <= 1) {
		return Value{}, &Problem{1, "a share is from 0 to 1"}
	}
	place := float64(q * float64(len(v)-1))
	k := int(place)
	if k == len(v)-1 {
		return Num(v[k]), nil
	}
	return Num(v[k] + float64((place-float64(k))*(v[k+1]-v[k]))), nil
}

// sem is sqrt(Σ(x - mean)²/(n·(n-1))).
func sem(_ Window, args []Value) (Value, *Problem) {
	v := args[0].All()
	if len(v) < 2 {
		return Value{}, undefined("one cell has no standard error")
	}
	return Num(std(v) / math.Sqrt(float64(len(v)-1))), nil
}

// rmse is sqrt(Σ(x - y)²/n) over the common samples.
func rmse(w Window, args []Value) (Value, *Problem) {
	diff, p := Combine(w.Dt, func(x []float64) float64 { return x[0] - x[1] }, args...)
	if p != nil {
		return Value{}, p
	}
	return Num(RMS(diff.All())), nil
}

// corr is Σ(x - mean x)(y - mean y)/n over the product of the standard deviations.
func corr(w Window, args []Value) (Value, *Problem) {
	first, second, p := atCommonTimes(w.Dt, args[0], args[1])
	if p != nil {
		return Value{}, p
	}
	x, y := first.All(), second.All()
	if smallest(x) == largest(x) || smallest(y) == largest(y) {
		return Value{}, undefined("a constant has no correlation")
	}
	mx, my, sum := Mean(x), Mean(y), 0.0
	for i, v := range x {
		sum += float64((v - mx) * (y[i] - my))
	}
	return Num(sum / float64(len(x)) / (std(x) * std(y))), nil
}
