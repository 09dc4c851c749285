package plots

import "slices"

// Kind is a kind of picture: the word behind `plot`.
type Kind struct {
	Name, Doc string
	Draws     string // what each thing it draws must be, in words
	Example   string // a statement
}

// Kinds lists the kinds; the first is the one that is meant if none is named.
var Kinds = []Kind{
	{"line", "samples over time, or against another signal; the kind that is meant if none is named", "samples in time", "plot line a, u to \"a.svg\""},
	{"tuning", "firing rates of a population's neurons over what it represents; in one dimension also what its decoders make of them; of neurons with conductances also their rate over both", "a population",
		"plot tuning a to \"a.svg\""},
	{"raster", "spikes of each neuron over time", "spikes", "plot raster a.spikes to \"a.svg\""},
	{"weights", "a matrix of weights, excitatory and inhibitory in two colours", "a connection", "plot weights c to \"c.svg\""},
	{"hist", "how often values occur", "many numbers", "plot hist a to \"a.svg\""},
	{"scatter", "samples against another signal, a point for each, not joined", "samples in time", "plot scatter a against u to \"a.svg\""},
	{"rate", "how fast a population fires over time, in Hz: the mean over its neurons of their spikes behind a Gaussian of 10 ms; " +
		"excitatory and inhibitory neurons apart where it has both", "spikes", "plot rate a.spikes to \"a.svg\""},
	{"similarity", "how alike a signal is to each pointer of its vocabulary over time: the one of its dimensions, or that of similarity(x, v)", "a signal of pointers",
		"plot similarity cue to \"cue.svg\""},
	{"heat", "firing rates over the plane that a population of two dimensions represents: their mean, or a panel for each neuron that is named",
		"a population of two dimensions", "plot heat plane to \"plane.svg\""},
	{"map", "where neurons are and how fast each fires: a dot for each at its first two coordinates, in the colour of its rate; along a line, rates over coordinates",
		"spikes of a population with positions", "plot map a.spikes to \"a.svg\""},
}

// FindKind returns the kind of that name, or nil.
func FindKind(name string) *Kind {
	for i := range Kinds {
		if Kinds[i].Name == name {
			return &Kinds[i]
		}
	}
	return nil
}

// Form is what decides which options a plot takes: its kind, or for lines what lies along the axis.
type Form string

// The forms that are no kinds: lines with another axis than time.
const (
	Over    Form = "over"    // a swept param lies along the axis
	Against Form = "against" // a signal does
)

// FormOf is the form of a plot of a kind.
func FormOf(kind string, over, against bool) Form {
	switch {
	case kind == "line" && over:
		return Over
	case kind == "line" && against:
		return Against
	}
	return Form(kind)
}

// String is how the form is written.
func (f Form) String() string {
	if f == Over || f == Against {
		return "plot … " + string(f)
	}
	return "plot " + string(f)
}

// inTime are the forms that draw a stretch of time.
var inTime = []Form{"line", Against, Over, "raster", "hist", "scatter", "rate", "similarity", "map"}

// InTime reports a form that draws a stretch of time; others draw things as they are.
func (f Form) InTime() bool { return slices.Contains(inTime, f) }

// MostHeats is how many panels of neurons a heat map may have.
const MostHeats = 36

// Endings are those of the files that a plot writes: pictures, then their data.
var Endings = []string{".svg", ".pdf", ".png", ".csv", ".npz", ".json"}
