package split

import "github.com/nefc/nefc/grammar/edition"

// Words are those that start statements at a place of a file: those of its edition, and
// those of events only inside `experiment`. Elsewhere a template may be called like an
// event, as no instance is made where events are.
type Words struct {
	Edition      *edition.Edition
	InExperiment bool
}

// Start reports a word that starts a statement.
func (w Words) Start(word string) bool { return w.Edition.Starts(word, w.InExperiment) }

// Inside are the words in the block of a statement.
func (w Words) Inside(r *Statement) Words {
	w.InExperiment = w.InExperiment || r.Tokens[0].IsWord("experiment")
	return w
}
