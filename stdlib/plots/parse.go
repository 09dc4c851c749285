package plots

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Parse reads the value of an option as a command line gives it: a word, a number, a range 0..20 or a text without
// quotes. The error says what the value may be.
func (o *Option) Parse(text string) (Given, error) {
	v := o.Values
	if slices.Contains(v.Names(), text) {
		return Given{Word: text}, nil
	}
	number, err := strconv.ParseFloat(text, 64)
	switch {
	case v.Text:
		return Given{Text: &text}, nil
	case v.Number != nil && err == nil && v.Number.Holds(number) && (!v.Number.Whole || number == float64(int(number))):
		return Given{Number: number}, nil
	case v.Number != nil && err == nil:
		return Given{}, fmt.Errorf("%s is a number %s, not %s", o.Name, v.Number.Bounds(), text)
	case v.Range:
		from, to, is := strings.Cut(text, "..")
		low, err1 := strconv.ParseFloat(from, 64)
		high, err2 := strconv.ParseFloat(to, 64)
		if is && err1 == nil && err2 == nil && low < high {
			return Given{Range: Range{true, low, high}}, nil
		}
	}
	return Given{}, fmt.Errorf("%s is %s, not %q", o.Name, v, text)
}
