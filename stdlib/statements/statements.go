// Package statements lists the statements of the language and their options:
// what each is for, what it takes, what holds without it, and an example that a
// test checks. The checker knows an option because it stands here; `nefc list`
// and `nefc explain` print the same entries.
package statements

import (
	"slices"
)

// Statement is a kind of line of a model. How it is written is known to the
// grammar.
type Statement struct {
	Name    string
	Doc     string // one or two sentences
	Example string
	Around  string // a model in which the line … stands for the example; "" if that is a model
	Options []Option
}

// Option is a word with a value behind the core of a statement.
type Option struct {
	Name    string
	Takes   string // what its value may be, in words
	Default string // what holds without it, as written; "" if nothing does
	Doc     string
	Example string // a statement with the option
	Around  string // as of the statement, whose own holds if this is ""
}

// Table lists the statements in the order of the documentation.
var Table = slices.Concat(objects, wires, values, structure, running, events)

// Find returns the statement of that name, or nil.
func Find(name string) *Statement {
	for _, s := range Table {
		if s.Name == name {
			return s
		}
	}
	return nil
}

// Option returns the option of that name, or nil.
func (s *Statement) Option(name string) *Option {
	for i := range s.Options {
		if s.Options[i].Name == name {
			return &s.Options[i]
		}
	}
	return nil
}

// OptionNames lists the options in order.
func (s *Statement) OptionNames() []string {
	names := make([]string, len(s.Options))
	for i, o := range s.Options {
		names[i] = o.Name
	}
	return names
}

// WithOption lists the statements that have an option of that name.
func WithOption(name string) []*Statement {
	var out []*Statement
	for _, s := range Table {
		if s.Option(name) != nil {
			out = append(out, s)
		}
	}
	return out
}

// Model is a whole model around the example.
func (s *Statement) Model() string { return model(s.Around, s.Example) }

// ModelWith is a whole model around the example of an option.
func (s *Statement) ModelWith(o *Option) string {
	around := o.Around
	if around == "" {
		around = s.Around
	}
	return model(around, o.Example)
}
