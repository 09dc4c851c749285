package statements

// Plot is a kind of picture.
type Plot struct {
	Name, Doc string
	Example   string // a statement; it stands where a plot does
}

// Plots lists the kinds.
var Plots = []Plot{
	{"line", "samples over time, or against another signal; the kind that is meant if none is named", "plot line a, u to \"a.svg\""},
	{"tuning", "firing rates of a population's neurons over what it represents", "plot tuning a to \"a.svg\""},
	{"raster", "spikes of each neuron over time", "plot raster a.spikes to \"a.svg\""},
	{"weights", "a matrix of weights, excitatory and inhibitory in two colours", "plot weights c to \"c.svg\""},
	{"hist", "how often values occur", "plot hist a to \"a.svg\""},
}

// Model is a whole model around the example.
func (p Plot) Model() string { return model(aroundLast, p.Example) }
