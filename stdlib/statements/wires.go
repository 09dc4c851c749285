package statements

import "slices"

var wires = []*Statement{
	{
		Name: "connect", Doc: "A wire. Between objects it decodes; between .neurons it has a full matrix of weights, solved or given.",
		Example: "connect a -> b", Around: aroundWire,
		options: slices.Concat(wireOptions("connect a%s -> b", "5ms"), []Option{
			{Name: "delay", Takes: "time", Default: "0s", Doc: "after the synapse, a whole number of steps", Example: "connect a -> b delay 20ms"},
			{Name: "weights", Takes: "number, matrix or from \"FILE\"", Doc: "given instead of solved: a matrix between neurons (target × source)",
				Example: "connect a.neurons -> b.neurons weights 1e-4"},
			{Name: "decoders", Takes: "matrix or from \"FILE\"", Doc: "given instead of solved (dims × neurons)", Example: "connect a -> b decoders 1e-3"},
			{Name: "scale", Takes: "number", Default: "1", Doc: "multiplies given weights after loading",
				Example: "connect a.neurons -> b.neurons weights 1e-4 scale 2"},
			{Name: "dale", Takes: "fraction from 0 to 1", Doc: "share of excitatory neurons of the source, as on its ensemble",
				Example: "connect a.neurons -> b.neurons solve nnls dale 0.8"},
			{Name: "bias", Takes: "intrinsic or decoded", Default: "intrinsic", Doc: "decoded: the weights supply the target's bias current too",
				Example: "connect a.neurons -> b.neurons solve l2 bias decoded"},
			{Name: "density", Takes: "fraction from 0 to 1",
				Doc:     "each target neuron keeps exactly that share of the source's neurons, drawn at random",
				Example: "connect a.neurons -> b.neurons solve l2 density 20%"},
			{Name: "strongest", Takes: "whole number", Doc: "each target neuron keeps as many of its largest weights, solved again",
				Example: "connect a.neurons -> b.neurons solve l2 strongest 10"},
			{Name: "units", Takes: "current or gain", Default: "current",
				Doc:     "gain: what arrives at neurons is multiplied by their gains, as in Nengo",
				Example: "connect a.neurons -> b.neurons weights 1e-4 units gain"},
			{Name: "match", Takes: "yes or no", Default: "yes", Doc: "no accepts a table that was made for other neurons",
				Example: "connect a.neurons -> b.neurons weights from \"w.npz\" match no"},
			{Name: "seed", Takes: "whole number", Doc: "of the random numbers of its solver, mask and transform",
				Example: "connect a.neurons -> b.neurons solve l2 density 20% seed 3"},
		}),
	},
	{
		Name: "learn", Doc: "Trains a connection by a rule. The error, if the rule takes one, is actual − target.",
		Example: "learn pes err = b - a^2", Around: aroundRule,
		options: []Option{
			{Name: "on", Takes: "connection", Doc: "which connection is trained, where several could be", Example: "learn pes err = b - a^2 on c"},
			{Name: "error", Takes: "object", Doc: "whose value is the error, instead of ERROR = WIRE", Example: "learn pes error e on c",
				Around: aroundErrorObject},
			{brought: &brought{ruleOptions, hasRuleOption}},
			{Name: "compat", Takes: "nengo or nefc", Default: "nefc", Doc: "nengo: pes on full weights multiplies by the gain once more",
				Example: "learn pes err = b - a on c compat nengo", Around: aroundFullRule},
			{Name: "keep", Takes: "dale or none", Doc: "weights keep their signs; dale where the source has signs",
				Example: "learn pes err = b - a on c keep none", Around: aroundSignedRule},
			{Name: "when", Takes: "expression from 0 to 1", Default: "1", Doc: "multiplies every change",
				Example: "learn pes err = b - a^2 when (if t < 5 then 1 else 0)"},
			{Name: "min", Takes: "number", Doc: "no weight goes below it", Example: "learn pes err = b - a on c min -1e-3 max 1e-3", Around: aroundFullRule},
			{Name: "max", Takes: "number", Doc: "no weight goes above it", Example: "learn pes err = b - a on c min -1e-3 max 1e-3", Around: aroundFullRule},
		},
	},
	{
		Name: "probe", Doc: "Records objects, slots or wires into probes.npz.",
		Example: "probe a", Around: aroundProbe,
		options: []Option{
			{Name: "synapse", Takes: "synapse or none", Default: "none", Doc: "filters what is recorded", Example: "probe a synapse 100ms"},
			{Name: "every", Takes: "time", Doc: "the interval of samples; by default every step", Example: "probe a every 2ms"},
			{Name: "solve", Takes: "solver", Default: "l2", Doc: "how the decoders of the recorded value are found", Example: "probe a solve lstsq"},
			{Name: "decoders", Takes: "matrix or from \"FILE\"", Doc: "given instead of solved", Example: "probe a decoders 1e-3"},
		},
	},
}
