package statements

import "strings"

// population are the options of populations, alone or in an array.
var population = []Option{
	{Name: "dims", Takes: "whole number", Default: "1", Doc: "how many numbers it represents", Example: "ensemble a 100 dims 2", Around: aroundTwo},
	{Name: "radius", Takes: "number", Default: "1", Doc: "the length up to which values are represented well", Example: "ensemble a 50 radius 2"},
	{Name: "max_rates", Takes: "Hz for each neuron", Default: "200..400", Doc: "firing rate where a neuron's encoder meets the radius",
		Example: "ensemble a 50 max_rates 50..100"},
	{Name: "intercepts", Takes: "number below 1 for each neuron", Default: "-1..0.9",
		Doc: "where along its encoder a neuron begins to fire, in radii", Example: "ensemble a 50 intercepts -0.5..0.5"},
	{Name: "encoders", Takes: "distribution or a row for each neuron", Default: "sphere", Doc: "the direction in which a neuron's rate grows",
		Example: "ensemble a 50 encoders [1]"},
	{Name: "neurons", Takes: "neuron type", Default: "lif", Doc: "what turns current into activity",
		Example: "ensemble a 50 neurons lif(tau_rc=20ms, tau_ref=2ms)"},
	{Name: "gain", Takes: "number for each neuron", Doc: "current per unit along the encoder, instead of max_rates", Example: "ensemble a 50 gain 2 bias 1"},
	{Name: "bias", Takes: "number for each neuron", Doc: "current without any input, instead of intercepts", Example: "ensemble a 50 gain 2 bias 1"},
	{brought: &brought{initialStates, hasState}},
	{Name: "h", Takes: "6 numbers, or a row of them for each neuron", Doc: "how conductances act together like a current, J = (b0 + b1·exc + b2·inh)/(a0 + a1·exc + a2·inh), " +
		"instead of finding it", Example: "ensemble a 50 neurons lif_cond h [0, 1, -0.2, 10, 0, 0]"},
	{Name: "dale", Takes: "fraction from 0 to 1", Doc: "share of excitatory neurons; the weights of a neuron have one sign", Example: "ensemble a 50 dale 80%"},
	{Name: "positions", Takes: "layout, distribution or a row for each neuron",
		Doc: "where neurons are, for `distance` in connections: line, sheet(2), sheet(3), a distribution, from \"FILE\"", Example: "ensemble a 50 positions sheet(2)"},
	{Name: "axes", Takes: "whole number", Default: "1", Doc: "how many coordinates a distribution draws for each neuron", Example: "ensemble a 50 positions uniform(-1, 1) axes 2"},
	{Name: "eval_points", Takes: "distribution or a row for each point", Default: "ball", Doc: "values at which decoders are solved, in radii",
		Example: "ensemble a 50 eval_points -0.5..0.5"},
	{Name: "n_eval_points", Takes: "whole number", Doc: "how many of them; by default max(clip(500·dims, 750, 2500), 2·neurons)",
		Example: "ensemble a 50 n_eval_points 500"},
	{Name: "noise", Takes: "process", Doc: "added to the current of every neuron", Example: "ensemble a 50 noise white_noise(normal(0, 0.1))"},
	{Name: "seed", Takes: "whole number", Doc: "of its random numbers; by default the model's", Example: "ensemble a 50 seed 3"},
	{Name: "normalize", Takes: "yes or no", Default: "yes", Doc: "scale encoders to length 1", Example: "ensemble a 50 encoders [2] normalize no"},
}

var objects = []*Statement{
	{
		Name: "ensemble", Doc: "A population of neurons that represents a vector.",
		Example: "ensemble a 50", Around: aroundObject,
		options: append([]Option{{Name: "tuning", Takes: "from \"FILE.npz\"", Doc: "encoders, gain and bias of a table's population, instead of drawing them",
			Example: "ensemble a 50 tuning from \"w.npz\""}}, population...),
	},
	{
		Name: "array", Doc: "Populations side by side that look like one object: array a 4 of 50 has a[0] to a[3].",
		Example: "array a 4 of 50 dims 1", Around: aroundArray, options: inArray(population),
	},
	{
		Name: "node", Doc: "An exact object without neurons: a function of time and of what it reads, a process, data of a file; without a value, the sum of what arrives.",
		Example: "node u = sin(6*t)", Around: aroundNode,
		options: []Option{
			{Name: "dims", Takes: "whole number", Doc: "how many numbers; needed without a value", Example: "node u = 0.5 dims 3"},
			{Name: "synapse", Takes: "synapse or none", Default: "5ms", Doc: "filters the populations that the expression reads", Around: aroundSignal,
				Example: "node s = a^2 synapse 10ms"},
			{Name: "seed", Takes: "whole number", Doc: "of its processes; by default the model's", Example: "node u = white(high=5Hz) seed 3"},
			{Name: "initial", Takes: "number or list", Default: "0", Doc: "what a node that reads itself reads in the first step",
				Example: "node u = 0.9*u + 0.1 initial 1"},
		},
	},
	{
		Name: "signal", Doc: "Names a wire, so that it can be probed, plotted and connected.",
		Example: "signal s = a^2", Around: aroundSignal, options: wireOptions("signal s = a%s", "none"),
	},
	{
		Name: "input", Doc: "A port of a template or network: the sum of what is connected to it from outside.",
		Example: "input u dims 1\nensemble x 50\nconnect u -> x\noutput y = 0.5*x", Around: aroundPort,
		options: []Option{{Name: "dims", Takes: "whole number", Doc: "how many numbers it takes, required",
			Example: "input u dims 2\noutput y = u[0] + u[1]", Around: aroundPortOfTwo}},
	},
	{
		Name: "output", Doc: "A port of a template or network: a wire that others may read.",
		Example: "input u dims 1\nensemble x 50\nconnect u -> x\noutput y = 0.5*x", Around: aroundPort,
		options: wireOptions("input u dims 1\nensemble x 50\nconnect u -> x\noutput y = x%s", "none"),
	},
}

// inArray are the options with examples of an array.
func inArray(options []Option) []Option {
	out := make([]Option, len(options))
	for i, o := range options {
		if of := o.brought; of != nil {
			out[i] = Option{brought: &brought{func() []Option { return inArray(of.options()) }, of.has}}
			continue
		}
		o.Example = "array a 4 of" + o.Example[len("ensemble a"):]
		if o.Name == "dims" {
			o.Example, o.Around = "array a 2 of 50 dims 2", aroundArray
		}
		out[i] = o
	}
	return out
}

// wireOptions are the options of what a wire carries, with examples in which %s
// stands for the function.
func wireOptions(example, synapse string) []Option {
	of := func(option string) string { return strings.Replace(example, "%s", "^2", 1) + " " + option }
	return []Option{
		{Name: "synapse", Takes: "synapse or none", Default: synapse, Doc: "filters what the wire carries", Example: of("synapse 10ms")},
		{Name: "function", Takes: "expression in x, points, or a table", Doc: "of the decoded value x, instead of the wire's own",
			Example: strings.Replace(example, "%s", "", 1) + " function x^2"},
		{Name: "transform", Takes: "number, vector, matrix, distribution, coo, conv", Doc: "matrix (target × source) behind the function",
			Example: of("transform 0.5")},
		{Name: "solve", Takes: "solver", Default: "l2", Doc: "how decoders are found", Example: of("solve lstsq")},
		{Name: "reg", Takes: "number", Default: "0.1", Doc: "regularisation, a share of the highest rate", Example: of("reg 0.05")},
		{Name: "sigma", Takes: "Hz", Doc: "regularisation, absolute, instead of reg", Example: of("sigma 10Hz")},
		{Name: "eval_points", Takes: "distribution or rows", Doc: "values at which decoders are solved; by default the population's",
			Example: of("eval_points -0.5..0.5")},
		{Name: "scale_eval_points", Takes: "yes or no", Default: "yes", Doc: "eval_points are in radii",
			Example: of("eval_points -0.5..0.5 scale_eval_points no")},
	}
}
