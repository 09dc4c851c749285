// Package statements lists the statements of the language and their options:
// what each is for, what it takes, what holds without it, and an example that a
// test checks. The checker knows an option because it stands here; `nefc list`
// and `nefc explain` print the same entries.
package statements

import (
	"slices"

	"github.com/nefc/nefc/stdlib/plots"
)

// Statement is a kind of line of a model. How it is written is known to the
// grammar.
type Statement struct {
	Name    string
	Doc     string // one or two sentences
	Example string
	Around  string // a model in which the line … stands for the example; "" if that is a model
	options []Option
}

// Option is a word with a value behind the core of a statement.
type Option struct {
	Name    string
	Takes   string // what its value may be, in words
	Default string // what holds without it, as written; "" if nothing does
	Doc     string
	Example string       // a statement with the option
	Around  string       // as of the statement, whose own holds if this is ""
	Words   []plots.Word // words that its value may be; nil where Takes says all

	brought *brought // what stands in the place of this one: options of components; nil for one of the language
}

// brought are options that components bring.
type brought struct {
	options func() []Option
	has     func(name string) bool // of one of them; asked for each option of a model, so it makes no texts
}

// Table lists the statements in the order of the documentation.
var Table = slices.Concat(objects, wires, values, structure, []*Statement{choice}, running, events)

// WithOptions are the statements that have options, those that `defaults` can name.
func WithOptions() []*Statement {
	return slices.DeleteFunc(slices.Clone(Table), func(s *Statement) bool { return len(s.options) == 0 })
}

// Find returns the statement of that name, or nil.
func Find(name string) *Statement {
	for _, s := range Table {
		if s.Name == name {
			return s
		}
	}
	return nil
}

// Options lists the options in order, those that components bring in their place.
func (s *Statement) Options() []Option {
	var out []Option
	for _, o := range s.options {
		if o.brought != nil {
			out = append(out, o.brought.options()...)
		} else {
			out = append(out, o)
		}
	}
	return out
}

// HasOption reports an option of that name.
func (s *Statement) HasOption(name string) bool { return named(s.options, name) || s.Brought(name) }

// Brought reports an option that components bring.
func (s *Statement) Brought(name string) bool {
	return !named(s.options, name) && slices.ContainsFunc(s.options, func(o Option) bool { return o.brought != nil && o.brought.has(name) })
}

// named reports an option of that name.
func named(options []Option, name string) bool {
	return slices.ContainsFunc(options, func(o Option) bool { return o.Name == name })
}

// OptionNames lists the options in order.
func (s *Statement) OptionNames() []string {
	var names []string
	for _, o := range s.Options() {
		names = append(names, o.Name)
	}
	return names
}

// WithOption lists the statements that have an option of that name.
func WithOption(name string) []*Statement {
	var out []*Statement
	for _, s := range Table {
		if s.HasOption(name) {
			out = append(out, s)
		}
	}
	return out
}

// Model is a whole model around the example.
func (s *Statement) Model() string { return model(s.Around, s.Example) }

// ModelWith is a whole model around the example of an option.
func (s *Statement) ModelWith(o Option) string {
	around := o.Around
	if around == "" {
		around = s.Around
	}
	return model(around, o.Example)
}
