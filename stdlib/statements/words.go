package statements

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
