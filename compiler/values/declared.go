package values

import (
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar/diag"
)

// evaluated is what is known of a let, param or argument.
type evaluated struct {
	value      *Value          // nil if it was not evaluated, or is not kept
	reads      []*outline.Decl // the constants it was evaluated from
	Evaluating bool
	shapes     bool // it shapes the model, and so do those
}

// constants is what is known of each.
type constants map[*outline.Decl]*evaluated

// Of is what is known of a constant, nothing at first.
func (known constants) Of(d *outline.Decl) *evaluated {
	k := known[d]
	if k == nil {
		k = &evaluated{}
		known[d] = k
	}
	return k
}

// maxKept bounds the memory, of about valueBytes a number, of constants that are
// kept once they are evaluated; others are evaluated again.
const (
	maxKept    = 64e6
	valueBytes = 140
)

// ConstValue evaluates a let, param or argument; a circle is NEF018.
func (c *Evaluator) ConstValue(d *outline.Decl) (Value, bool) {
	k := c.Constants.Of(d)
	switch {
	case d.Failed:
		return Value{}, false
	case k.Evaluating:
		c.Err(diag.Cycle, d.At, "`%s` is defined by itself", d.Name).WithHelp("break the circle: one of the constants needs a number")
		c.Fails(d)
		return Value{}, false
	}
	c.uses(d)
	if k.value != nil {
		return *k.value, true
	}
	around := c.inside
	k.Evaluating, c.inside = true, k
	v, ok := c.Constant(d.Expr, d.In)
	k.Evaluating, c.inside = false, around
	if d.Failed || !ok {
		c.Fails(d)
		return Value{}, false
	}
	if d.Param {
		v = Value{Num: c.Model.Params[d.Index].Value, Unit: v.Unit, At: v.At}
	}
	if c.kept += float64(valueBytes * v.Count()); c.kept < maxKept {
		k.value = &v
	}
	return v, true
}
