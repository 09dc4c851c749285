package values

import (
	"math"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/functions"
	"github.com/nefc/nefc/stdlib/processes"
	"github.com/nefc/nefc/stdlib/statements"
	"github.com/nefc/nefc/stdlib/synapses"
)

// Text writes a number so that it reads as the same.
func (v Value) Text() string { return (&grammar.Expr{Kind: grammar.Number, Num: v.Num}).String() }

// Value is a constant: a number with its class of unit, or a list of values.
type Value struct {
	Num  float64 // SI
	Unit catalog.Unit
	List []Value
	Vec  bool
	held float64 // numbers in list; 0 if nobody has counted
	At   diag.Span
}

// evaluated is what is known of a let, param or argument.
type evaluated struct {
	value      *Value          // nil if it was not evaluated, or is not kept
	reads      []*outline.Decl // the constants it was evaluated from
	Evaluating bool
	shapes     bool // it shapes the model, and so do those
}

// constants is what is known of each.
type constants map[*outline.Decl]*evaluated

func (known constants) Of(d *outline.Decl) *evaluated {
	k := known[d]
	if k == nil {
		k = &evaluated{}
		known[d] = k
	}
	return k
}

// Constant evaluates an expression the compiler must know; false after a
// diagnostic.
func (c *Evaluator) Constant(e *grammar.Expr, s *outline.Scope) (Value, bool) {
	v, ok := c.evaluate(e, s)
	v.At = e.At
	return v, ok
}

// Peek is constant for who only wants to know: it reports nothing.
func (c *Evaluator) Peek(e *grammar.Expr, s *outline.Scope) (v Value, ok bool) {
	c.Aside(func() { v, ok = c.Constant(e, s) })
	return v, ok
}

// maxDepth is how deep constants may nest, in their text and behind each other.
const maxDepth = 50000

// evaluate is constant without the place, for each kind of expression.
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
		out.List = append(out.List, v)
		out.held += v.Count()
	}
	return out, c.ConstantFits(e.At, 1, int(out.held))
}

// vocabOf is the vocabulary that `v.RED` names, or nil.
func vocabOf(e *grammar.Expr, s *outline.Scope) *outline.Decl {
	if e.Kind != grammar.Member {
		return nil
	}
	name, ok := e.Args[0].IsName()
	if d := s.Lookup(name); ok && d != nil && d.Kind == outline.Vocabulary {
		return d
	}
	return nil
}

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
	case d.Kind != outline.Constant:
		c.Err(diag.BadArgument, e.At, "expected a number the compiler knows, found the object `%s`", e.Text).WithPlace(d.At, "declared here")
		return Value{}, false
	}
	return c.ConstValue(d)
}

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
		v.Num = c.Model.Params[d.Index].Value
	}
	if c.kept += report.ValueBytes * v.Count(); c.kept < report.MaxKept {
		k.value = &v
	}
	return v, true
}

// uses notes that a constant is read: by the one being evaluated, and perhaps by
// the structure of the model. The params behind it are marked once.
func (c *Evaluator) uses(d *outline.Decl) {
	if c.inside != nil {
		c.inside.reads = append(c.inside.reads, d)
	}
	if c.StructUse != nil {
		c.shapes(d)
	}
}

// shapes marks the params behind a constant that shapes the model.
func (c *Evaluator) shapes(d *outline.Decl) {
	k := c.Constants.Of(d)
	if k.shapes {
		return
	}
	if k.shapes = true; d.Param {
		c.StructUse(d)
	}
	for _, r := range k.reads {
		c.shapes(r)
	}
}

// Count is how many numbers a value holds.
func (v Value) Count() float64 {
	if !v.Vec {
		return 1
	}
	if v.held > 0 {
		return v.held
	}
	total := 0.0
	for _, x := range v.List {
		total += x.Count()
	}
	return total
}

func (c *Evaluator) constUnary(e *grammar.Expr, s *outline.Scope) (Value, bool) {
	v, ok := c.Constant(e.Args[0], s)
	if !ok || !c.Expands(e.At, report.NumberBytes*v.Count()) {
		return v, false
	}
	return mapValue(v, func(x Value) Value {
		x.Num = code.ApplyUnary(e.Text, x.Num)
		return x
	}), true
}

func mapValue(v Value, f func(Value) Value) Value {
	if !v.Vec {
		return f(v)
	}
	out := Value{Vec: true, At: v.At}
	for _, x := range v.List {
		out.List = append(out.List, mapValue(x, f))
	}
	return out
}

func (c *Evaluator) constBinary(e *grammar.Expr, s *outline.Scope) (Value, bool) {
	a, okA := c.Constant(e.Args[0], s)
	b, okB := c.Constant(e.Args[1], s)
	if !okA || !okB {
		return Value{}, false
	}
	c.PlainProduct(e, s)
	return c.combine(e, e.Args, []Value{a, b}, func(x []Value) (Value, bool) { return c.combineNumbers(e, x[0], x[1]) })
}

// combine applies f element by element to the values of operands of e; a
// number fills.
func (c *Evaluator) combine(e *grammar.Expr, operands []*grammar.Expr, vs []Value, f func([]Value) (Value, bool)) (Value, bool) {
	first := slices.IndexFunc(vs, func(v Value) bool { return v.Vec })
	if first < 0 {
		return f(vs)
	}
	size := len(vs[first].List)
	if !c.Expands(e.At, report.NumberBytes*float64(size)) {
		return Value{}, false
	}
	for i, v := range vs {
		if v.Vec && len(v.List) != size {
			c.Err(diag.SizeMismatch, e.At, "`%s` has %d elements, `%s` has %d", operands[first], size, operands[i], len(v.List))
			return Value{}, false
		}
	}
	out, x := Value{Vec: true}, slices.Clone(vs)
	for i := range size {
		for k, v := range vs {
			if v.Vec {
				x[k] = v.List[i]
			}
		}
		v, ok := c.combine(e, operands, x, f)
		if !ok {
			return Value{}, false
		}
		out.List = append(out.List, v)
	}
	return out, true
}

func (c *Evaluator) combineNumbers(e *grammar.Expr, a, b Value) (Value, bool) {
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

func (c *Evaluator) constCall(e *grammar.Expr, s *outline.Scope) (Value, bool) {
	name, _ := e.Args[0].IsName()
	if file, _ := NpyFile(e); file != nil {
		return c.fileConstant(file.Text, file.At)
	}
	if IsInTime(name) || elsewhere[name] != "" {
		c.UnknownFunction(e.Args[0])
		return Value{}, false
	}
	if v, found, ok := c.MatrixCall(name, e, s); found {
		return v, ok
	}
	var args []Value
	for _, a := range e.Args[1:] {
		v, ok := c.Constant(a, s)
		if !ok {
			return Value{}, false
		}
		args = append(args, v)
	}
	fn := functions.Find(name)
	if fn == nil {
		c.UnknownFunction(e.Args[0])
		return Value{}, false
	}
	if len(args) != fn.Arity() {
		c.Err(diag.BadArgument, e.At, "`%s` takes %s, not %d", name, report.Arguments(fn.Arity()), len(args))
		return Value{}, false
	}
	return c.combine(e, e.Args[1:], args, func(x []Value) (Value, bool) {
		if fn.F2 == nil {
			return c.finite(e, Value{Num: fn.F1(x[0].Num), Unit: unitOf(name, x[0])})
		}
		if x[0].Unit != x[1].Unit {
			c.Err(diag.MixedUnits, e.At, "cannot compare a %s and a %s", x[0].Unit, x[1].Unit)
			return Value{}, false
		}
		return c.finite(e, Value{Num: fn.F2(x[0].Num, x[1].Num), Unit: unitOf(name, x[0])})
	})
}

// unitOf is the unit of a function's value, which a few keep.
func unitOf(function string, x Value) catalog.Unit {
	switch function {
	case "abs", "min", "max", "mod", "round":
		return x.Unit
	}
	return catalog.Plain
}

func square(n int, diag func(i int) float64) Value {
	out := Value{Vec: true}
	for i := range n {
		row := Value{Vec: true, List: make([]Value, n)}
		row.List[i].Num = diag(i)
		out.List = append(out.List, row)
	}
	return out
}

// elsewhere says where calls belong that are no functions of numbers.
var elsewhere = map[string]string{"table": "a `function`, a wire or a `node`", "coo": "a `transform`", "conv": "a `transform`",
	"conv_transpose": "a `transform`"}

// UnknownFunction reports a call of something that is no function.
func (c *Evaluator) UnknownFunction(name *grammar.Expr) {
	if IsInTime(name.String()) {
		c.Err(diag.BadArgument, name.At, "`%s` knows the time and belongs in a `node`", name).
			WithHelp("`node n = %s(…)`, then use `n`", name)
		return
	}
	if _, ok := dists.Table.Find(name.String()); ok {
		c.Err(diag.BadArgument, name.At, "`%s` is a distribution and stands alone: it has no value to compute with", name)
		return
	}
	if where := elsewhere[name.String()]; where != "" {
		c.Err(diag.BadArgument, name.At, "`%s` belongs in %s", name, where)
		return
	}
	d := c.Err(diag.UnknownName, name.At, "there is no function `%s`", name)
	names := functions.Names()
	if bare, ok := report.ForeignName(name); ok && slices.Contains(names, bare) {
		d.WithHelp("functions stand alone: `%s`", bare).WithFix(diag.Replace(name.At, bare))
	} else {
		c.Meant(d, name.At, bare, slices.Concat(names, processes.Names(), dists.Table.Names(), dists.Written.Names(), synapses.Table.Names()),
			"functions are "+strings.Join(names, " "))
	}
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
