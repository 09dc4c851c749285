package plots

import (
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/stdlib/catalog"
)

// Option is a word of `plot` with its value.
type Option struct {
	Name, Doc string
	Takes     string  // what its value may be, in words; "" if Values says it
	Default   string  // what holds without it, as written; "" if nothing does
	Forms     []Form  // of the plots that take it; nil for all
	Example   string  // a statement with the option
	Values    *Values // of what changes the look; nil for what says what is drawn, and where
}

// Values are what the value of an option may be: one of some words, a number, a range or a text.
type Values struct {
	Words  []Word
	Number *Number
	Range  bool // 0..20
	Text   bool // in quotes

	set func(*Style, Given)
}

// Word is a value that is a word.
type Word struct{ Name, Doc string }

// Number is a value that is a number.
type Number struct {
	Unit     string // in words; "" for none
	From, To float64
	Whole    bool
	Positive bool // anything above 0: From and To do not count
}

// Holds reports a number that the value may be.
func (n *Number) Holds(x float64) bool {
	if n.Positive {
		return x > 0 && !math.IsInf(x, 0)
	}
	return x >= n.From && x <= n.To
}

// Bounds says in words which numbers the value may be.
func (n *Number) Bounds() string {
	if n.Positive {
		return "above 0"
	}
	return fmt.Sprintf("from %g to %g", n.From, n.To)
}

// Given is a value: one of the fields holds it.
type Given struct {
	Word   string
	Number float64
	Range  Range
	Text   *string
}

// Set changes a style as an option says.
func (o *Option) Set(s *Style, v Given) { o.Values.set(s, v) }

// Of reports an option that plots of a form take.
func (o *Option) Of(f Form) bool { return o.Forms == nil || slices.Contains(o.Forms, f) }

// FindOption returns the option of that name, or nil.
func FindOption(name string) *Option {
	for i := range Options {
		if Options[i].Name == name {
			return &Options[i]
		}
	}
	return nil
}

// Described says what the value of an option may be.
func (o *Option) Described() string {
	if o.Values == nil {
		return o.Takes
	}
	return o.Values.String()
}

// String says what a value may be: "column, wide, page or a number of mm".
func (v *Values) String() string {
	var out []string
	for _, w := range v.Words {
		out = append(out, w.Name)
	}
	switch {
	case v.Number != nil && v.Number.Unit != "":
		out = append(out, "a number of "+v.Number.Unit)
	case v.Number != nil:
		out = append(out, "a number")
	case v.Range:
		out = append(out, "a range such as 0..20")
	case v.Text:
		out = append(out, "a text in quotes")
	}
	return catalog.Listed(out, "or")
}

// Names lists the words.
func (v *Values) Names() []string {
	var out []string
	for _, w := range v.Words {
		out = append(out, w.Name)
	}
	return out
}
