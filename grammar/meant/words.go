package meant

import (
	"slices"
	"sync"
)

// Word is a word or a habit of another language, or one that this language had
// earlier, and what it is in a model.
type Word struct {
	Name  string // as it is written there
	From  string // whose it is
	Here  string // the word that stands in its place; "" if it is said another way
	Place Place  // where the line stands
	Line  string // how it is written here
	Doc   string // a sentence where the line alone does not tell
}

// Place is the kind of model that an example stands in.
type Place int

// The places. Beside the line, a model has a node u that drives a population a,
// and what is said here.
const (
	Model       Place = iota // nothing: the lines are a whole model
	Population               // the line declares a
	Wire                     // a population b, driven by the line
	Node                     // the line declares the node y, and there is no a
	Decoders                 // decoded values c from a to a population b
	FullWeights              // weights c between the neurons of a and b
	Claim                    // an experiment, to which the line belongs
)

// Words lists all of them, language by language.
var Words = slices.Concat(nengo, pointers, python, simulators, earlier)

var byName = sync.OnceValue(func() map[string]*Word {
	m := make(map[string]*Word, len(Words))
	for i := range Words {
		m[Words[i].Name] = &Words[i]
	}
	return m
})

// Find returns the word of that name, or nil.
func Find(name string) *Word { return byName()[name] }
