package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/stdlib/highlight"
)

// rule is a pattern of a grammar of TextMate: a match with a scope for it or for its groups,
// or a stretch between brackets with patterns of its own.
type rule struct {
	Name     string           `json:"name,omitempty"`
	Match    string           `json:"match,omitempty"`
	Captures map[string]scope `json:"captures,omitempty"`
	Begin    string           `json:"begin,omitempty"`
	End      string           `json:"end,omitempty"`
	Patterns []include        `json:"patterns,omitempty"`
}

// scope names what a group of a match is.
type scope struct {
	Name string `json:"name"`
}

// include refers to a list of rules.
type include struct {
	Include string `json:"include"`
}

// The scopes that themes know. Those of highlight.Kind are the first five; the others are
// plain there.
const (
	wordScope     = "keyword.control.nef"
	optionScope   = "keyword.other.option.nef"
	numberScope   = "constant.numeric.nef"
	stringScope   = "string.quoted.double.nef"
	commentScope  = "comment.line.number-sign.nef"
	unitScope     = "keyword.other.unit.nef"
	nameScope     = "entity.name.nef"
	functionScope = "support.function.nef"
	operatorScope = "keyword.operator.nef"
)

// Names, numbers and signs as grammar/token cuts them, in the dialect of Oniguruma.
const (
	name     = `[\p{L}_][\p{L}\p{Nd}\p{Mn}_]*`
	ends     = `(?![\p{L}\p{Nd}\p{Mn}_])`
	number   = `[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?`
	operator = `[-+*/^.,:=<>|!%@&]`
	start    = `(?:^\x{FEFF}?|(?<=[{};]))\s*` // of a statement, or of an option on a line of its own
)

// words are those that start statements, in every edition.
func words() []string {
	var all []string
	for _, e := range edition.Table {
		all = append(all, e.Statements()...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// anyOf matches one of some words.
func anyOf(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = regexp.QuoteMeta(w)
	}
	return strings.Join(quoted, "|")
}

// values are what stands in brackets and outside of them.
func values() []rule {
	return []rule{
		{Name: commentScope, Match: `#.*$`},
		{Name: stringScope, Match: `"(?:\\.|[^"\\])*"`},
		{Match: `"(?:\\.|[^"\\])*\\?$|'[^']*'`}, // not closed, or not of the language: plain
		{Match: `(` + number + `)(` + name + `|%)?`, Captures: map[string]scope{"1": {numberScope}, "2": {unitScope}}},
	}
}

// names are words without a meaning of their own. They are taken whole.
func names() []rule {
	return []rule{
		{Name: functionScope, Match: name + `(?=\()`},
		{Match: name},
		{Name: operatorScope, Match: operator},
	}
}

// statements are the rules outside of brackets. What stands behind the first word of a line is
// a name, and so is what an operator, a comma or a dot asks for.
func statements() []rule {
	first := `(?:[ \t]+(` + name + `))?`
	options := anyOf(highlight.Options())
	return []rule{
		{Match: start + `(` + anyOf(words()) + `)` + ends + first, Captures: map[string]scope{"1": {wordScope}, "2": {nameScope}}},
		{Match: start + `(` + options + `)` + ends + first, Captures: map[string]scope{"1": {optionScope}}},
		{Match: start + name + first},
		{Match: `(` + operator + `)\s*` + name + ends + `(?!\()`, Captures: map[string]scope{"1": {operatorScope}}},
		{Match: `(` + operator + `)\s*(` + name + `)`, Captures: map[string]scope{"1": {operatorScope}, "2": {functionScope}}},
		{Name: optionScope, Match: `(?:` + options + `)` + ends},
	}
}
