package values

import (
	"math"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

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

// Whole demands a whole number of at least low.
func (c *Evaluator) Whole(v Value, what string, low int) (int, bool) {
	switch {
	case v.Vec:
		c.Err(diag.NotWhole, v.At, "%s is one whole number, not a list", what)
	case v.Unit != catalog.Plain:
		c.Err(diag.WrongUnit, v.At, "%s is a whole number, not a %s", what, v.Unit)
	case v.Num != math.Round(v.Num):
		c.Err(diag.NotWhole, v.At, "%s is a whole number, got %g", what, v.Num)
	case v.Num < float64(low):
		c.Err(diag.OutOfRange, v.At, "%s is at least %d, got %g", what, low, v.Num)
	case v.Num > 1<<40:
		c.Err(diag.TooLarge, v.At, "%s of %g is more than any machine holds", what, v.Num)
	default:
		return int(v.Num), true
	}
	return 0, false
}

// Numbers flattens a value into numbers of one class of unit.
func (c *Evaluator) Numbers(v Value, what string, unit catalog.Unit) ([]float64, bool) {
	if !v.Vec {
		x, ok := c.Scalar(v, what, unit)
		return []float64{x}, ok
	}
	var out []float64
	for _, e := range v.List {
		e.At = v.At
		x, ok := c.Numbers(e, what, unit)
		if !ok {
			return nil, false
		}
		out = append(out, x...)
	}
	return out, true
}

// quoted marks a word of a model as such, and leaves a description as it is.
func quoted(what string) string {
	if strings.ContainsAny(what, " `") {
		return what
	}
	return "`" + what + "`"
}
