package analyses

import "math"

// synchronyBin is the width of the bins that synchrony counts in, s: spikes that are
// less apart are together.
const synchronyBin = 0.005

// synchrony is Golomb's χ of counts in bins: the standard deviation of their mean over the
// N neurons that spike, over the root of the mean of the neurons' variances. It is 1 where all
// spike together and near 1/√N where none knows of the others.
//
// Golomb and Rinzel, Clustering in globally coupled inhibitory neurons, Physica D 72 (1994).
func synchrony(w Window, args []Value) (Value, *Problem) {
	c, p := inBins(w, args[0], max(synchronyBin, w.Dt))
	if p != nil {
		return Value{}, p
	}
	if len(c.sum) < 2 {
		return Value{}, undefined("fewer than two neurons spike")
	}
	alone, sum, squares := 0.0, 0.0, 0.0
	for _, s := range c.spread {
		alone += s
	}
	if alone == 0 {
		return Value{}, undefined("each neuron has as many spikes in every bin")
	}
	for _, together := range c.total {
		sum += together
		squares += float64(together * together)
	}
	return Num(math.Sqrt(spread(c.n, sum, squares) / float64(float64(len(c.sum))*alone))), nil
}
