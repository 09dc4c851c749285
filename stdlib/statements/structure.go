package statements

var values = []*Statement{
	{
		Name: "param", Doc: "A number that can be changed from outside: --set, sweep, set.",
		Example: "param f = 6", Around: "seed 1\n…\nnode u = sin(f*t)\nprobe u\nrun 10ms",
		Options: []Option{
			{Name: "about", Takes: "text in quotes", Doc: "what it is, for people", Example: "param f = 6 about \"frequency of the input\""},
			{Name: "min", Takes: "number", Doc: "least value that is accepted", Example: "param f = 6 min 0"},
			{Name: "max", Takes: "number", Doc: "greatest value that is accepted", Example: "param f = 6 max 100"},
		},
	},
	{Name: "let", Doc: "Names a constant: a number, a quantity or a list.", Example: "let w = 2*pi", Around: "seed 1\n…\nnode u = sin(w*t)\nprobe u\nrun 10ms"},
	{Name: "defaults", Doc: "Options for every statement of a kind in this block and the blocks inside it; the statement itself wins.",
		Example: "defaults ensemble max_rates 50..100", Around: "seed 1\nnode u = sin(6*t)\n…\nensemble a 50\nconnect u -> a\nprobe a\nrun 10ms"},
	{Name: "seed", Doc: "Where all random numbers of the model come from.", Example: "seed 7", Around: "…\nensemble a 50\nnode u = sin(6*t)\nconnect u -> a\nprobe a\nrun 10ms"},
	{
		Name: "vocab", Doc: "Names semantic pointers: random vectors of length 1, and sums, bindings and multiples of others.",
		Example: "vocab v dims 16 { RED; BLUE; SCENE = RED*BLUE }", Around: "seed 1\n…\nnode cue = 0.5*(v.RED + v.BLUE + v.SCENE)\nprobe cue\nrun 10ms",
		Options: []Option{
			{Name: "dims", Takes: "whole number", Doc: "length of the vectors, required", Example: "vocab v dims 16 { RED; BLUE; SCENE = RED*BLUE }"},
			{Name: "seed", Takes: "whole number", Doc: "of its random vectors; by default the model's", Example: "vocab v dims 16 seed 3 { RED; BLUE; SCENE = RED*BLUE }"},
			{Name: "max_similarity", Takes: "number", Default: "0.1", Doc: "how alike random ones may be to those before them", Example: "vocab v dims 16 max_similarity 0.5 { RED; BLUE; SCENE = RED*BLUE }"},
		},
	},
}

var structure = []*Statement{
	{Name: "template", Doc: "A network with parameters, to be built as often as needed by NAME instance(…).",
		Example: "template copy(n=50) {\n  input u dims 1\n  ensemble x n\n  connect u -> x\n  output y = x\n}", Around: "seed 1\n…\ncopy m(n=20)\nnode u = sin(6*t)\nconnect u -> m.u\nprobe m.y\nrun 10ms"},
	{Name: "network", Doc: "A name space: what is declared inside is called NAME.x outside.",
		Example: "network cortex {\n  ensemble a 50\n}", Around: "seed 1\n…\nnode u = sin(6*t)\nconnect u -> cortex.a\nprobe cortex.a\nrun 10ms"},
	{Name: "use", Doc: "Brings the templates of a library network or of a file.",
		Example: "use std/integrator", Around: "seed 1\n…\nintegrator m()\nnode u = sin(6*t)\nconnect u -> m.u\nprobe m.y\nrun 10ms"},
	{Name: "for", Doc: "Repeats a block; what it declares with [i] are the members of a group.",
		Example: "for i in 0:4 {\n  ensemble cell[i] 50\n  connect u -> cell[i]\n}", Around: "seed 1\nnode u = sin(6*t)\n…\nprobe cell\nrun 10ms"},
}

var running = []*Statement{
	{
		Name: "run", Doc: "Simulates for a time. Alone in a file it is the whole experiment `main`; inside an experiment, an unnamed phase.",
		Example: "run 10ms", Around: "seed 1\nnode u = sin(6*t)\nprobe u\n…",
		Options: []Option{{Name: "dt", Takes: "time", Default: "1ms", Doc: "the step", Example: "run 10ms dt 0.5ms"}},
	},
	{Name: "experiment", Doc: "A list of events: phases, changes between them, and what is expected, drawn and exported.",
		Example: "experiment e {\n  phase a 10ms\n  expect mean(u) < 1\n}", Around: "seed 1\nnode u = sin(6*t)\n…"},
}
