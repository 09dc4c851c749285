package values

import (
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/catalog"
)

// UnitsMeet warns where an expression of a node or an analysis adds or compares a
// time and a frequency, and returns its unit; Plain for a number of any kind.
//
// Units stop at the compiler: in nodes and analyses every number is plain. But
// some are known to be times or frequencies: `t`, `dt`, quantities, and what
// `frequency`, `rate` and `settle` measure. Where two of different kinds meet, the
// model does not say what it means.
func (c *Evaluator) UnitsMeet(e *grammar.Expr, s *outline.Scope) catalog.Unit {
	switch e.Kind {
	case grammar.Quantity:
		return unitsOf[e.Text].class
	case grammar.Paren, grammar.Unary:
		return c.UnitsMeet(e.Args[0], s)
	case grammar.Name:
		return c.unitOfName(e, s)
	case grammar.Binary:
		return c.unitsMeetIn(e, s)
	case grammar.If:
		c.UnitsMeet(e.Args[0], s)
		return c.sameUnit(e, c.UnitsMeet(e.Args[1], s), c.UnitsMeet(e.Args[2], s))
	case grammar.Call:
		name, _ := e.Args[0].IsName()
		if IsInTime(name) {
			return catalog.Plain // its arguments have units of their own
		}
		unit := catalog.Plain
		for i, a := range e.Args[1:] {
			u := c.UnitsMeet(a, s)
			if (name == "at" || name == "fano") && i == 1 {
				c.sameUnit(a, catalog.Time, u)
			}
			if keepsUnit[name] {
				unit = c.sameUnit(e, unit, u)
			}
		}
		if f := analyses.Find(name); f != nil && f.Unit != catalog.Plain {
			return f.Unit
		}
		return unit
	case grammar.Vector:
		for _, a := range e.Args {
			c.UnitsMeet(a, s)
		}
	}
	return catalog.Plain
}

// unitOfName is the unit of the time or of a constant; each constant is asked once.
func (c *Evaluator) unitOfName(e *grammar.Expr, s *outline.Scope) catalog.Unit {
	if e.Text == "t" || e.Text == "dt" {
		return catalog.Time
	}
	d := s.Lookup(e.Text)
	if d == nil || d.Kind != outline.Constant {
		return catalog.Plain
	}
	unit, known := c.units[d]
	if !known {
		c.units[d] = catalog.Plain // while it is looked for
		unit = c.UnitsMeet(d.Expr, d.In)
		c.units[d] = unit
	}
	return unit
}

// unitsMeetIn is UnitsMeet for an operator.
func (c *Evaluator) unitsMeetIn(e *grammar.Expr, s *outline.Scope) catalog.Unit {
	a, b := c.UnitsMeet(e.Args[0], s), c.UnitsMeet(e.Args[1], s)
	switch e.Text {
	case "+", "-":
		return c.sameUnit(e, a, b)
	case "<", ">", "<=", ">=", "==", "!=":
		c.sameUnit(e, a, b)
	case "*", "/":
		if a != catalog.Plain && b != catalog.Plain {
			unit, _ := resultUnit(e.Text, a, b)
			return unit
		}
	}
	return catalog.Plain // of a product with a plain number, nobody knows
}

// sameUnit warns of a time beside a frequency.
func (c *Evaluator) sameUnit(e *grammar.Expr, a, b catalog.Unit) catalog.Unit {
	switch {
	case a == catalog.Plain:
		return b
	case b == catalog.Plain || a == b:
		return a
	}
	verb := "combine"
	if e.Kind == grammar.Binary {
		verb = verbs[e.Text]
	}
	d := diag.New(diag.MixedUnits, e.At, "cannot %s a %s and a %s", verb, a, b).AsWarning()
	c.Diags.Add(d.WithNote("`t`, `dt` and `settle` are times in seconds, `frequency` and `rate` are in Hz"))
	return catalog.Plain
}
