package values

import (
	"maps"
	"math"
	"slices"
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

// Quantity converts a number with a unit. 5ms is computed as 5/1000, which is
// the double nearest to 0.005, where 5*0.001 is not always.
func (c *Evaluator) Quantity(e *grammar.Expr) (Value, bool) {
	u, ok := unitsOf[e.Text]
	if !ok {
		d := c.Err(diag.UnknownUnit, e.At, "unknown unit `%s`", e.Text)
		near := ""
		for _, name := range slices.Sorted(maps.Keys(unitsOf)) {
			if strings.EqualFold(name, e.Text) || near == "" && diag.Nearest(e.Text, []string{name}) != "" && len(e.Text) < 4 {
				near = name
			}
		}
		if near != "" {
			d.WithFix(diag.Replace(e.At, strconv.FormatFloat(e.Num, 'g', -1, 64)+near))
			d.WithHelp("did you mean `%s%s`?", strconv.FormatFloat(e.Num, 'g', -1, 64), near)
		} else {
			d.WithHelp("units are s ms us ns min Hz kHz %% deg")
		}
		return Value{}, false
	}
	return Value{Num: inSI(e.Num, u.factor), Unit: u.class, At: e.At}, true
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

// Scalar demands one number of a class of unit; frequency slots also take
// plain numbers.
func (c *Evaluator) Scalar(v Value, what string, unit catalog.Unit) (float64, bool) {
	switch {
	case v.Vec:
		c.Err(diag.BadArgument, v.At, "%s is one number, not a list", quoted(what))
	case math.IsInf(v.Num, 0):
		c.Err(diag.OutOfRange, v.At, "%s must be finite, got %s", quoted(what), c.Text(v.At))
	case v.Unit == unit, unit == catalog.Frequency && v.Unit == catalog.Plain:
		return v.Num, true
	case v.Unit == catalog.Plain:
		d := c.Err(diag.UnitMissing, v.At, "%s is a %s: %g what?", quoted(what), unit, v.Num)
		if c.Site.Start.Filename == v.At.Start.Filename && c.Site.Start.Line == v.At.Start.Line {
			d.WithNote("the template takes this value for %s", quoted(what))
		}
		if meant := c.withUnit(what, v); meant != "" {
			d.WithLabel("did you mean `%s`?", meant).WithFix(diag.Replace(v.At, meant))
		}
	default:
		d := c.Err(diag.WrongUnit, v.At, "%s is a %s, `%s` is a %s", quoted(what), unit, c.Text(v.At), v.Unit)
		if meant := otherUnit(what, v, unit); meant != "" && c.IsLiteral(v.At) {
			d.WithFix(diag.Replace(v.At, meant).Maybe())
		}
	}
	return 0, false
}

// quoted marks a word of a model as such, and leaves a description as it is.
func quoted(what string) string {
	if strings.ContainsAny(what, " `") {
		return what
	}
	return "`" + what + "`"
}

// withUnit writes a plain number as the time it was probably meant for; "" where
// no time can be. Something computed is multiplied by a unit.
func (c *Evaluator) withUnit(what string, v Value) string {
	unit := "s" // as in Nengo, where every time is in seconds
	if v.Num >= 1 && !isLong[what] {
		unit = "ms"
	}
	switch {
	case !(v.Num >= 0):
		return ""
	case c.IsLiteral(v.At) && unit == "ms":
		return shortest(v.Num) + "ms"
	case c.IsLiteral(v.At):
		return TimeText(v.Num)
	}
	text := c.Text(v.At)
	if strings.ContainsAny(text, "+- ") {
		text = "(" + text + ")"
	}
	return text + "*1" + unit
}

// isLong are the times that one gives in seconds, however many; of others, such as
// a synapse, 5 means 5 ms.
var isLong = map[string]bool{"the duration": true, "after": true, "period": true, "the interval": true, "the first number of a point": true}

// TimeText writes a time (s) in the unit people would write it in.
func TimeText(seconds float64) string {
	switch {
	case seconds == 0:
		return "0ms"
	case seconds >= 1:
		return shortest(seconds) + "s"
	case seconds >= 1e-3:
		return shortest(1e3*seconds) + "ms"
	case seconds >= 1e-6:
		return shortest(1e6*seconds) + "us"
	}
	return shortest(1e9*seconds) + "ns"
}

// shortest writes a number without the noise of the last digits.
func shortest(v float64) string { return strconv.FormatFloat(v, 'g', 12, 64) }

// otherUnit is what was probably meant by a quantity of another class: of the same
// number in the wanted unit and its reciprocal, the one nearer to what is usual,
// 10 ms and 100 Hz.
func otherUnit(what string, v Value, unit catalog.Unit) string {
	far := func(x, usual float64) float64 { return math.Abs(math.Log(x / usual)) }
	switch {
	case !(v.Num > 0):
		return ""
	case unit == catalog.Time && isLong[what]:
		return shortest(v.Num) + "s"
	case unit == catalog.Time && far(1/v.Num, 0.01) < far(v.Num/1000, 0.01):
		return TimeText(1 / v.Num)
	case unit == catalog.Time:
		return shortest(v.Num) + "ms"
	case unit == catalog.Frequency && far(1/v.Num, 100) < far(1000*v.Num, 100):
		return shortest(1/v.Num) + "Hz"
	case unit == catalog.Frequency:
		return shortest(1000*v.Num) + "Hz"
	}
	return ""
}
