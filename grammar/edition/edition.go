// Package edition lists the editions of the language as data. A file says in its
// first statement, `nef 1`, which one it is written in; without that it is of the
// first. What an edition decides stands in its entry and nowhere else:
//
//	Words, Braced, Events   which words start statements, and where
//	Defaults                what options are if they are left out
//	Library                 which files of the standard library `use std/NAME` brings
//
// An edition never changes once there is a next one: docs/evolution.md says what
// may grow within it.
package edition

import (
	"fmt"
	"slices"
	"strings"
)

// Edition is a version of the language. Files of several editions may use each other.
type Edition struct {
	Number   int
	Words    []string // that start statements
	Braced   []string // that start statements with a block; in front of NAME(…) they are free, as names of templates
	Events   []string // that start statements inside `experiment`; elsewhere they are free
	Defaults string   // `defaults` lines that stand before every file of it; those of the first are in the manual
	Library  string   // the folder of its networks, as in `use std/1/product`
}

// Table lists the editions that are known, in order.
var Table = []*Edition{
	{
		Number: 1,
		Words: []string{"nef", "ensemble", "array", "node", "signal", "input", "output", "connect", "learn", "probe", "param", "let", "defaults",
			"seed", "use", "template", "network", "for", "vocab", "run", "experiment", "expect"},
		Braced: []string{"choose"},
		Events: []string{"phase", "freeze", "thaw", "reset", "set", "scale", "lesion", "cut", "heal", "load", "seeds", "dt", "sweep", "plot", "export"},

		Library: "std/1",
	},
}

// First is the edition of files that name none.
func First() *Edition { return Table[0] }

// Newest is the last edition that is known.
func Newest() *Edition { return Table[len(Table)-1] }

// Find returns the edition of that number, or nil.
func Find(number int) *Edition {
	for _, e := range Table {
		if e.Number == number {
			return e
		}
	}
	return nil
}

// Known lists the numbers of the editions for a message: 1, 2.
func Known() string {
	var numbers []string
	for _, e := range Table {
		numbers = append(numbers, fmt.Sprint(e.Number))
	}
	return strings.Join(numbers, ", ")
}

// Starts reports a word that starts statements, in an experiment or outside.
func (e *Edition) Starts(word string, inExperiment bool) bool {
	return e.IsWord(word) || inExperiment && e.IsEvent(word)
}

// IsWord reports a word that starts statements everywhere.
func (e *Edition) IsWord(word string) bool { return slices.Contains(e.Words, word) || e.IsBraced(word) }

// IsBraced reports a word that starts a statement with a block, and may also be the
// name of a template.
func (e *Edition) IsBraced(word string) bool { return slices.Contains(e.Braced, word) }

// IsEvent reports a word that starts statements inside `experiment` only.
func (e *Edition) IsEvent(word string) bool { return slices.Contains(e.Events, word) }

// Statements lists the words that start statements, sorted.
func (e *Edition) Statements() []string {
	return slices.Sorted(slices.Values(slices.Concat(e.Words, e.Braced, e.Events)))
}
