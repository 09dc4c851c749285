package analyses

import "github.com/nefc/nefc/stdlib/catalog"

// Table lists the functions.
var Table = []*Function{
	{Name: "rmse", Doc: "root of the mean square of the difference", Example: "rmse(a, u) < 1", Args: []Takes{Values, Values},
		None: "without common samples", compute: rmse},
	{Name: "corr", Doc: "Pearson's correlation", Example: "corr(a, u) > 0", Args: []Takes{Values, Values},
		None: "without common samples, and of a constant", compute: corr},
	{Name: "mean", Doc: "mean", Example: "mean(u) < 1", Args: []Takes{Values}, None: "without samples", pools: true, compute: reduce(Mean)},
	{Name: "std", Doc: "standard deviation, of all and not of a sample of them", Example: "std(u) < 1", Args: []Takes{Values},
		None: "without samples", pools: true, compute: reduce(std)},
	{Name: "max", Doc: "the largest",
		Example: "max(u) <= 1", Args: []Takes{Values}, None: "without samples", pools: true, compute: reduce(largest)},
	{Name: "min", Doc: "the smallest",
		Example: "min(u) >= -1", Args: []Takes{Values}, None: "without samples", pools: true, compute: reduce(smallest)},
	{Name: "norm", Doc: "root of the sum of squares; it grows with the number of samples",
		Example: "norm(c.weights) < 1", Args: []Takes{Values}, None: "without samples", compute: reduce(norm)},
	{Name: "nonzero", Doc: "share of the numbers that are not 0",
		Example: "nonzero(c.weights) > 0", Args: []Takes{Values}, None: "without samples", compute: reduce(nonzero)},
	{Name: "length", Doc: "length of the vector",
		Example: "length(cue) < 1.1", Args: []Takes{Signal}, Over: Dimensions, None: "without samples", compute: length},
	{Name: "argmax", Doc: "the largest dimension, the first of equal ones",
		Example: "argmax(cue) >= 0", Args: []Takes{Signal}, Over: Dimensions, None: "without samples", compute: argmax},
	{Name: "similarity", Doc: "scalar product with a pointer, or with each of a vocabulary", Example: "similarity(cue, v.RED) > 0.9",
		Args: []Takes{Signal, Pointers}, Over: Elements, None: "without samples", compute: similarity},
	{Name: "bind", Doc: "circular convolution with a pointer, or with another signal", Example: "similarity(bind(cue, v.BLUE), v.RED) < 1",
		Args: []Takes{Signal, Factor}, Over: Nothing, None: "without common samples", compute: bind},
	{Name: "inverse", Doc: "approximate inverse for bind: all elements but the first in reverse",
		Example: "similarity(inverse(cue), v.RED) < 1", Args: []Takes{Signal}, Over: Nothing, None: "without samples", compute: inverse},
	{Name: "at", Doc: "the last sample up to a time from the start of the phase", Example: "at(u, 100ms) < 1", Args: []Takes{Signal, Amount},
		Over: Time, None: "before the first sample and beyond the phase", whole: true, picks: true, compute: at},
	{Name: "frequency", Doc: "rises through the mean a second, between the first and the last", Example: "frequency(u) > 5",
		Args: []Takes{Component}, Unit: catalog.Frequency, None: "without samples, and with fewer than two rises of what is not constant",
		whole: true, compute: frequency},
	{Name: "settle", Doc: "time from the start of the phase after which a signal stays within a share of its range around its last value",
		Example: "settle(u, 5%) > 0", Args: []Takes{Component, Amount}, Unit: catalog.Time,
		None: "without samples", whole: true, compute: settle},
	{Name: "rate", Doc: "mean firing rate of a neuron", Example: "rate(a.spikes) > 10", Args: []Takes{Firing}, Unit: catalog.Frequency,
		None: "over no time", whole: true, compute: rate},
	{Name: "dale", Doc: "no neuron has weights of both signs, and none differs from its sign", Example: "dale(c)", Args: []Takes{Connection}},
	{Name: "median", Doc: "the middle one, the mean of two in the middle",
		Example: "median(mean(u)) < 1 over seeds", Args: []Takes{Values}, Over: Seeds, None: noSeed, compute: reduce(median)},
	{Name: "quantile", Doc: "what a share of them does not exceed, on the line between neighbours",
		Example: "quantile(mean(u), 0.9) < 1 over seeds", Args: []Takes{Values, Amount}, Over: Seeds, None: noSeed, compute: quantile},
	{Name: "share", Doc: "share of the cells in which a condition holds",
		Example: "share(mean(u) < 1) >= 0.9 over seeds", Args: []Takes{Condition}, Over: Seeds, None: noSeed, compute: reduce(Mean)},
	{Name: "sem", Doc: "standard error of the mean, sqrt(Σ(x - mean)²/(n·(n-1)))",
		Example: "sem(mean(u)) < 1 over seeds", Args: []Takes{Values}, Over: Seeds, None: noSeed + ", and of one", compute: sem},
}

// noSeed is when a function over seeds has no value.
const noSeed = "where a cell has no value"
