package meant

// simulators are words of Brian 2, PyNN and NEST.
var simulators = []Word{
	{"NeuronGroup", "Brian 2", "ensemble", Population, "ensemble a 50 neurons lif(tau_rc=20ms)", "neurons that represent a value, `ensemble a 50 neurons lif`; equations of one's own have no counterpart"},
	{"Synapses", "Brian 2", "connect", FullWeights, "connect n: a.neurons -> b.neurons weights 1e-4", "`connect a.neurons -> b.neurons weights 1e-4`"},
	{"PoissonGroup", "Brian 2", "poisson_spiking", Population, "ensemble a 50 neurons poisson_spiking(relu)", ""},
	{"PoissonInput", "Brian 2", "noise", Population, "ensemble a 50 noise white_noise(normal(0, 0.1))", ""},
	{"SpikeGeneratorGroup", "Brian 2", "node", Node, "node y = steps([0s, 0], [10ms, 1], [11ms, 0])", ""},
	{"SpikeMonitor", "Brian 2", "probe", Wire, "connect a -> b\nprobe a.spikes", "`probe a.spikes`"},
	{"StateMonitor", "Brian 2", "probe", Wire, "connect a -> b\nprobe a.voltage", "`probe a.voltage`"},
	{"PopulationRateMonitor", "Brian 2", "probe", Wire, "connect a -> b\nprobe a.neurons synapse 10ms", "`probe a.neurons synapse 10ms`"},
	{"TimedArray", "Brian 2", "present", Node, "node y = present([[0], [1]], 100ms)", "`present([[0], [1]], 100ms)`, or `npy(\"f.npy\", hold=1ms)`"},
	{"defaultclock", "Brian 2", "dt", Model, "seed 1\nnode u = sin(6*t)\nprobe u\nrun 1s dt 1ms", "`run 1s dt 1ms`"},
	{"network_operation", "Brian 2", "node", Node, "node y = sin(6*t)", ""},
	{"Population", "PyNN", "ensemble", Population, "ensemble a 50 neurons lif", ""},
	{"Projection", "PyNN", "connect", FullWeights, "connect n: a.neurons -> b.neurons weights 1e-4", "`connect a.neurons -> b.neurons weights 1e-4`"},
	{"FixedProbabilityConnector", "PyNN", "density", FullWeights, "connect n: a.neurons -> b.neurons solve l2 density 20%", "`connect a.neurons -> b.neurons solve l2 density 20%`"},
	{"AllToAllConnector", "PyNN", "", FullWeights, "connect n: a.neurons -> b.neurons weights 1e-4", "`connect a.neurons -> b.neurons weights 1e-4`"},
	{"OneToOneConnector", "PyNN", "", FullWeights, "connect n: a.neurons -> b.neurons transform 1", "`connect a.neurons -> b.neurons transform 1`"},
	{"SpikeSourcePoisson", "PyNN", "poisson_spiking", Population, "ensemble a 50 neurons poisson_spiking(relu)", ""},
	{"IF_curr_exp", "PyNN", "lif", Population, "ensemble a 50 neurons lif(tau_rc=20ms, tau_ref=2ms)", ""},
	{"iaf_psc_exp", "NEST", "lif", Population, "ensemble a 50 neurons lif(tau_rc=20ms, tau_ref=2ms)", ""},
	{"i_offset", "PyNN", "bias", Population, "ensemble a 50 gain 2 bias 1", ""},
	{"record", "PyNN", "probe", Wire, "connect a -> b\nprobe a.spikes", "`probe a.spikes`"},
	{"Create", "NEST", "ensemble", Population, "ensemble a 50 neurons lif", ""},
	{"Connect", "NEST", "connect", Wire, "connect a -> b", ""},
}
