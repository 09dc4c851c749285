package meant

const nengoSPA = "nengo-spa"

// redAndBlue is the vocabulary of its examples.
const redAndBlue = "vocab v dims 16 { RED; BLUE }\n"

// pointers are the words of nengo-spa, and what says the same with vocabularies and
// rules of action.
var pointers = []Word{
	{"State", nengoSPA, "", Model, withPointers("state s()\nconnect cue -> s.u\nprobe s.y"),
		"`use std/spa`, then `state s()`, with `feedback=1` if it is to remember; its ends are `s.u` and `s.y`"},
	{"Bind", nengoSPA, "", Model, withPointers("bind p()\nconnect cue -> p.a\nconnect cue -> p.b\nprobe p.y"),
		"`use std/spa`, then `bind p()`, `connect a -> p.a`, `connect b -> p.b`; with a fixed pointer, `connect bind(a, v.RED) -> c`"},
	{"Compare", nengoSPA, "", Model, withPointers("compare c()\nconnect cue -> c.a\nconnect cue -> c.b\nprobe c.y"),
		"`use std/spa`, then `compare c()`, `connect a -> c.a`, `connect b -> c.b`; with a fixed pointer, `dot(a, v.RED)`"},
	{"Superposition", nengoSPA, "", Model, withPointers("state s()\nconnect cue -> s.u\nconnect 0.5*v.BLUE -> s.u\nprobe s.y"),
		"what ends in one place is added, `connect a -> s.u`, `connect b -> s.u`"},
	{"Scalar", nengoSPA, "ensemble", Wire, "connect a -> b", "`ensemble a 50`"},
	{"Transcode", nengoSPA, "node", Node, redAndBlue + "node y = if t < 0.5 then v.RED else v.BLUE",
		"`node cue = v.RED`, or with time `node cue = if t < 0.5 then v.RED else v.BLUE`"},

	{"ThresholdingAssocMem", nengoSPA, "associative_memory", Model, withMemory("threshold=0.3"),
		"`use std/associative_memory`, then `associative_memory m(vectors=v, threshold=0.3)`; a mapping is `outputs=`"},
	{"WTAAssocMem", nengoSPA, "associative_memory", Model, withMemory("wta=yes"),
		"`use std/associative_memory`, then `associative_memory m(vectors=v, wta=yes)`; a mapping is `outputs=`"},
	{"IAAssocMem", nengoSPA, "", Model, withMemory("wta=yes"),
		"accumulators have no counterpart; a contest without them is `associative_memory m(vectors=v, wta=yes)`"},

	{"ActionSelection", nengoSPA, "choose", Model, withRules("choose act"),
		"`choose act { go when dot(s.y, v.RED) send v.BLUE -> s.u }`"},
	{"ifmax", nengoSPA, "", Model, withRules("choose act"),
		"a line of rules, its name, what it is worth and what it sends, `choose act { go when dot(s.y, v.RED) send v.BLUE -> s.u }`"},
	{"Thalamus", nengoSPA, "choose", Model, withRules("choose act mutual_inhibition 1 threshold 0.2"),
		"it belongs to `choose`, as `choose act mutual_inhibition 1 threshold 0.2 { … }`; alone it is `use std/thalamus`"},
	{"mutual_inhibit", nengoSPA, "mutual_inhibition", Model, withRules("choose act mutual_inhibition 1"),
		"`choose act mutual_inhibition 1 { … }`"},
	{"threshold_action", nengoSPA, "threshold", Model, withRules("choose act threshold 0.2"), "`choose act threshold 0.2 { … }`"},

	{"populate", nengoSPA, "vocab", Node, "vocab v dims 16 { RED; BLUE; P = RED + BLUE }\nnode y = v.P",
		"a line for each pointer, `vocab v dims 16 { RED; BLUE; P = RED + BLUE }`"},
	{"create_subset", nengoSPA, "of", Node, redAndBlue + "vocab w of v { RED }\nnode y = w.RED", "`vocab w of v { RED }`"},
	{"transform_to", nengoSPA, "translate", Model, withTranslation, "`connect a -> b transform translate(v, w)`"},
	{"reinterpret", nengoSPA, "", Model, withPointers("state s()\nconnect cue -> s.u\nprobe s.y"),
		"a wire takes numbers as they are, `connect a -> b`; which vocabulary they are of is asked later, `similarity(b, w)`"},
	{"sym", nengoSPA, "", Node, redAndBlue + "node y = v.RED",
		"a pointer is named with its vocabulary, `v.RED`; bound to a signal on a wire, `connect bind(a, v.RED) -> b`"},
	{"PointerSymbol", nengoSPA, "", Node, redAndBlue + "node y = v.RED", "a pointer is named with its vocabulary, `v.RED`"},
	{"linv", nengoSPA, "inverse", Node, redAndBlue + "node y = inverse(v.RED)", "`inverse(v.RED)`"},
	{"rinv", nengoSPA, "inverse", Node, redAndBlue + "node y = inverse(v.RED)", "`inverse(v.RED)`"},

	{"UnitaryVectors", nengoSPA, "unitary", Node, "vocab v dims 16 random unitary { RED; BLUE }\nnode y = v.RED",
		"`vocab v dims 16 random unitary { RED; BLUE }`"},
	{"AxisAlignedVectors", nengoSPA, "axes", Node, "vocab v dims 16 random axes { RED; BLUE }\nnode y = v.RED",
		"`vocab v dims 16 random axes { RED; BLUE }`"},
	{"OrthonormalVectors", nengoSPA, "random", Node, "vocab v dims 16 random orthonormal { RED; BLUE }\nnode y = v.RED",
		"`vocab v dims 16 random orthonormal { RED; BLUE }`"},
	{"HrrAlgebra", nengoSPA, "", Node, "vocab v dims 16 { RED; BLUE; BOTH = RED*BLUE }\nnode y = v.BOTH",
		"what binds is always circular convolution, `BOTH = RED*BLUE`"},
	{"VtbAlgebra", nengoSPA, "", Node, "vocab v dims 16 { RED; BLUE; BOTH = RED*BLUE }\nnode y = v.BOTH",
		"what binds is always circular convolution, `BOTH = RED*BLUE`"},

	{"neurons_per_dimension", nengoSPA, "", Model, withPointers("state s(n=50)\nconnect cue -> s.u\nprobe s.y"),
		"an argument of the network, `state s(n=50)`"},
	{"subdimensions", nengoSPA, "", Model, withPointers("state s(sub=16)\nconnect cue -> s.u\nprobe s.y"),
		"an argument of the network, `state s(sub=16)`"},
	{"feedback_synapse", nengoSPA, "", Model, withPointers("state s(feedback=1, tau=100ms)\nconnect cue -> s.u\nprobe s.y"),
		"an argument of the network, `state s(feedback=1, tau=100ms)`"},
}

// withPointers is a model with the networks of std/spa, a vocabulary v and a node cue that gives one of its pointers.
func withPointers(lines string) string {
	return "seed 1\nuse std/spa\n" + redAndBlue + "node cue = v.RED\n" + lines + "\nrun 10ms"
}

// withRules is a model with two rules of action; choose begins the statement.
func withRules(choose string) string {
	return withPointers("state s()\nconnect cue -> s.u\n" + choose + " {\n" +
		"  go when dot(s.y, v.RED) send v.BLUE -> s.u\n  wait when 0.4\n}\nprobe act")
}

// withMemory is a model with an associative memory of a vocabulary.
func withMemory(argument string) string {
	return "seed 1\nuse std/associative_memory\n" + redAndBlue + "node cue = v.RED\n" +
		"associative_memory m(vectors=v, " + argument + ")\nconnect cue -> m.u\nprobe m.y\nrun 10ms"
}

// withTranslation is a model in which a pointer goes from one vocabulary to another.
const withTranslation = "seed 1\n" + redAndBlue + "vocab w like v dims 32\nnode cue = v.RED\nnode other dims 32\n" +
	"connect cue -> other transform translate(v, w)\nprobe other\nrun 10ms"
