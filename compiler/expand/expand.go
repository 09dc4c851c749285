// Package expand turns syntax trees into an outline: it enters what a file
// declares, brings what it uses, and replaces templates, networks and loops by
// what they make.
package expand

import (
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/compiler/vocabularies"
	"github.com/nefc/nefc/grammar"
)

// Input is what the loader read, and what the command line changed.
type Input struct {
	Main      *grammar.File
	Uses      map[*grammar.Use]*grammar.File
	Choices   map[*grammar.Choose]*grammar.File // the library's parts of each choice
	Set       map[string]string                 // --set: params by name
	Seed      *int64                            // --seed
	MaxMemory int64                             // bytes a run may use
	Try       []*grammar.Template               // of Main, which are to be tried out
	Turn      []*grammar.For                    // which have a turn, whatever their bounds
}

// Expander holds the state of one expansion.
type Expander struct {
	*values.Evaluator
	settingsGiven map[string]string // --set: params by name
	givenSeed     *int64            // --seed
	used          map[*grammar.Use]*grammar.File
	choiceParts   map[*grammar.Choose]*grammar.File
	choices       []choiceIn                       // that wait until all names are declared
	libraries     map[*grammar.File]*outline.Scope // of used files
	expanding     []*grammar.Template
	tried         []*grammar.Template
	turned        []*grammar.For
}

// File expands a file. The outline is complete only if nothing wrong was
// reported; otherwise it holds what could be made of the rest.
func File(in Input) *values.Evaluator {
	c := &Expander{Evaluator: values.New(in.Main, in.MaxMemory), settingsGiven: in.Set, givenSeed: in.Seed,
		used: in.Uses, choiceParts: in.Choices, tried: in.Try, turned: in.Turn, libraries: map[*grammar.File]*outline.Scope{}}
	vocabularies.Provide(c.Evaluator)
	c.Model.Seed = c.seed()
	c.Outline.Top = c.newScope(nil, "", in.Main)
	for _, step := range []func(*outline.Scope){
		c.declare,    // names, params, templates; instances are expanded
		c.try,        // templates of which there is no instance
		c.choose,     // rules of action, which may name anything
		c.settings,   // --set names a param
		c.lookalikes, // names in letters of several scripts
	} {
		if step(c.Outline.Top); c.TooMuch() {
			break
		}
	}
	return c.Evaluator
}
