package check

import (
	"math"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/functions"
	"github.com/nefc/nefc/stdlib/processes"
	"github.com/nefc/nefc/stdlib/synapses"
)

// value is a constant: a number with its class of unit, or a list of values.
type value struct {
	num  float64 // SI
	unit catalog.Unit
	list []value
	vec  bool
	held float64 // numbers in list; 0 if nobody has counted
	at   diag.Span
}

// evaluated is what is known of a let, param or argument.
type evaluated struct {
	value      *value  // nil if it was not evaluated, or is not kept
	reads      []*decl // the constants it was evaluated from
	evaluating bool
	shapes     bool // it shapes the model, and so do those
}

// constants is what is known of each.
type constants map[*decl]*evaluated

func (known constants) of(d *decl) *evaluated {
	k := known[d]
	if k == nil {
		k = &evaluated{}
		known[d] = k
	}
	return k
}

// constant evaluates an expression the compiler must know; false after a
// diagnostic.
func (c *checker) constant(e *grammar.Expr, s *scope) (value, bool) {
	v, ok := c.evaluate(e, s)
	v.at = e.At
	return v, ok
}

// peek is constant for who only wants to know: it reports nothing.
func (c *checker) peek(e *grammar.Expr, s *scope) (v value, ok bool) {
	c.aside(func() { v, ok = c.constant(e, s) })
	return v, ok
}

// maxDepth is how deep constants may nest, in their text and behind each other.
const maxDepth = 50000

// evaluate is constant without the place, for each kind of expression.
func (c *checker) evaluate(e *grammar.Expr, s *scope) (value, bool) {
	if c.depth++; c.depth > maxDepth {
		c.err(diag.TooDeep, e.At, "this constant nests too deep")
		return value{}, false
	}
	defer func() { c.depth-- }()
	if !c.expands(e.At, constantBytes) {
		return value{}, false
	}
	switch e.Kind {
	case grammar.Number:
		return value{num: e.Num}, true
	case grammar.Quantity:
		return c.quantity(e)
	case grammar.Paren:
		return c.constant(e.Args[0], s)
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
		c.err(diag.WrongUnit, e.At, "expected a number, found the text %s", e)
		return value{}, false
	}
	c.err(diag.BadArgument, e.At, "expected a number the compiler knows, found `%s`", e).
		WithNote("only numbers, params, lets and functions of them are known before the run")
	return value{}, false
}

// constIf evaluates the condition and what it chooses.
func (c *checker) constIf(e *grammar.Expr, s *scope) (value, bool) {
	cond, ok := c.constant(e.Args[0], s)
	if !ok {
		return value{}, false
	}
	if cond.vec {
		c.err(diag.BadArgument, e.Args[0].At, "a condition is one number, `%s` is a list", e.Args[0])
		return value{}, false
	}
	if cond.num != 0 {
		return c.constant(e.Args[1], s)
	}
	return c.constant(e.Args[2], s)
}

// constVector evaluates the elements of a list.
func (c *checker) constVector(e *grammar.Expr, s *scope) (value, bool) {
	out := value{vec: true}
	for _, a := range e.Args {
		v, ok := c.constant(a, s)
		if !ok {
			return value{}, false
		}
		out.list = append(out.list, v)
		out.held += v.count()
	}
	return out, c.constantFits(e.At, 1, int(out.held))
}

// vocabOf is the vocabulary that `v.RED` names, or nil.
func vocabOf(e *grammar.Expr, s *scope) *decl {
	if e.Kind != grammar.Member {
		return nil
	}
	name, ok := e.Args[0].IsName()
	if d := s.lookup(name); ok && d != nil && d.kind == vocabDecl {
		return d
	}
	return nil
}

// constantNames have a value where nothing else is called so.
var constantNames = map[string]float64{"yes": 1, "no": 0, "inf": math.Inf(1)}

func isConstantName(name string) bool { _, ok := constantNames[name]; return ok }

func (c *checker) constName(e *grammar.Expr, s *scope) (value, bool) {
	if e.Text == "pi" {
		return value{num: math.Pi}, true
	}
	d := s.lookup(e.Text)
	switch {
	case d == nil && isConstantName(e.Text):
		return value{num: constantNames[e.Text]}, true
	case d != nil && d.kind == vocabDecl:
		v, ok := c.vocabValue(d)
		if !ok {
			return value{}, false
		}
		return v.value(), true
	case d == nil:
		c.unknown(s, e.Text, e.At)
		return value{}, false
	case d.kind != constDecl:
		c.err(diag.BadArgument, e.At, "expected a number the compiler knows, found the object `%s`", e.Text).WithPlace(d.at, "declared here")
		return value{}, false
	}
	return c.constValue(d)
}

// constValue evaluates a let, param or argument; a circle is NEF018.
func (c *checker) constValue(d *decl) (value, bool) {
	k := c.constants.of(d)
	switch {
	case d.failed:
		return value{}, false
	case k.evaluating:
		c.err(diag.Cycle, d.at, "`%s` is defined by itself", d.name).WithHelp("break the circle: one of the constants needs a number")
		c.fails(d)
		return value{}, false
	}
	c.uses(d)
	if k.value != nil {
		return *k.value, true
	}
	around := c.inside
	k.evaluating, c.inside = true, k
	v, ok := c.constant(d.expr, d.in)
	k.evaluating, c.inside = false, around
	if d.failed || !ok {
		c.fails(d)
		return value{}, false
	}
	if d.param {
		v.num = c.model.Params[d.index].Value
	}
	if c.kept += valueBytes * v.count(); c.kept < maxKept {
		k.value = &v
	}
	return v, true
}

// uses notes that a constant is read: by the one being evaluated, and perhaps by
// the structure of the model. The params behind it are marked once.
func (c *checker) uses(d *decl) {
	if c.inside != nil {
		c.inside.reads = append(c.inside.reads, d)
	}
	if c.structUse != nil {
		c.shapes(d)
	}
}

// shapes marks the params behind a constant that shapes the model.
func (c *checker) shapes(d *decl) {
	k := c.constants.of(d)
	if k.shapes {
		return
	}
	if k.shapes = true; d.param {
		c.structUse(d)
	}
	for _, r := range k.reads {
		c.shapes(r)
	}
}

// count is how many numbers a value holds.
func (v value) count() float64 {
	if !v.vec {
		return 1
	}
	if v.held > 0 {
		return v.held
	}
	total := 0.0
	for _, x := range v.list {
		total += x.count()
	}
	return total
}

func (c *checker) constUnary(e *grammar.Expr, s *scope) (value, bool) {
	v, ok := c.constant(e.Args[0], s)
	if !ok || !c.expands(e.At, numberBytes*v.count()) {
		return v, false
	}
	return mapValue(v, func(x value) value {
		x.num = code.ApplyUnary(e.Text, x.num)
		return x
	}), true
}

func mapValue(v value, f func(value) value) value {
	if !v.vec {
		return f(v)
	}
	out := value{vec: true, at: v.at}
	for _, x := range v.list {
		out.list = append(out.list, mapValue(x, f))
	}
	return out
}

func (c *checker) constBinary(e *grammar.Expr, s *scope) (value, bool) {
	a, okA := c.constant(e.Args[0], s)
	b, okB := c.constant(e.Args[1], s)
	if !okA || !okB {
		return value{}, false
	}
	c.plainProduct(e, s)
	return c.combine(e, e.Args, []value{a, b}, func(x []value) (value, bool) { return c.combineNumbers(e, x[0], x[1]) })
}

// combine applies f element by element to the values of operands of e; a
// number fills.
func (c *checker) combine(e *grammar.Expr, operands []*grammar.Expr, vs []value, f func([]value) (value, bool)) (value, bool) {
	first := slices.IndexFunc(vs, func(v value) bool { return v.vec })
	if first < 0 {
		return f(vs)
	}
	size := len(vs[first].list)
	if !c.expands(e.At, numberBytes*float64(size)) {
		return value{}, false
	}
	for i, v := range vs {
		if v.vec && len(v.list) != size {
			c.err(diag.SizeMismatch, e.At, "`%s` has %d elements, `%s` has %d", operands[first], size, operands[i], len(v.list))
			return value{}, false
		}
	}
	out, x := value{vec: true}, slices.Clone(vs)
	for i := range size {
		for k, v := range vs {
			if v.vec {
				x[k] = v.list[i]
			}
		}
		v, ok := c.combine(e, operands, x, f)
		if !ok {
			return value{}, false
		}
		out.list = append(out.list, v)
	}
	return out, true
}

func (c *checker) combineNumbers(e *grammar.Expr, a, b value) (value, bool) {
	unit, ok := resultUnit(e.Text, a.unit, b.unit)
	if !ok {
		c.err(diag.MixedUnits, e.At, "cannot %s a %s and a %s", verbs[e.Text], a.unit, b.unit)
		return value{}, false
	}
	if !code.IsOperator(e.Text) {
		c.err(diag.BadArgument, e.At, "`%s` is an interval; a number is needed here", e)
		return value{}, false
	}
	return c.finite(e, value{num: code.Apply(e.Text, a.num, b.num), unit: unit})
}

// finite refuses what a constant cannot be: 1/0, sqrt(-1).
func (c *checker) finite(e *grammar.Expr, v value) (value, bool) {
	if math.IsNaN(v.num) || math.IsInf(v.num, 0) {
		c.err(diag.OutOfRange, e.At, "`%s` is not a finite number", e)
		return value{}, false
	}
	return v, true
}

func (c *checker) constCall(e *grammar.Expr, s *scope) (value, bool) {
	name, _ := e.Args[0].IsName()
	if name == "npy" && len(e.Args) == 2 && e.Args[1].Kind == grammar.String {
		return c.fileConstant(e.Args[1].Text, e.Args[1].At)
	}
	if isInTime(name) || elsewhere[name] != "" {
		c.unknownFunction(e.Args[0])
		return value{}, false
	}
	if v, found, ok := c.matrixCall(name, e, s); found {
		return v, ok
	}
	var args []value
	for _, a := range e.Args[1:] {
		v, ok := c.constant(a, s)
		if !ok {
			return value{}, false
		}
		args = append(args, v)
	}
	fn := functions.Find(name)
	if fn == nil {
		c.unknownFunction(e.Args[0])
		return value{}, false
	}
	if len(args) != fn.Arity() {
		c.err(diag.BadArgument, e.At, "`%s` takes %s, not %d", name, arguments(fn.Arity()), len(args))
		return value{}, false
	}
	return c.combine(e, e.Args[1:], args, func(x []value) (value, bool) {
		if fn.F2 == nil {
			return c.finite(e, value{num: fn.F1(x[0].num), unit: unitOf(name, x[0])})
		}
		if x[0].unit != x[1].unit {
			c.err(diag.MixedUnits, e.At, "cannot compare a %s and a %s", x[0].unit, x[1].unit)
			return value{}, false
		}
		return c.finite(e, value{num: fn.F2(x[0].num, x[1].num), unit: unitOf(name, x[0])})
	})
}

// unitOf is the unit of a function's value, which a few keep.
func unitOf(function string, x value) catalog.Unit {
	switch function {
	case "abs", "min", "max", "mod", "round":
		return x.unit
	}
	return catalog.Plain
}

func square(n int, diag func(i int) float64) value {
	out := value{vec: true}
	for i := range n {
		row := value{vec: true, list: make([]value, n)}
		row.list[i].num = diag(i)
		out.list = append(out.list, row)
	}
	return out
}

// elsewhere says where calls belong that are no functions of numbers.
var elsewhere = map[string]string{"table": "a `function`, a wire or a `node`", "coo": "a `transform`", "conv": "a `transform`",
	"conv_transpose": "a `transform`"}

// unknownFunction reports a call of something that is no function.
func (c *checker) unknownFunction(name *grammar.Expr) {
	if isInTime(name.String()) {
		c.err(diag.BadArgument, name.At, "`%s` knows the time and belongs in a `node`", name).
			WithHelp("`node n = %s(…)`, then use `n`", name)
		return
	}
	if _, ok := dists.Table.Find(name.String()); ok {
		c.err(diag.BadArgument, name.At, "`%s` is a distribution and stands alone: it has no value to compute with", name)
		return
	}
	if where := elsewhere[name.String()]; where != "" {
		c.err(diag.BadArgument, name.At, "`%s` belongs in %s", name, where)
		return
	}
	d := c.err(diag.UnknownName, name.At, "there is no function `%s`", name)
	names := functions.Names()
	if bare, ok := foreignName(name); ok && slices.Contains(names, bare) {
		d.WithHelp("functions stand alone: `%s`", bare).WithFix(diag.Replace(name.At, bare))
	} else {
		c.meant(d, name.At, bare, slices.Concat(names, processes.Names(), dists.Table.Names(), dists.Written.Names(), synapses.Table.Names()),
			"functions are "+strings.Join(names, " "))
	}
}

// whole demands a whole number of at least low.
func (c *checker) whole(v value, what string, low int) (int, bool) {
	switch {
	case v.vec:
		c.err(diag.NotWhole, v.at, "%s is one whole number, not a list", what)
	case v.unit != catalog.Plain:
		c.err(diag.WrongUnit, v.at, "%s is a whole number, not a %s", what, v.unit)
	case v.num != math.Round(v.num):
		c.err(diag.NotWhole, v.at, "%s is a whole number, got %g", what, v.num)
	case v.num < float64(low):
		c.err(diag.OutOfRange, v.at, "%s is at least %d, got %g", what, low, v.num)
	case v.num > 1<<40:
		c.err(diag.TooLarge, v.at, "%s of %g is more than any machine holds", what, v.num)
	default:
		return int(v.num), true
	}
	return 0, false
}

// text is the source of a span.
func (c *checker) text(at diag.Span) string {
	if f := c.files[at.Start.Filename]; f != nil && at.End.Offset <= len(f.Source) {
		return f.Source[at.Start.Offset:at.End.Offset]
	}
	return ""
}
