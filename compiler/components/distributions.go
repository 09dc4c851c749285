package components

import (
	"slices"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
)

// Distribution reads lo..hi, a component, or choice([…]); ok is false after a
// diagnostic, and found is false if e is no distribution at all.
func (c *Components) Distribution(e *grammar.Expr, s *outline.Scope, unit catalog.Unit) (d dists.Dist, found, ok bool) {
	e, s = c.Deref(e, s)
	if e = e.Strip(); e.Kind == grammar.Binary && e.Text == ".." {
		d, ok = c.interval(e, s, unit)
		return d, true, ok
	}
	name, args, names, isCall := values.NameAndArgs(e)
	if !isCall || e.Kind == grammar.Name && s.Lookup(name) != nil {
		return nil, false, true
	}
	switch name {
	case "sphere", "ball":
		d, ok = c.hypersphere(name, e, args, names, s)
		return d, true, ok
	case "choice":
		d, ok = c.choice(e, args, names, s, unit)
		return d, true, ok
	case "pdf":
		d, ok = c.pdf(e, args, s, unit)
		return d, true, ok
	}
	if _, known := dists.Table.Find(name); !known {
		return nil, false, true
	}
	d, _, ok = component(c, "distribution", inUnit(unit), e, s)
	return d, true, ok
}

// inUnit is the table of distributions whose numbers are quantities: conductances and times,
// others are plain.
func inUnit(unit catalog.Unit) catalog.Table[dists.Dist] {
	if unit != catalog.Conductance && unit != catalog.Time {
		return dists.Table
	}
	table := slices.Clone(dists.Table)
	for i := range table {
		table[i].Params = slices.Clone(table[i].Params)
		for k := range table[i].Params {
			if p := &table[i].Params[k]; p.Drawn {
				p.Unit = unit
			}
		}
	}
	return table
}

// IsDistribution recognises the form of one.
func (c *Components) IsDistribution(e *grammar.Expr, s *outline.Scope) bool {
	e, s = c.Deref(e, s)
	if e = e.Strip(); e.Kind == grammar.Binary && e.Text == ".." {
		return true
	}
	name, _, _, isCall := values.NameAndArgs(e)
	if !isCall || e.Kind == grammar.Name && s.Lookup(name) != nil {
		return false
	}
	_, known := dists.Table.Find(name)
	return known || name == "choice" || name == "pdf"
}

// interval reads lo..hi; the first number may leave its unit to the second: 200..400Hz.
func (c *Components) interval(e *grammar.Expr, s *outline.Scope, unit catalog.Unit) (dists.Dist, bool) {
	a, okA := c.Constant(e.Args[0], s)
	b, okB := c.Constant(e.Args[1], s)
	if !okA || !okB {
		return nil, false
	}
	if a.Unit == catalog.Plain && unit == b.Unit {
		a.Unit = b.Unit // 200..400Hz
	}
	lo, okA := c.Scalar(a, "the interval", unit)
	hi, okB := c.Scalar(b, "the interval", unit)
	if !okA || !okB {
		return nil, false
	}
	if lo > hi {
		c.Err(diag.BackwardInterval, e.At, "the interval `%s` runs backwards", e).
			WithFix(diag.Replace(e.At, e.Args[1].String()+".."+e.Args[0].String()))
		return nil, false
	}
	return dists.Uniform{Lo: lo, Hi: hi}, true
}

// hypersphere reads sphere(base=…) and ball(min_magnitude=0.5, base=…).
func (c *Components) hypersphere(name string, e *grammar.Expr, args []*grammar.Expr, names []string, s *outline.Scope) (dists.Dist, bool) {
	d := dists.ScatteredHypersphere{Surface: name == "sphere"}
	known := []string{"base"}
	if !d.Surface {
		known = []string{"min_magnitude", "base"}
	}
	given := map[string]bool{}
	for i, a := range args {
		n := names[i]
		if n == "" && i == 0 {
			n = known[0]
		}
		if c.GivenTwice(given, n, a.At) {
			return nil, false
		}
		switch {
		case n == "base":
			base, ok := c.base(a, s)
			if !ok {
				return nil, false
			}
			d.Base = base
		case n == "min_magnitude" && !d.Surface:
			v, ok := c.Arguments(name, []catalog.Param{dists.MinMagnitude}, args[i:i+1], names[i:i+1], e.At, s)
			if !ok {
				return nil, false
			}
			d.MinMagnitude = v["min_magnitude"]
		default:
			c.BadArgument(name, n, known, a.At)
			return nil, false
		}
	}
	return d, true
}

// base reads the distribution of how far the points of a hypersphere lie from its
// centre, as shares of its radius.
func (c *Components) base(e *grammar.Expr, s *outline.Scope) (dists.Scalar, bool) {
	base, found, ok := c.Distribution(e, s, catalog.Plain)
	if !ok {
		return nil, false
	}
	scalar, isScalar := base.(dists.Scalar)
	if !found || !isScalar {
		c.Err(diag.BadArgument, e.At, "`base` is a distribution of numbers from 0 to 1, found `%s`", e).WithHelp("`base=0..1`")
		return nil, false
	}
	if lo, hi := scalar.Bounds(); lo < 0 || hi > 1 {
		c.Err(diag.OutOfRange, e.At, "`base` lies in 0..1, `%s` does not", e)
		return nil, false
	}
	return scalar, true
}

// pdf reads pdf(x, p), two lists.
func (c *Components) pdf(e *grammar.Expr, args []*grammar.Expr, s *outline.Scope, unit catalog.Unit) (dists.Dist, bool) {
	if len(args) != 2 {
		c.Err(diag.BadArgument, e.At, "`pdf` takes points and their probabilities").WithHelp("`pdf([0, 1, 2], [0.2, 0.5, 0.3])`")
		return nil, false
	}
	points, ok := c.NumbersOf(args[0], s, "pdf", unit)
	if !ok {
		return nil, false
	}
	shares, ok := c.NumbersOf(args[1], s, "pdf", catalog.Plain)
	if !ok {
		return nil, false
	}
	d, err := dists.NewPDF(points, shares)
	if err != nil {
		c.Err(diag.OutOfRange, e.At, "`pdf`: %v", err)
		return nil, false
	}
	return d, true
}

// choice reads choice([…], weights=[…]).
func (c *Components) choice(e *grammar.Expr, args []*grammar.Expr, names []string, s *outline.Scope, unit catalog.Unit) (dists.Dist, bool) {
	weighted := len(args) == 2 && (names[1] == "weights" || names[1] == "")
	if len(args) != 1 && !weighted {
		c.Err(diag.BadArgument, e.At, "`choice` takes one list, as in `choice([1, -1])`")
		return nil, false
	}
	rows, ok := c.choices(args[0], s, unit)
	out := dists.Choice{Rows: rows}
	if !ok || !weighted {
		return out, ok
	}
	if out.Weights, ok = c.NumbersOf(args[1], s, "weights", catalog.Plain); !ok {
		return nil, false
	}
	if len(out.Weights) != len(rows) || slices.Min(out.Weights) < 0 || slices.Max(out.Weights) <= 0 {
		c.Err(diag.OutOfRange, args[1].At, "`weights` holds a share for each of the %d elements, none negative", len(rows))
		return nil, false
	}
	return out, true
}

// choices reads what a choice is made from: numbers, or vectors of one size.
func (c *Components) choices(e *grammar.Expr, s *outline.Scope, unit catalog.Unit) ([][]float64, bool) {
	v, ok := c.Constant(e, s)
	if !ok {
		return nil, false
	}
	if !v.Vec || v.Len() == 0 {
		c.Err(diag.BadArgument, e.At, "`choice` takes a list, as in `choice([1, -1])`")
		return nil, false
	}
	var rows [][]float64
	for _, x := range v.Elements() {
		row, ok := c.Numbers(x, "choice", unit)
		switch {
		case !ok || len(row) == 0:
			return nil, false
		case len(rows) > 0 && len(row) != len(rows[0]):
			c.Err(diag.SizeMismatch, e.At, "the elements of `choice` have different sizes")
			return nil, false
		}
		rows = append(rows, row)
	}
	return rows, true
}

// ChoiceFits demands that the rows of a choice, if d is one, have as many numbers
// as are drawn at a time; single numbers fill.
func (c *Components) ChoiceFits(d dists.Dist, what string, cols int, at diag.Span) bool {
	choice, ok := d.(dists.Choice)
	if !ok || len(choice.Rows[0]) == 1 || len(choice.Rows[0]) == cols {
		return true
	}
	c.Err(diag.SizeMismatch, at, "`%s`: the rows of `choice` have %d numbers, not %d", what, len(choice.Rows[0]), cols)
	return false
}
