package check

import (
	"math"
	"strconv"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// unitsOf maps the units of the language to their class and SI factor.
var unitsOf = map[string]struct {
	class  catalog.Unit
	factor float64
}{
	"s": {catalog.Time, 1}, "ms": {catalog.Time, 1e-3}, "us": {catalog.Time, 1e-6}, "µs": {catalog.Time, 1e-6}, "ns": {catalog.Time, 1e-9},
	"min": {catalog.Time, 60}, "Hz": {catalog.Frequency, 1}, "kHz": {catalog.Frequency, 1e3},
	"%": {catalog.Plain, 0.01}, "deg": {catalog.Plain, math.Pi / 180},
}

// quantity converts a number with a unit. 5ms is computed as 5/1000, which is
// the double nearest to 0.005, where 5*0.001 is not always.
func (c *checker) quantity(e *grammar.Expr) (value, bool) {
	u, ok := unitsOf[e.Text]
	if !ok {
		d := c.err(diag.UnknownUnit, e.At, "unknown unit `%s`", e.Text)
		near := ""
		for _, name := range sorted(unitsOf) {
			if strings.EqualFold(name, e.Text) || near == "" && diag.Nearest(e.Text, []string{name}) != "" && len(e.Text) < 4 {
				near = name
			}
		}
		if near != "" {
			d.WithHelp("did you mean `%s%s`?", strconv.FormatFloat(e.Num, 'g', -1, 64), near)
		} else {
			d.WithHelp("units are s ms us ns min Hz kHz %% deg")
		}
		return value{}, false
	}
	return value{num: inSI(e.Num, u.factor), unit: u.class, at: e.At}, true
}

func inSI(num, factor float64) float64 {
	if inverse := 1 / factor; factor < 1 && inverse == math.Round(inverse) {
		return num / inverse
	}
	return num * factor
}

var verbs = map[string]string{"+": "add", "-": "subtract", "*": "multiply", "/": "divide", "^": "raise",
	"==": "compare", "!=": "compare", "<": "compare", ">": "compare", "<=": "compare", ">=": "compare", "and": "combine", "or": "combine"}

// resultUnit is the class of a result: the same for sums, times·frequency and
// ratios plain, 1/time a frequency.
func resultUnit(op string, a, b catalog.Unit) (catalog.Unit, bool) {
	switch op {
	case "+", "-":
		return a, a == b
	case "*":
		switch {
		case a == catalog.Plain:
			return b, true
		case b == catalog.Plain:
			return a, true
		}
		return catalog.Plain, a != b
	case "/":
		switch {
		case b == catalog.Plain:
			return a, true
		case a == b:
			return catalog.Plain, true
		case a == catalog.Plain && b == catalog.Time:
			return catalog.Frequency, true
		case a == catalog.Plain:
			return catalog.Time, true
		}
		return catalog.Plain, false
	case "^":
		return catalog.Plain, a == catalog.Plain && b == catalog.Plain
	}
	return catalog.Plain, a == b
}

// scalar demands one number of a class of unit; frequency slots also take
// plain numbers.
func (c *checker) scalar(v value, what string, unit catalog.Unit) (float64, bool) {
	switch {
	case v.vec:
		c.err(diag.BadArgument, v.at, "`%s` is one number, not a list", what)
	case math.IsInf(v.num, 0):
		c.err(diag.OutOfRange, v.at, "`%s` must be finite, got %s", what, c.text(v.at))
	case v.unit == unit, unit == catalog.Frequency && v.unit == catalog.Plain:
		return v.num, true
	case v.unit == catalog.Plain:
		c.err(diag.UnitMissing, v.at, "`%s` is a %s: %g what?", what, unit, v.num).WithLabel("did you mean `%g%s`?", v.num, likelyUnit(what))
	default:
		d := c.err(diag.WrongUnit, v.at, "`%s` is a %s, `%s` is a %s", what, unit, c.text(v.at), v.unit)
		if unit == catalog.Time && v.unit == catalog.Frequency && v.num > 0 {
			d.WithHelp("did you mean `%gms`?", 1000/v.num)
		}
	}
	return 0, false
}

// likelyUnit is the unit most people mean: seconds for how long something
// takes, milliseconds for how fast it is.
func likelyUnit(what string) string {
	if what == "the duration" || what == "after" || what == "the interval" {
		return "s"
	}
	return "ms"
}
