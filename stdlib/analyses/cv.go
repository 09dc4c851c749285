package analyses

// cvIntervals is how many intervals a neuron must have: of fewer, their spread says little.
const cvIntervals = 5

// cv is the coefficient of variation of the intervals between spikes, sd/mean, the
// mean over neurons: 0 of regular spikes, 1 of a Poisson process.
func cv(w Window, args []Value) (Value, *Problem) {
	var of []float64
	for _, train := range trains(w, args[0]) {
		n := len(train) - 1
		if n < cvIntervals || train[n] == train[0] {
			continue
		}
		intervals := make([]float64, n)
		for k := range intervals {
			intervals[k] = train[k+1] - train[k]
		}
		of = append(of, std(intervals)/Mean(intervals))
	}
	if len(of) == 0 {
		return Value{}, undefined("no neuron has %d intervals between spikes", cvIntervals)
	}
	return Num(Mean(of)), nil
}
