package values

import (
	"math"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
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
		if c.Site.Filename == v.At.Filename && c.Site.Start().Line == v.At.Start().Line {
			d.WithNote("the template takes this value for %s", quoted(what))
		}
		if meant := c.withUnit(what, v, unit); meant != "" {
			d.WithLabel("did you mean `%s`?", meant).WithFix(diag.Replace(v.At, meant))
		}
	default:
		d := c.Err(diag.WrongUnit, v.At, "%s is a %s, `%s` is a %s", quoted(what), unit, c.Text(v.At), v.Unit)
		if meant := c.otherUnit(what, v, unit); meant != "" && c.IsLiteral(v.At) {
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
	if v.numbers != nil && unit == catalog.Plain && !slices.ContainsFunc(v.numbers, infinite) {
		return slices.Clone(v.numbers), true
	}
	out := make([]float64, 0, int(v.Count()))
	for i := range v.Len() {
		e := v.Element(i)
		e.At = v.At
		x, ok := c.Numbers(e, what, unit)
		if !ok {
			return nil, false
		}
		out = append(out, x...)
	}
	return out, true
}

func infinite(x float64) bool { return math.IsInf(x, 0) }

// ScalarOf evaluates an expression that is one number of a class of unit.
func (c *Evaluator) ScalarOf(e *grammar.Expr, s *outline.Scope, what string, unit catalog.Unit) (float64, bool) {
	v, ok := c.Constant(e, s)
	if !ok {
		return 0, false
	}
	return c.Scalar(v, what, unit)
}

// WholeOf evaluates an expression that is a whole number of at least low.
func (c *Evaluator) WholeOf(e *grammar.Expr, s *outline.Scope, what string, low int) (int, bool) {
	v, ok := c.Constant(e, s)
	if !ok {
		return 0, false
	}
	return c.Whole(v, what, low)
}

// NumbersOf evaluates an expression that is numbers, however nested.
func (c *Evaluator) NumbersOf(e *grammar.Expr, s *outline.Scope, what string, unit catalog.Unit) ([]float64, bool) {
	v, ok := c.Constant(e, s)
	if !ok {
		return nil, false
	}
	return c.Numbers(v, what, unit)
}

// MatrixOf evaluates an expression that is a number (rows is 0), a vector (cols is 0)
// or a matrix; at is where rows of different lengths are reported.
func (c *Evaluator) MatrixOf(e *grammar.Expr, s *outline.Scope, what string, unit catalog.Unit, at diag.Span) (data []float64, rows, cols int, ok bool) {
	v, ok := c.Constant(e, s)
	if !ok {
		return nil, 0, 0, false
	}
	if data, ok = c.Numbers(v, what, unit); !ok {
		return nil, 0, 0, false
	}
	switch {
	case !v.Vec:
		return data, 0, 0, true
	case v.Len() == 0 || !v.Element(0).Vec:
		return data, len(data), 0, true
	}
	rows, cols = v.Len(), v.Element(0).Len()
	if rows*cols != len(data) {
		c.Err(diag.SizeMismatch, at, "the rows of `%s` have different lengths", what)
		return nil, 0, 0, false
	}
	return data, rows, cols, true
}

// quoted marks a word of a model as such, and leaves a description as it is.
func quoted(what string) string {
	if strings.ContainsAny(what, " `") {
		return what
	}
	return "`" + what + "`"
}
