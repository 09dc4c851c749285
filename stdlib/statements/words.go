package statements

import "math"

// Word is a name that the language gives.
type Word struct {
	Name, Doc string
	Is        string // what it is, in a sentence
	Use       Use
	Value     float64 // NaN if it has none before a run
	Example   string
	Around    string // as of a Statement
}

// Use says what becomes of a word if a model gives its name to something else.
type Use int

// The uses.
const (
	Free     Use = iota // nothing: a name of the model wins
	Reserved            // the model is refused
	Chosen              // a name of the model wins, and options that are given the word mean that
)

var none = math.NaN()

// Words lists the names that stand for a number or a choice.
var Words = []Word{
	{"t", "the time, in s; the first step has t = dt", "the time", Reserved, none, "node u = t/10 - 1", aroundNode},
	{"dt", "the step, in s", "the time step", Reserved, none, "node u = u + dt", aroundNode},
	{"pi", "3.14159…", "3.14159…", Reserved, math.Pi, "node u = sin(2*pi*t)", aroundNode},
	{"inf", "infinity", "infinity", Free, math.Inf(1), "node u = min(t, inf)", aroundNode},
	{"yes", "1, and the answer to an option that asks", "a word that options take", Chosen, 1, "node u = if yes then t else 0", aroundNode},
	{"no", "0, and the answer to an option that asks", "a word that options take", Chosen, 0, "node u = if no then 0 else t", aroundNode},
	{"none", "in options that take a synapse, no filter at all", "no synapse", Chosen, none, "connect a -> b synapse none", aroundWire},
	{"x", "in the option `function`, the decoded value of the source", "the decoded value", Free, none, "connect a -> b function x^2", aroundWire},
	{"all", "in `freeze` and `thaw`, every rule", "everything", Reserved, none, "freeze all", aroundEvent},
}

// FindWord returns the word of that name, or nil.
func FindWord(name string) *Word {
	for i := range Words {
		if Words[i].Name == name {
			return &Words[i]
		}
	}
	return nil
}

// Constant is the number that a word stands for, reserved or not.
func Constant(name string) (v float64, ok bool) {
	w := FindWord(name)
	if w == nil || math.IsNaN(w.Value) {
		return 0, false
	}
	return w.Value, true
}

// Model is a whole model around the example.
func (w *Word) Model() string { return model(w.Around, w.Example) }
