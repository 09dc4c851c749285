package statements

var running = []*Statement{
	{
		Name: "run", Doc: "Simulates for a time. Alone in a file it is the whole experiment `main`; inside an experiment, an unnamed phase.",
		Example: "run 10ms", Around: "seed 1\nnode u = sin(6*t)\nprobe u\n…",
		options: []Option{{Name: "dt", Takes: "time", Default: "1ms", Doc: "the step", Example: "run 10ms dt 0.5ms"}},
	},
	{Name: "experiment", Doc: "A list of events: phases, changes between them, and what is expected, drawn and exported.",
		Example: "experiment e {\n  phase a 10ms\n  expect mean(u) < 1\n}", Around: "seed 1\nnode u = sin(6*t)\n…"},
}

// judged are the options of what looks at recorded samples.
func judged(example string) []Option {
	return []Option{
		{Name: "in", Takes: "phase", Doc: "which phase is looked at; by default the latest", Example: example + " in test"},
		{Name: "after", Takes: "time", Doc: "leaves out what came earlier in the phase", Example: example + " after 10ms"},
	}
}

var events = []*Statement{
	{Name: "phase", Doc: "Simulates for a time, or `until` a condition holds over a whole window of it; the events in its block happen at its start.",
		Example: "phase test 2s until max(u) < 1 over 10ms { freeze c }", Around: aroundEvent},
	{Name: "freeze", Doc: "Stops the rules on connections, or all of them, or holds a node at what it is: in a phase's block for that phase, elsewhere until thawed.",
		Example: "freeze c", Around: aroundEvent},
	{Name: "thaw", Doc: "Lets the rules on connections, and nodes that are held, go on.", Example: "freeze all\nthaw c", Around: aroundEvent},
	{Name: "reset", Doc: "state: neurons, filters and nodes as built; time: that and t = 0; weights: as built or loaded; all: everything, params and freezes too.",
		Example: "reset time", Around: aroundEvent},
	{Name: "set", Doc: "Gives a param another value from here on, or holds a node at a number for each dimension, or one for all, until thaw.", Example: "set f = 10", Around: aroundEvent},
	{Name: "scale", Doc: "Multiplies the weights of a connection from here on.", Example: "scale c by 2", Around: aroundEvent},
	{Name: "lesion", Doc: "Silences neurons: those of an ensemble, a share of them, or those that an index picks; in a phase's block for that phase, elsewhere until healed.",
		Example: "lesion a by 20%", Around: aroundEvent},
	{Name: "cut", Doc: "Cuts the synapses of a connection, or a share of those between neurons: their weights are 0; in a phase's block for that phase, elsewhere until healed.",
		Example: "cut c", Around: aroundEvent},
	{Name: "heal", Doc: "Brings back the neurons of an ensemble that lesions silenced, the synapses of a connection that were cut, or all of both.",
		Example: "lesion a\nheal a", Around: aroundEvent},
	{
		Name: "load", Doc: "Takes the weights of a connection from a table, from here on.",
		Example: "export weights c to \"w.npz\"\nload weights c from \"w.npz\"", Around: aroundEvent,
		options: []Option{
			{Name: "scale", Takes: "number", Default: "1", Doc: "multiplies them",
				Example: "export weights c to \"w.npz\"\nload weights c from \"w.npz\" scale 2"},
			{Name: "match", Takes: "yes or no", Default: "yes", Doc: "no accepts a table that was made for other neurons",
				Example: "export weights c to \"w.npz\"\nload weights c from \"w.npz\" match no"},
		},
	},
	{Name: "seeds", Doc: "The experiment is run with each of these seeds.", Example: "seeds 1:4", Around: aroundSeeds},
	{Name: "sweep", Doc: "The experiment is run with each of these values of a param: numbers, or components as in sweep cell in [lif, relu].",
		Example: "sweep f in [5, 6]", Around: "seed 1\n" + aroundSeeds[1:]},
	{Name: "dt", Doc: "The step of the experiment, 1ms without it.", Example: "dt 0.5ms", Around: "seed 1\n" + aroundSeeds[1:]},
	{
		Name: "expect", Doc: "A claim about what was recorded, about every sample where it has one for each; the run fails if it does not hold. In a template, what its arguments must be.",
		Example: "expect rmse(a, u) < 1", Around: aroundLast,
		options: append(judged("expect rmse(a, u) < 1"),
			Option{Name: "when", Takes: "condition", Doc: "looks only at samples where it holds", Example: "expect mean(u) > 0 when u > 0"},
			Option{Name: "because", Takes: "text in quotes", Doc: "why, for people", Example: "expect rmse(a, u) < 1 because \"the population follows\""},
			Option{Name: "over", Takes: "seeds", Doc: "judges the seeds of each sweep point together",
				Example: "expect median(mean(u)) < 1 over seeds", Around: aroundCells}),
	},
	{
		Name: "plot", Doc: "Draws what was recorded, tuning curves or weights.",
		Example: "plot a, u to \"a.svg\"", Around: aroundLast,
		options: plotOptions(),
	},
	{
		Name: "export", Doc: "Writes weights, what was recorded, or tuning curves into a table.",
		Example: "export weights c to \"w.npz\"\nexport probes u, a to \"values.csv\"\nexport tuning a, b to \"tuning.npz\"", Around: aroundLast,
		options: []Option{{Name: "to", Takes: "file name in quotes", Doc: "where it is written, required; the ending says how",
			Example: "export probes a to \"a.csv\""}},
	},
}
