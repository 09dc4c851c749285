package meant

// nengo are the words of Nengo: its classes, then their arguments.
var nengo = []Word{
	{"Ensemble", "Nengo", "ensemble", Population, "ensemble a 50 dims 1 radius 1", ""},
	{"EnsembleArray", "Nengo", "array", Model, "seed 1\nnode u = [sin(6*t), 0, 0, 1]\narray a 4 of 50 dims 1\nconnect u -> a\nprobe a\nrun 10ms", "`array a 4 of 50 dims 1`"},
	{"Node", "Nengo", "node", Node, "node y = sin(6*t)", ""},
	{"Connection", "Nengo", "connect", Wire, "connect a -> b synapse 5ms", ""},
	{"Probe", "Nengo", "probe", Wire, "connect a -> b\nprobe filtered: b synapse 10ms", "`probe b synapse 10ms`"},
	{"Network", "Nengo", "network", Wire, "network part {\n  ensemble x 50\n}\nconnect a -> part.x\nconnect part.x -> b", "`network part { … }` is a name space; a file is a model by itself"},
	{"Subnetwork", "Nengo", "network", Wire, "network part {\n  ensemble x 50\n}\nconnect a -> part.x\nconnect part.x -> b", "`network part { … }`"},
	{"Simulator", "Nengo", "", Model, "seed 1\nnode u = sin(6*t)\nprobe u\nrun 1s dt 1ms", "`run 1s dt 1ms`, or an `experiment`"},
	{"run_steps", "Nengo", "run", Model, "seed 1\nnode u = sin(6*t)\nprobe u\nrun 1s dt 1ms", "`run 1s dt 1ms`: a time, not steps"},
	{"Config", "Nengo", "defaults", Population, "defaults ensemble radius 2\nensemble a 50", "`defaults ensemble radius 2`"},

	{"LIF", "Nengo", "lif", Population, "ensemble a 50 neurons lif(tau_rc=20ms, tau_ref=2ms)", ""},
	{"LIFRate", "Nengo", "lif_rate", Population, "ensemble a 50 neurons lif_rate", ""},
	{"AdaptiveLIF", "Nengo", "alif", Population, "ensemble a 50 neurons alif", ""},
	{"AdaptiveLIFRate", "Nengo", "alif_rate", Population, "ensemble a 50 neurons alif_rate", ""},
	{"RectifiedLinear", "Nengo", "relu", Population, "ensemble a 50 neurons relu", ""},
	{"SpikingRectifiedLinear", "Nengo", "spiking_relu", Population, "ensemble a 50 neurons spiking_relu", ""},
	{"Sigmoid", "Nengo", "sigmoid", Population, "ensemble a 50 neurons sigmoid intercepts -0.5..0.5", "`ensemble a 50 neurons sigmoid`"},
	{"Tanh", "Nengo", "tanh", Population, "ensemble a 50 neurons tanh intercepts -0.5..0.5", "`ensemble a 50 neurons tanh`"},
	{"Izhikevich", "Nengo", "izhikevich", Population, "ensemble a 50 neurons izhikevich", ""},
	{"Direct", "Nengo", "direct", Population, "ensemble a 50 neurons direct", ""},
	{"RegularSpiking", "Nengo", "regular_spiking", Population, "ensemble a 50 neurons regular_spiking(lif_rate)", ""},
	{"StochasticSpiking", "Nengo", "stochastic_spiking", Population, "ensemble a 50 neurons stochastic_spiking(lif_rate)", ""},
	{"PoissonSpiking", "Nengo", "poisson_spiking", Population, "ensemble a 50 neurons poisson_spiking(lif_rate)", ""},

	{"Lowpass", "Nengo", "lowpass", Wire, "connect a -> b synapse lowpass(5ms)", "`synapse lowpass(5ms)`, or just `synapse 5ms`"},
	{"Alpha", "Nengo", "alpha", Wire, "connect a -> b synapse alpha(5ms)", ""},
	{"Triangle", "Nengo", "triangle", Wire, "connect a -> b synapse triangle(5ms)", ""},
	{"LinearFilter", "Nengo", "tf", Wire, "connect a -> b synapse tf([1], [0.005, 1])", ""},

	{"Lstsq", "Nengo", "lstsq", Wire, "connect a -> b solve lstsq", ""},
	{"LstsqL2", "Nengo", "l2", Wire, "connect a -> b solve l2 reg 0.1", ""},
	{"LstsqL2nz", "Nengo", "l2nz", Wire, "connect a -> b solve l2nz", ""},
	{"LstsqNoise", "Nengo", "noise", Wire, "connect a -> b solve noise(0.1)", ""},
	{"LstsqMultNoise", "Nengo", "mult_noise", Wire, "connect a -> b solve mult_noise(0.1)", ""},
	{"LstsqMultiNoise", "Nengo", "mult_noise", Wire, "connect a -> b solve mult_noise(0.1)", ""},
	{"LstsqL1", "Nengo", "l1", Wire, "connect a -> b solve l1", ""},
	{"LstsqDrop", "Nengo", "drop", Wire, "connect a -> b solve drop(0.25)", ""},
	{"Nnls", "Nengo", "nnls", FullWeights, "connect n: a.neurons -> b.neurons solve nnls", "`connect a.neurons -> b.neurons solve nnls`"},
	{"NnlsL2", "Nengo", "nnls_gram", FullWeights, "connect n: a.neurons -> b.neurons solve nnls_gram", "its normal equations; `solve nnls` solves the problem itself, better"},
	{"NnlsL2nz", "Nengo", "nnls", FullWeights, "connect n: a.neurons -> b.neurons solve nnls", "`connect a.neurons -> b.neurons solve nnls`"},
	{"NoSolver", "Nengo", "none", Wire, "connect a -> b solve none", "`solve none`, or given numbers: `decoders from \"d.npy\"`"},

	{"PES", "Nengo", "pes", Decoders, "learn pes err = b - a on c rate 1e-4", ""},
	{"RLS", "Nengo", "rls", Decoders, "learn rls err = b - a on c", ""},
	{"BCM", "Nengo", "bcm", FullWeights, "learn bcm on c", ""},
	{"Oja", "Nengo", "oja", FullWeights, "learn oja on c", ""},
	{"Voja", "Nengo", "voja", Decoders, "learn voja on c", ""},

	{"Uniform", "Nengo", "uniform", Population, "ensemble a 50 max_rates uniform(200, 400)", "`max_rates 200..400`, or `uniform(200, 400)`"},
	{"Gaussian", "Nengo", "normal", Population, "ensemble a 50 gain 1 bias normal(0, 1)", "`bias normal(0, 1)`"},
	{"Exponential", "Nengo", "exponential", Population, "ensemble a 50 intercepts exponential(0.15, 0, 0.9)", ""},
	{"Choice", "Nengo", "choice", Population, "ensemble a 50 encoders choice([1, -1])", ""},
	{"Samples", "Nengo", "samples", Population, "ensemble a 2 max_rates samples([200, 300])", "the numbers themselves: `ensemble a 2 max_rates [200, 300]`"},
	{"PDF", "Nengo", "pdf", Population, "ensemble a 50 intercepts pdf([-0.5, 0, 0.5], [0.2, 0.6, 0.2])", ""},
	{"SqrtBeta", "Nengo", "sqrtbeta", Population, "ensemble a 50 intercepts sqrtbeta(1, 2)", ""},
	{"SubvectorLength", "Nengo", "subvector", Population, "ensemble a 50 intercepts subvector(16, 1)", ""},
	{"CosineSimilarity", "Nengo", "cosine", Population, "ensemble a 50 intercepts cosine(16)", ""},
	{"UniformHypersphere", "Nengo", "uniform_ball", Population, "ensemble a 50 eval_points uniform_ball", "`uniform_ball`; with surface=True, `uniform_sphere`"},
	{"ScatteredHypersphere", "Nengo", "ball", Population, "ensemble a 50 eval_points ball", "`ball`; with surface=True, `sphere`"},
	{"QuasirandomSequence", "Nengo", "quasirandom", Population, "ensemble a 50 eval_points quasirandom", ""},

	{"WhiteSignal", "Nengo", "white", Node, "node y = white(high=5Hz, rms=0.5)", ""},
	{"WhiteNoise", "Nengo", "white_noise", Node, "node y = white_noise(normal(0, 1))", ""},
	{"FilteredNoise", "Nengo", "filtered", Node, "node y = filtered(5ms, normal(0, 1))", ""},
	{"BrownNoise", "Nengo", "brown", Node, "node y = brown(normal(0, 1))", ""},
	{"PresentInput", "Nengo", "present", Node, "node y = present([[0], [1]], 100ms)", ""},
	{"Piecewise", "Nengo", "steps", Node, "node y = steps([0s, 0], [0.5s, 1])", ""},

	{"Dense", "Nengo", "", Wire, "connect a -> b transform [[2]]", "the matrix itself, `transform [[2]]`"},
	{"Sparse", "Nengo", "coo", Wire, "connect a -> b transform coo([0], [0], [2], shape=[1, 1])", "`transform coo(rows, cols, values, shape=[1, 1])`"},
	{"Convolution", "Nengo", "conv", Model, "seed 1\nnode u = vector(16, sin(i))\nnode y dims 8\nconnect u -> y transform conv(filters=2, shape=[4, 4, 1], kernel=[3, 3])\nprobe y\nrun 10ms",
		"`transform conv(filters=2, shape=[4, 4, 1], kernel=[3, 3])`"},
	{"ConvolutionTranspose", "Nengo", "conv_transpose", Model, "seed 1\nnode u = vector(16, sin(i))\nnode y dims 36\nconnect u -> y transform conv_transpose(filters=1, shape=[4, 4, 1], kernel=[3, 3])\nprobe y\nrun 10ms",
		"`transform conv_transpose(filters=1, shape=[4, 4, 1], kernel=[3, 3])`"},

	{"CircularConvolution", "Nengo", "", Model, networkOf("circular_convolution", "d=2", "[t, 1]", "a", "b"), "`use std/circular_convolution`"},
	{"Product", "Nengo", "", Model, networkOf("product", "d=1", "t", "a", "b"), "`use std/product`, then `product p(d=1)`, `connect a -> p.a`, `connect b -> p.b`"},
	{"Integrator", "Nengo", "", Model, networkOf("integrator", "", "t", "u"), "`use std/integrator`"},
	{"Oscillator", "Nengo", "", Model, networkOf("oscillator", "f=1Hz", "[t, 0]", "u"), "`use std/oscillator`"},
	{"BasalGanglia", "Nengo", "", Model, networkOf("basal_ganglia", "d=2", "[t, 0.5]", "u"), "`use std/basal_ganglia`"},
	{"Vocabulary", "Nengo", "vocab", Node, "vocab v dims 16 { RED; BLUE }\nnode y = v.RED", "`vocab v dims 16 { RED; BLUE }`"},
	{"SemanticPointer", "Nengo", "vocab", Node, "vocab v dims 16 { RED; BLUE }\nnode y = v.RED", "`vocab v dims 16 { RED; BLUE }`, then `v.RED`"},
	{"spa", "Nengo", "", Node, "vocab v dims 16 { RED; BLUE }\nnode y = v.RED", "pointers are `vocab v dims 16 { RED; BLUE }`; `use std/spa` and the other networks compute with them"},

	{"State", "Nengo", "", Model, spaModel("state s(n=20)", "connect u -> s.u", "s.y"), "`use std/spa`, then `state s()`; its ends are `s.u` and `s.y`"},
	{"Bind", "Nengo", "", Model, spaModel("bind p(n=20)", "connect u -> p.a\nconnect u -> p.b", "p.y"), "`use std/spa`, then `bind p()`, `connect a -> p.a`, `connect b -> p.b`"},
	{"Compare", "Nengo", "", Model, spaModel("compare p(n=20)", "connect u -> p.a\nconnect u -> p.b", "p.y"), "`use std/spa`, then `compare p()`, `connect a -> p.a`, `connect b -> p.b`"},
	{"Superposition", "Nengo", "", Wire, "connect u + a -> b", "a sum on a wire, `connect x + y -> z`"},
	{"Transcode", "Nengo", "node", Node, "vocab v dims 16 { RED; BLUE }\nnode y = if t < 0.5 then v.RED else v.BLUE", "`node cue = if t < 0.5 then v.RED else v.BLUE`"},
	{"ActionSelection", "Nengo", "choose", Model, rulesModel, "`choose act { go when dot(x, v.A) send v.B -> y.u; rest when 0.3 }`"},
	{"ifmax", "Nengo", "choose", Model, rulesModel, "a line of `choose`, `NAME when UTILITY send WHAT -> TARGET`"},
	{"ThresholdingAssocMem", "Nengo", "", Model, networkOf("associative_memory", "vectors=eye(2)", "[t, 0]", "u"), "`use std/associative_memory`, then `associative_memory m(vectors=v, threshold=0.3)`"},
	{"WTAAssocMem", "Nengo", "", Model, networkOf("associative_memory", "vectors=eye(2), wta=yes", "[t, 0]", "u"), "`use std/associative_memory`, then `associative_memory m(vectors=v, wta=yes)`"},

	{"n_neurons", "Nengo", "", Population, "ensemble a 50", "the number behind the name, `ensemble a 50`"},
	{"dimensions", "Nengo", "dims", Population, "ensemble a 50 dims 1", ""},
	{"ens_dimensions", "Nengo", "dims", Model, "seed 1\nnode u = [sin(6*t), 0, 0, 1]\narray a 4 of 50 dims 1\nconnect u -> a\nprobe a\nrun 10ms", "`array a 4 of 50 dims 1`"},
	{"n_ensembles", "Nengo", "", Model, "seed 1\nnode u = [sin(6*t), 0, 0, 1]\narray a 4 of 50 dims 1\nconnect u -> a\nprobe a\nrun 10ms", "`array a 4 of 50 dims 1`"},
	{"size_in", "Nengo", "dims", Wire, "node sum dims 1\nconnect a -> sum\nconnect sum -> b", "`node n dims 1`, where it passes on what arrives; `node n = 2*a` reads what it names"},
	{"size_out", "Nengo", "dims", Node, "node y = 0 dims 3", "`node n = 0 dims 3`; it mostly follows from the value"},
	{"output", "Nengo", "", Node, "node y = sin(6*t)", "behind the `=`, `node n = sin(6*t)`"},
	{"neuron_type", "Nengo", "neurons", Population, "ensemble a 50 neurons lif", ""},
	{"normalize_encoders", "Nengo", "normalize", Population, "ensemble a 50 encoders [2] normalize no", ""},
	{"tau_rc", "Nengo", "", Population, "ensemble a 50 neurons lif(tau_rc=20ms)", "it belongs to the neuron type, `neurons lif(tau_rc=20ms)`"},
	{"tau_ref", "Nengo", "", Population, "ensemble a 50 neurons lif(tau_ref=2ms)", "it belongs to the neuron type, `neurons lif(tau_ref=2ms)`"},
	{"tau_n", "Nengo", "", Population, "ensemble a 50 neurons alif(tau_n=1s)", "it belongs to the neuron type, `neurons alif(tau_n=1s)`"},
	{"inc_n", "Nengo", "", Population, "ensemble a 50 neurons alif(inc_n=0.01)", "it belongs to the neuron type, `neurons alif(inc_n=0.01)`"},
	{"min_voltage", "Nengo", "", Population, "ensemble a 50 neurons lif(min_voltage=0)", "it belongs to the neuron type, `neurons lif(min_voltage=0)`"},
	{"amplitude", "Nengo", "", Population, "ensemble a 50 neurons lif(amplitude=0.1)", "it belongs to the neuron type, `neurons lif(amplitude=0.1)`"},
	{"initial_state", "Nengo", "", Population, "ensemble a 50 voltage 0..1", "an option for each state, `voltage 0..1`"},
	{"label", "Nengo", "", Wire, "connect c: a -> b", "the name of an object, `connect c: a -> b` of a connection"},
	{"pre", "Nengo", "", Wire, "connect a -> b", "what stands before the arrow, `connect a -> b`"},
	{"post", "Nengo", "", Wire, "connect a -> b", "what stands behind the arrow, `connect a -> b`"},
	{"solver", "Nengo", "solve", Wire, "connect a -> b solve l2", ""},
	{"weights", "Nengo", "", FullWeights, "connect n: a.neurons -> b.neurons solve l2", "full weights are solved between neurons, `connect a.neurons -> b.neurons solve l2`"},
	{"surface", "Nengo", "", Population, "ensemble a 50 encoders sphere", "on the surface is `sphere`, inside too is `ball`"},
	{"learning_rule", "Nengo", "error", Decoders, "learn pes on c\nconnect b - a -> c.error", "what arrives at `c.error` trains `c`; or in one line, `learn pes err = b - a on c`"},
	{"learning_rule_type", "Nengo", "", Decoders, "learn pes err = b - a on c", "a line of its own, `learn pes err = b - a on c`"},
	{"learning_rate", "Nengo", "rate", Decoders, "learn pes err = b - a on c rate 1e-4", ""},
	{"pre_tau", "Nengo", "pre_synapse", Decoders, "learn pes err = b - a on c pre_synapse 5ms", ""},
	{"post_tau", "Nengo", "post_synapse", FullWeights, "learn bcm on c post_synapse 5ms", ""},
	{"theta_tau", "Nengo", "theta_synapse", FullWeights, "learn bcm on c theta_synapse 1s", ""},
	{"max_firing_rates", "Nengo", "max_rates", Population, "ensemble a 50 max_rates 200..400", ""},
	{"sample_every", "Nengo", "every", Wire, "connect a -> b\nprobe p: b every 10ms", "`probe b every 10ms`"},
	{"attr", "Nengo", "", Wire, "connect a -> b\nprobe a.voltage", "a slot, `probe a.voltage`"},
	{"decoded_output", "Nengo", "", Wire, "connect a -> b\nprobe a", "the name alone, `probe a`"},
	{"add_neuron_input", "Nengo", "neurons", FullWeights, "connect n: u -> b.neurons transform -3", "`connect u -> b.neurons`"},
	{"add_neuron_output", "Nengo", "neurons", Wire, "connect a -> b\nprobe a.neurons", "`a.neurons`"},
	{"add_output", "Nengo", "", Wire, "connect a -> b function x^2", "`function x^2` on a wire"},
	{"default_size_in", "Nengo", "dims", Wire, "node sum dims 1\nconnect a -> sum\nconnect sum -> b", "`node n dims 1`"},
}

// networkOf is a model with a network of the library, its arguments, and a node
// into each of its inputs.
func networkOf(name, args, value string, inputs ...string) string {
	model := "seed 1\nuse std/" + name + "\n" + name + " net(" + args + ")\nnode u = " + value + "\n"
	for _, in := range inputs {
		model += "connect u -> net." + in + "\n"
	}
	return model + "probe net.y\nrun 10ms"
}

// rulesModel is a model with two rules of action.
const rulesModel = "seed 1\nnode u = sin(6*t)\nensemble a 50\nensemble b 50\nconnect u -> a\nchoose act {\n  go when a send 1 -> b\n  rest when 0.3\n}\nprobe b, act\nrun 10ms"

// spaModel is a model with an instance of std/spa, the connections to it, and what it
// gives.
func spaModel(instance, connects, probe string) string {
	return "seed 1\nuse std/spa\nvocab v dims 16 { RED; BLUE }\nnode u = v.RED\n" + instance + "\n" + connects + "\nprobe " + probe + "\nrun 10ms"
}
