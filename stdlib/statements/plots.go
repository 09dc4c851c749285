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

// Word is a name that the language gives.
type Word struct{ Name, Doc, Example string }

// Words lists the names that stand for a number or a choice.
var Words = []Word{
	{"t", "the time, in s; the first step has t = dt", "node u = t/10 - 1"},
	{"dt", "the step, in s", "node u = u + dt"},
	{"pi", "3.14159…", "node u = sin(2*pi*t)"},
	{"inf", "infinity", "node u = min(t, inf)"},
	{"yes", "1, and the answer to an option that asks", "node u = if yes then t else 0"},
	{"no", "0, and the answer to an option that asks", "node u = if no then 0 else t"},
	{"x", "in the option `function`, the decoded value of the source", ""},
	{"all", "in `freeze` and `thaw`, every rule", ""},
}

// Model is a whole model around the example.
func (w Word) Model() string {
	switch w.Name {
	case "x":
		return model(aroundWire, "connect a -> b function x^2")
	case "all":
		return model(aroundEvent, "freeze all")
	}
	return model(aroundNode, w.Example)
}

// Claim is a whole model around an expectation.
func Claim(example string) string { return model(aroundClaim, example) }

const aroundClaim = `
seed 1
node u = sin(60*t)
ensemble a 50
ensemble b 50
connect u -> a
connect c: a.neurons -> b.neurons solve nnls dale 0.8
vocab v dims 16 { RED; BLUE }
node cue = v.RED
probe u, a, b, cue
probe spikes: a.spikes
experiment e {
  phase test 500ms
  …
}`

// WithWire is a whole model around a connection between a and b.
func WithWire(example string) string { return model(aroundWire, example) }

// WithPopulation is a whole model around a population a.
func WithPopulation(example string) string { return model(aroundObject, example) }

// WithNode is a whole model around a node y that may read a node u.
func WithNode(example string) string {
	return model("seed 1\nnode u = 0.5*sin(6*t)\n…\nprobe y, u\nrun 100ms", example)
}
