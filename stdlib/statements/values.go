package statements

var values = []*Statement{
	{
		Name: "param", Doc: "A number, or a component as in param cell = lif, that can be changed from outside: --set, sweep, and numbers by set.",
		Example: "param f = 6", Around: "seed 1\n…\nnode u = sin(f*t)\nprobe u\nrun 10ms",
		options: []Option{
			{Name: "about", Takes: "text in quotes", Doc: "what it is, for people", Example: "param f = 6 about \"frequency of the input\""},
			{Name: "min", Takes: "number", Doc: "least value that is accepted", Example: "param f = 6 min 0"},
			{Name: "max", Takes: "number", Doc: "greatest value that is accepted", Example: "param f = 6 max 100"},
		},
	},
	{Name: "let", Doc: "Names a constant: a number, a quantity or a list.", Example: "let w = 2*pi", Around: "seed 1\n…\nnode u = sin(w*t)\nprobe u\nrun 10ms"},
	{Name: "defaults", Doc: "Options for every statement of a kind in this block and the blocks inside it; the statement itself wins.",
		Example: "defaults ensemble max_rates 50..100", Around: "seed 1\nnode u = sin(6*t)\n…\nensemble a 50\nconnect u -> a\nprobe a\nrun 10ms"},
	{Name: "seed", Doc: "Where all random numbers of the model come from.", Example: "seed 7",
		Around: "…\nensemble a 50\nnode u = sin(6*t)\nconnect u -> a\nprobe a\nrun 10ms"},
	{
		Name: "vocab", Doc: "Names semantic pointers: random vectors of length 1, and sums, bindings, powers and multiples of others.",
		Example: "vocab v dims 16 { RED; BLUE; SCENE = RED*BLUE }", Around: "seed 1\n…\nnode cue = 0.5*(v.RED + v.BLUE + v.SCENE)\nprobe cue\nrun 10ms",
		options: []Option{
			{Name: "dims", Takes: "whole number", Doc: "length of the vectors; required but with `of` and `like`", Example: "vocab v dims 16 { RED; BLUE; SCENE = RED*BLUE }"},
			{Name: "seed", Takes: "whole number", Doc: "of its random vectors; by default the model's",
				Example: "vocab v dims 16 seed 3 { RED; BLUE; SCENE = RED*BLUE }"},
			{Name: "max_similarity", Takes: "number", Default: "0.1", Doc: "how alike random ones may be to those before them",
				Example: "vocab v dims 16 max_similarity 0.5 { RED; BLUE; SCENE = RED*BLUE }"},
			{Name: "random", Takes: "unit, unitary, orthonormal or axes", Default: "unit",
				Doc:     "what random ones are like: of length 1; keeping lengths where they bind, too; at right angles to each other; one dimension each",
				Example: "vocab v dims 16 random unitary { RED; BLUE; SCENE = RED*BLUE }"},
			{Name: "of", Takes: "a vocabulary", Doc: "a line without a value is the pointer of that name there",
				Example: "vocab w dims 16 { RED; BLUE; GREEN }\nvocab v of w { RED; BLUE; SCENE = RED*BLUE }"},
			{Name: "like", Takes: "a vocabulary", Doc: "has the names of that one too, with pointers of its own; in as many dimensions, or as `dims` says",
				Example: "vocab w dims 32 { RED; BLUE }\nvocab v dims 16 like w { SCENE = RED*BLUE }"},
		},
	},
}
