package analyses

// fano is the Fano factor, the variance of the counts of spikes in bins over their
// mean, the mean over neurons that spike: 1 of a Poisson process, whatever the bins.
func fano(w Window, args []Value) (Value, *Problem) {
	width := args[1].X
	if width < float64(w.Dt*(1-1e-9)) {
		return Value{}, &Problem{1, "a bin is no shorter than a step"}
	}
	c, p := inBins(w, args[0], width)
	if p != nil {
		return Value{}, p
	}
	if len(c.sum) == 0 {
		return Value{}, undefined("no neuron spikes in the bins")
	}
	of := make([]float64, len(c.sum))
	for i, sum := range c.sum {
		of[i] = c.spread[i] / float64(c.n*sum)
	}
	return Num(Mean(of)), nil
}
