package values

import (
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// constUnary is a minus or a not, of each element.
func (c *Evaluator) constUnary(e *grammar.Expr, s *outline.Scope) (Value, bool) {
	v, ok := c.Constant(e.Args[0], s)
	if !ok || !c.Expands(e.At, report.NumberBytes*v.Count()) {
		return v, false
	}
	return mapValue(v, func(x float64) float64 { return code.ApplyUnary(e.Text, x) }), true
}

// constBinary combines two constants element by element.
func (c *Evaluator) constBinary(e *grammar.Expr, s *outline.Scope) (Value, bool) {
	a, okA := c.Constant(e.Args[0], s)
	b, okB := c.Constant(e.Args[1], s)
	if !okA || !okB {
		return Value{}, false
	}
	c.PlainProduct(e, s, false, false)
	return c.combine(e, e.Args, []Value{a, b}, func(x []Value) (Value, bool) { return c.CombineNumbers(e, x[0], x[1]) })
}

// combine applies f element by element to the values of operands of e; a
// number fills.
func (c *Evaluator) combine(e *grammar.Expr, operands []*grammar.Expr, vs []Value, f func([]Value) (Value, bool)) (Value, bool) {
	first := 0
	for first < len(vs) && !vs[first].Vec {
		first++
	}
	if first == len(vs) {
		return f(vs)
	}
	size := vs[first].Len()
	if !c.Expands(e.At, report.NumberBytes*float64(size)) {
		return Value{}, false
	}
	for i, v := range vs {
		if v.Vec && v.Len() != size {
			c.Err(diag.SizeMismatch, e.At, "`%s` has %d elements, `%s` has %d", operands[first], size, operands[i], v.Len())
			return Value{}, false
		}
	}
	out, x := Value{Vec: true}, slices.Clone(vs)
	for i := range size {
		for k, v := range vs {
			if v.Vec {
				x[k] = v.Element(i)
			}
		}
		v, ok := c.combine(e, operands, x, f)
		if !ok {
			return Value{}, false
		}
		out.add(v, size)
	}
	return out, true
}

// CombineNumbers combines two numbers; their units must allow it.
func (c *Evaluator) CombineNumbers(e *grammar.Expr, a, b Value) (Value, bool) {
	unit, ok := resultUnit(e.Text, a.Unit, b.Unit)
	if !ok {
		c.Err(diag.MixedUnits, e.At, "cannot %s a %s and a %s", verbs[e.Text], a.Unit, b.Unit)
		return Value{}, false
	}
	if !code.IsOperator(e.Text) {
		c.Err(diag.BadArgument, e.At, "`%s` is an interval; a number is needed here", e)
		return Value{}, false
	}
	return c.finite(e, Value{Num: code.Apply(e.Text, a.Num, b.Num), Unit: unit})
}

// finite refuses what a constant cannot be: 1/0, sqrt(-1).
func (c *Evaluator) finite(e *grammar.Expr, v Value) (Value, bool) {
	if math.IsNaN(v.Num) || math.IsInf(v.Num, 0) {
		c.Err(diag.OutOfRange, e.At, "`%s` is not a finite number", e)
		return Value{}, false
	}
	return v, true
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
		return catalog.Plain, a == catalog.Time && b == catalog.Frequency || a == catalog.Frequency && b == catalog.Time
	case "/":
		switch {
		case b == catalog.Plain:
			return a, true
		case a == b:
			return catalog.Plain, true
		case a == catalog.Plain && b == catalog.Time:
			return catalog.Frequency, true
		case a == catalog.Plain && b == catalog.Frequency:
			return catalog.Time, true
		}
		return catalog.Plain, false
	case "^":
		return catalog.Plain, a == catalog.Plain && b == catalog.Plain
	}
	return catalog.Plain, a == b
}
