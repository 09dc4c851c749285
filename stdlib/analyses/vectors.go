package analyses

import "github.com/nefc/nefc/stdlib/pointers"

// perSample makes a value of d numbers of each sample.
func perSample(v Value, d int, f func(row []float64, add func(float64))) (Value, *Problem) {
	out := v
	out.D, out.Data = d, make([]float64, 0, d*len(v.T))
	add := func(x float64) { out.Data = append(out.Data, x) }
	for k := range v.T {
		f(v.Row(k), add)
	}
	return out, nil
}

// length is sqrt(Σxᵢ²) of each sample.
func length(_ Window, args []Value) (Value, *Problem) {
	return perSample(args[0], 1, func(row []float64, add func(float64)) { add(norm(row)) })
}

// argmax is the largest dimension of each sample, the first of equal ones.
func argmax(_ Window, args []Value) (Value, *Problem) {
	return perSample(args[0], 1, func(row []float64, add func(float64)) {
		best := 0
		for i, x := range row {
			if x > row[best] {
				best = i
			}
		}
		add(float64(best))
	})
}

// similarity is Σ xᵢ·vᵢ for each pointer v, a row of the second argument.
func similarity(_ Window, args []Value) (Value, *Problem) {
	with := args[1]
	n := len(with.Data) / with.D
	return perSample(args[0], n, func(row []float64, add func(float64)) {
		for k := range n {
			add(pointers.Dot(with.Row(k), row))
		}
	})
}

// bind is the circular convolution with a pointer, or with a signal at common times.
func bind(w Window, args []Value) (Value, *Problem) {
	x, y := args[0], args[1]
	if y.Form == Matrix {
		return perSample(x, x.D, func(row []float64, add func(float64)) { addAll(add, pointers.Bind(row, y.Data)) })
	}
	first, second, p := atCommonTimes(w.Dt, x, y)
	if p != nil {
		return Value{}, p
	}
	k := 0
	return perSample(first, first.D, func(row []float64, add func(float64)) {
		addAll(add, pointers.Bind(row, second.Row(k)))
		k++
	})
}

// inverse is the approximate inverse for bind.
func inverse(_ Window, args []Value) (Value, *Problem) {
	return perSample(args[0], args[0].D, func(row []float64, add func(float64)) { addAll(add, pointers.Inverse(row)) })
}

func addAll(add func(float64), numbers []float64) {
	for _, x := range numbers {
		add(x)
	}
}
