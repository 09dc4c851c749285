package values

import (
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/statements"
)

// Constant evaluates an expression the compiler must know; false after a
// diagnostic.
func (c *Evaluator) Constant(e *grammar.Expr, s *outline.Scope) (Value, bool) {
	v, ok := c.evaluate(e, s)
	v.At = e.At
	return v, ok
}

// Peek is Constant for who only wants to know: it reports nothing.
func (c *Evaluator) Peek(e *grammar.Expr, s *outline.Scope) (v Value, ok bool) {
	c.Aside(func() { v, ok = c.Constant(e, s) })
	return v, ok
}

// maxDepth is how deep constants may nest, in their text and behind each other.
const maxDepth = 50000

// evaluate is Constant without the place, for each kind of expression.
func (c *Evaluator) evaluate(e *grammar.Expr, s *outline.Scope) (Value, bool) {
	if c.depth++; c.depth > maxDepth {
		c.Err(diag.TooDeep, e.At, "this constant nests too deep")
		return Value{}, false
	}
	defer func() { c.depth-- }()
	if !c.Expands(e.At, report.ConstantBytes) {
		return Value{}, false
	}
	switch e.Kind {
	case grammar.Number:
		return Value{Num: e.Num}, true
	case grammar.Quantity:
		return c.Quantity(e)
	case grammar.Paren:
		return c.Constant(e.Args[0], s)
	case grammar.Name:
		return c.constName(e, s)
	case grammar.Unary:
		return c.constUnary(e, s)
	case grammar.Binary:
		return c.constBinary(e, s)
	case grammar.If:
		return c.constIf(e, s)
	case grammar.Vector:
		return c.constVector(e, s)
	case grammar.Call:
		return c.constCall(e, s)
	case grammar.Index:
		return c.constIndex(e, s)
	case grammar.Member:
		if d := vocabOf(e, s); d != nil {
			return c.vocabMember(d, e)
		}
	case grammar.FromFile:
		return c.fileConstant(e.Text, e.At)
	case grammar.String:
		c.Err(diag.WrongUnit, e.At, "expected a number, found the text %s", e)
		return Value{}, false
	}
	c.Err(diag.BadArgument, e.At, "expected a number the compiler knows, found `%s`", e).
		WithNote("only numbers, params, lets and functions of them are known before the run")
	return Value{}, false
}

// constName is a number of the language, a vocabulary as a matrix, or a declared
// constant.
func (c *Evaluator) constName(e *grammar.Expr, s *outline.Scope) (Value, bool) {
	d := s.Lookup(e.Text)
	number, known := statements.Constant(e.Text)
	switch {
	case d == nil && known:
		return Value{Num: number}, true
	case d != nil && d.Kind == outline.Vocabulary:
		v, ok := c.VocabValue(d)
		if !ok {
			return Value{}, false
		}
		return v.value(), true
	case d == nil:
		c.Unknown(s, e.Text, e.At)
		return Value{}, false
	case !c.IsNumber(e, d):
		return Value{}, false
	case d.Kind != outline.Constant:
		c.Err(diag.BadArgument, e.At, "expected a number the compiler knows, found the object `%s`", e.Text).WithPlace(d.At, "declared here")
		return Value{}, false
	}
	return c.ConstValue(d)
}

// constIf evaluates the condition and what it chooses.
func (c *Evaluator) constIf(e *grammar.Expr, s *outline.Scope) (Value, bool) {
	cond, ok := c.Constant(e.Args[0], s)
	if !ok {
		return Value{}, false
	}
	if cond.Vec {
		c.Err(diag.BadArgument, e.Args[0].At, "a condition is one number, `%s` is a list", e.Args[0])
		return Value{}, false
	}
	if cond.Num != 0 {
		return c.Constant(e.Args[1], s)
	}
	return c.Constant(e.Args[2], s)
}

// constVector evaluates the elements of a list.
func (c *Evaluator) constVector(e *grammar.Expr, s *outline.Scope) (Value, bool) {
	out := Value{Vec: true}
	for _, a := range e.Args {
		v, ok := c.Constant(a, s)
		if !ok {
			return Value{}, false
		}
		out.list = append(out.list, v)
		out.held += v.Count()
	}
	return out, c.ConstantFits(e.At, 1, int(out.held))
}
