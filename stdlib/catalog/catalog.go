// Package catalog describes the components a model can name: what they are
// called, which arguments they take, in which unit, and how to make one. The
// checker, `nefc list` and the shared tests read the same entries, so a
// component describes itself once.
package catalog

import (
	"fmt"
	"math"
	"strings"
)

// Kind says what an argument is, where it is not a number.
type Kind int

// The kinds of argument.
const (
	Number       Kind = iota
	Distribution      // lo..hi, normal(0, 1), …
	Filter            // a synapse
	Matrix            // rows, or a file of them
	Points            // [time, value…], as many as there are
	Word              // one of a few words
	Flag              // yes or no, as 1 or 0
)

// Param is one argument of a component.
type Param struct {
	Name     string // as written: tau_rc
	Kind     Kind
	Unit     Unit
	Required bool
	Default  float64 // in the unit of its class; of a filter the time constant of a lowpass
	Like     string  // the argument whose value it takes if it is left out; "" for none
	Check    func(float64) error
	Infinite bool     // it may be inf or -inf
	Drawn    bool     // of a distribution: a number like those that are drawn, in their unit
	Words    []string // of Word: those it may be, the default first, a value each by their places
	Doc      string
}

// Type says what values the argument takes.
func (p Param) Type() string {
	switch {
	case p.Kind == Number:
		return p.Unit.String()
	case p.Words != nil:
		return Listed(p.Words, "or")
	}
	return [...]string{Distribution: "distribution", Filter: "synapse", Matrix: "matrix or file", Points: "points", Word: "word", Flag: "yes or no"}[p.Kind]
}

// Listed joins words: "a, b or c".
func Listed(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	n := len(words) - 1
	return strings.Join(words[:n], ", ") + " " + last + " " + words[n]
}

// DefaultText writes what holds if the argument is left out; "" for nothing.
func (p Param) DefaultText() string {
	switch {
	case p.Required || math.IsNaN(p.Default):
		return ""
	case p.Kind == Filter && p.Default != 0:
		return Time.Text(p.Default)
	case p.Kind == Number:
		return p.Unit.Text(p.Default)
	case p.Words != nil:
		return p.Words[int(p.Default)]
	}
	return ""
}

// Call writes a component of that name with the arguments it requires.
func Call(name string, params []Param) string {
	var args []string
	for _, p := range params {
		if p.Required {
			args = append(args, p.Unit.Typical())
		}
	}
	if len(args) == 0 {
		return name
	}
	return name + "(" + strings.Join(args, ", ") + ")"
}

// Values are the arguments of a component by name, each in the unit of its class.
type Values map[string]float64

// Defaults are the values of arguments that are left out.
func Defaults(params []Param) Values {
	v := Values{}
	for _, p := range params {
		v[p.Name] = p.Default
	}
	return v
}

// Entry describes a component of type T.
type Entry[T any] struct {
	Name   string
	Doc    string // one sentence, with the formula
	Source string // paper or book
	Params []Param

	// Example is how a model names it, and what it needs beside; "" for the name with
	// the arguments it requires.
	Example string `identity:"-"`
	New     func(Values) (T, error)
}

// Usage is Example, or what stands for it.
func (e Entry[T]) Usage() string {
	if e.Example != "" {
		return e.Example
	}
	return Call(e.Name, e.Params)
}

// Sample makes the component that Call writes.
func (e Entry[T]) Sample() (T, error) {
	v := Defaults(e.Params)
	for _, p := range e.Params {
		if p.Required {
			v[p.Name] = classes[p.Unit].value
		}
	}
	return e.New(v)
}

// Table lists the components of one family, in the order `nefc list` shows.
type Table[T any] []Entry[T]

// Find returns the entry of that name.
func (t Table[T]) Find(name string) (Entry[T], bool) {
	for _, e := range t {
		if e.Name == name {
			return e, true
		}
	}
	return Entry[T]{}, false
}

// Names lists the names in order.
func (t Table[T]) Names() []string {
	names := make([]string, len(t))
	for i, e := range t {
		names[i] = e.Name
	}
	return names
}

// Positive demands a number above zero.
func Positive(v float64) error {
	if !(v > 0) {
		return fmt.Errorf("must be above 0")
	}
	return nil
}

// NotNegative demands zero or more.
func NotNegative(v float64) error {
	if !(v >= 0) {
		return fmt.Errorf("must not be negative")
	}
	return nil
}

// AtMostZero demands zero or less.
func AtMostZero(v float64) error {
	if !(v <= 0) {
		return fmt.Errorf("must not be above 0")
	}
	return nil
}
