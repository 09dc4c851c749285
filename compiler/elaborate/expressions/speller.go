package expressions

import (
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/functions"
	"github.com/nefc/nefc/stdlib/slots"
	"github.com/nefc/nefc/stdlib/statements"
	"github.com/nefc/nefc/stdlib/synapses"
)

// Vector is an expression spelled out element by element.
type Vector struct {
	Elements []*code.Expr
	List     bool // written as a vector, or the value of an object
}

// Source is an object an expression reads; Input.Src counts them.
type Source struct {
	Ensemble *model.Ensemble
	Node     *model.Node
	At       diag.Span
	Array    *EnsembleArray // whose member it is; nil for none
	Member   int
}

// Object is the *model.Ensemble or *model.Node that is read.
func (s Source) Object() any {
	if s.Ensemble != nil {
		return s.Ensemble
	}
	return s.Node
}

// Size is the number of its dimensions.
func (s Source) Size() int {
	if s.Ensemble != nil {
		return s.Ensemble.Dims
	}
	return s.Node.Dims
}

// IsPassThrough reports a source that only passes values on.
func (s Source) IsPassThrough() bool {
	return s.Node != nil && s.Node.Kind == model.PassThrough && !s.Node.Direct
}

// Name is what a model calls it: a member of an array by its place in the array.
func (s Source) Name() string {
	if a := s.Array; a != nil {
		if a.Dims == 1 {
			return fmt.Sprintf("%s[%d]", a.Name, s.Member)
		}
		return fmt.Sprintf("%s[%d:%d]", a.Name, s.Member*a.Dims, (s.Member+1)*a.Dims)
	}
	if s.Ensemble != nil {
		return s.Ensemble.Name
	}
	return s.Node.Name
}

// place says which of the three meanings an expression has (language.md §3).
type place int

const (
	inWire     place = iota // sums of functions of one object each
	inFunction              // of x, the value of one object
	inCode                  // a node's expression: also t, dt, params
	inRate                  // of params only
	inConstant              // of bound names and constants
)

// Speller spells written expressions out in code, element by element.
type Speller struct {
	c       *Resolver
	place   place
	x       *Vector           // what x stands for, inFunction
	bound   map[string]Vector // what names stand for, inConstant
	missed  *grammar.Expr     // inConstant: an index that turned out to lie beyond its list
	Sources []Source
	depth   int

	// Of a node's expression:
	self      *model.Node // the node being defined: reads its previous value
	Wanted    int         // its dims as written; 0 if they are to be inferred
	ReadsSelf bool
	synapse   synapses.Synapse // through which it reads ensembles; nil for none
	hidden    map[string]int   // nodes made for parts of it, by what they do
}

// OnWire spells out what a wire carries.
func (c *Resolver) OnWire() *Speller { return &Speller{c: c, place: inWire} }

// InFunction spells out a function of x.
func (c *Resolver) InFunction(x Vector) *Speller {
	return &Speller{c: c, place: inFunction, x: &x}
}

// InNode spells out the value of a node of wanted dimensions, 0 if they are to be
// inferred, which reads ensembles through a synapse.
func (c *Resolver) InNode(n *model.Node, wanted int, syn synapses.Synapse) *Speller {
	return &Speller{c: c, place: inCode, self: n, Wanted: wanted, synapse: syn}
}

// InRate spells out what depends on params only.
func (c *Resolver) InRate() *Speller { return &Speller{c: c, place: inRate} }

// Expr spells out an expression; false after a diagnostic.
func (el *Speller) Expr(e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	c := el.c
	if !c.Expands(e.At, report.ElementBytes) {
		return Vector{}, false
	}
	if el.depth++; el.depth > 2000 {
		c.Err(diag.TooDeep, e.At, "this expression nests too deep")
		return Vector{}, false
	}
	defer func() { el.depth-- }()
	switch e.Kind {
	case grammar.Number:
		return number(e.Num, e.At), true
	case grammar.Quantity:
		v, ok := c.Quantity(e)
		return number(v.Num, e.At), ok
	case grammar.Paren:
		return el.Expr(e.Args[0], s)
	case grammar.Name, grammar.Member, grammar.Index:
		return el.named(e, s)
	case grammar.Unary:
		x, ok := el.Expr(e.Args[0], s)
		if !ok {
			return x, false
		}
		return each(x, func(a *code.Expr) *code.Expr { return at(code.NewUnary(e.Text, a), e.At) }), true
	case grammar.Binary:
		return el.binary(e, s)
	case grammar.If:
		parts, list, ok := el.aligned(e.Args, e, s)
		if !ok {
			return Vector{}, false
		}
		out := Vector{List: list}
		for i := range parts[0] {
			out.Elements = append(out.Elements, code.NewSelect(parts[0][i], parts[1][i], parts[2][i], e.At))
		}
		return out, true
	case grammar.Call:
		return el.call(e, s)
	case grammar.Vector:
		out := Vector{List: true}
		for _, a := range e.Args {
			x, ok := el.Expr(a, s)
			if !ok {
				return x, false
			}
			out.Elements = append(out.Elements, x.Elements...)
		}
		return out, true
	}
	c.Err(diag.BadArgument, e.At, "`%s` cannot stand in an expression", e)
	return Vector{}, false
}

func number(v float64, where diag.Span) Vector {
	return Vector{Elements: []*code.Expr{at(code.Number(v), where)}}
}

func at(e *code.Expr, where diag.Span) *code.Expr {
	e.At = where
	return e
}

func each(v Vector, f func(*code.Expr) *code.Expr) Vector {
	out := Vector{List: v.List, Elements: make([]*code.Expr, len(v.Elements))}
	for i, e := range v.Elements {
		out.Elements[i] = f(e)
	}
	return out
}

// aligned elaborates operands and brings them to one size; a number fills.
func (el *Speller) aligned(operands []*grammar.Expr, e *grammar.Expr, s *outline.Scope) (parts [][]*code.Expr, list, ok bool) {
	size := 1
	var vs []Vector
	for _, o := range operands {
		v, ok := el.Expr(o, s)
		if !ok {
			return nil, false, false
		}
		if len(v.Elements) != 1 {
			if size != 1 && size != len(v.Elements) {
				el.c.Err(diag.SizeMismatch, e.At, "`%s` has %d elements, `%s` has %d", operands[0], len(vs[0].Elements), o, len(v.Elements))
				return nil, false, false
			}
			size = len(v.Elements)
		}
		list = list || v.List
		vs = append(vs, v)
	}
	if !el.c.Expands(e.At, report.ElementBytes*float64(size-1)) {
		return nil, false, false
	}
	for _, v := range vs {
		full := v.Elements
		for len(full) < size {
			full = append(full[:len(full):len(full)], v.Elements[0])
		}
		parts = append(parts, full)
	}
	return parts, list, true
}

func (el *Speller) binary(e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	if !code.IsOperator(e.Text) {
		el.c.Err(diag.BadArgument, e.At, "`%s` cannot stand in an expression", e.Text)
		return Vector{}, false
	}
	parts, list, ok := el.aligned(e.Args, e, s)
	if !ok {
		return Vector{}, false
	}
	el.c.PlainProduct(e, s)
	out := Vector{List: list}
	for i := range parts[0] {
		out.Elements = append(out.Elements, code.NewBinary(e.Text, parts[0][i], parts[1][i], e.At))
	}
	return out, true
}

// named elaborates a name: x, t, pi, a constant, a param, or an object.
func (el *Speller) named(e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	c := el.c
	if name, ok := e.IsName(); ok {
		if v, ok := el.bound[name]; ok {
			return v, true
		}
		switch {
		case name == "x" && el.x != nil:
			return *el.x, true
		case name == "t" || name == "dt":
			return el.time(name, e)
		}
	} else if root := RootName(e); e.Kind == grammar.Index && root == "x" && el.x != nil {
		return el.indexed(e, s)
	} else if e.Kind == grammar.Index && !values.IsRef(e) {
		return el.indexed(e, s)
	}
	if values.IsRef(e) {
		d := values.RootDecl(e, s)
		if d != nil && d.Kind == outline.Constant {
			return el.constant(e, d, s)
		}
		name, _ := e.IsName()
		if _, word := statements.Constant(name); d != nil && d.Kind == outline.Vocabulary || d == nil && word {
			v, ok := c.Constant(e, s)
			return spell(v, e.At), ok && el.carries(v, e)
		}
		return el.object(e, s)
	}
	c.Err(diag.BadArgument, e.At, "`%s` cannot stand in an expression", e)
	return Vector{}, false
}

func RootName(e *grammar.Expr) string {
	for e.Kind == grammar.Index || e.Kind == grammar.Member {
		e = e.Args[0]
	}
	n, _ := e.IsName()
	return n
}

func (el *Speller) time(name string, e *grammar.Expr) (Vector, bool) {
	if el.place != inCode {
		el.c.Err(diag.UnknownName, e.At, "`%s` is known in node expressions only", name).
			WithHelp("`node clock = %s` makes it an object that can be connected", name)
		return Vector{}, false
	}
	kind := code.Time
	if name == "dt" {
		kind = code.Step
	}
	return Vector{Elements: []*code.Expr{{Kind: kind, At: e.At}}}, true
}

// constant elaborates a let, argument or param. Where params may change at run
// time they stay variables, also behind a let.
func (el *Speller) constant(e *grammar.Expr, d *outline.Decl, s *outline.Scope) (Vector, bool) {
	if e.Kind == grammar.Index {
		if !el.anyMoves(e) && values.IsMatrix(e.Args[0], s, 0) {
			v, ok := el.c.Constant(e, s)
			return spell(v, e.At), ok
		}
		return el.indexed(e, s)
	}
	if e.Kind == grammar.Member {
		el.c.Err(diag.UnknownSlot, e.At, "`%s` is a number and has no `.%s`", e.Args[0], e.Text)
		return Vector{}, false
	}
	if d.Failed {
		return Vector{}, false
	}
	free := el.place == inCode || el.place == inRate
	if d.Param && free {
		return Vector{Elements: []*code.Expr{{Kind: code.Param, Index: d.Index, At: e.At}}}, true
	}
	if free && !d.Param && !values.IsFile(d.Expr) {
		return el.moving(e, d)
	}
	v, ok := el.c.ConstValue(d)
	if !ok || !el.c.Expands(e.At, report.ElementBytes*v.Count()) {
		return Vector{}, false
	}
	return spell(v, e.At), el.carries(v, e)
}

// moving elaborates a constant that may depend on a param, from its text.
func (el *Speller) moving(e *grammar.Expr, d *outline.Decl) (Vector, bool) {
	k := el.c.Constants.Of(d)
	if k.Evaluating {
		el.c.Err(diag.Cycle, d.At, "`%s` is defined by itself", d.Name)
		el.c.Fails(d)
		return Vector{}, false
	}
	if v, ok := el.c.folded[d]; ok {
		return v, el.c.Expands(e.At, report.ElementBytes*float64(len(v.Elements)))
	}
	k.Evaluating = true
	v, ok := el.Expr(d.Expr, d.In)
	k.Evaluating = false
	if d.Failed {
		return v, false
	}
	if ok && !slices.ContainsFunc(v.Elements, func(x *code.Expr) bool { return x.Kind != code.Const }) {
		el.c.folded[d] = v
	}
	return v, ok
}

// carries refuses an infinite factor or term of what connections compute.
func (el *Speller) carries(v values.Value, e *grammar.Expr) bool {
	if el.place == inCode || el.place == inConstant || !math.IsInf(v.Num, 0) {
		return true
	}
	el.c.Err(diag.OutOfRange, e.At, "`%s` is infinite; wires, functions and rates are of finite numbers", e)
	return false
}

// spell turns a constant into a vector.
func spell(v values.Value, where diag.Span) Vector {
	if !v.Vec {
		return number(v.Num, where)
	}
	out := Vector{List: true}
	for _, x := range v.List {
		out.Elements = append(out.Elements, spell(x, where).Elements...)
	}
	return out
}

// object elaborates a reference to what an expression may read.
func (el *Speller) object(e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	c := el.c
	if el.place == inConstant {
		c.Constant(e, s) // says what is wrong with it
		return Vector{}, false
	}
	if el.place == inRate || el.place == inFunction {
		what := "a learning rate depends on numbers and params only"
		if el.place == inFunction {
			what = "a `function` is an expression in `x`, the value of the source"
		}
		if name, ok := e.IsName(); ok && s.Lookup(name) == nil {
			c.Unknown(s, name, e.At, "x")
			return Vector{}, false
		}
		c.Err(diag.ProductOnWire, e.At, "`%s` is an object: %s", e, what)
		return Vector{}, false
	}
	if d := values.RootDecl(e, s); d != nil && el.self != nil && c.Building[d] == el.self {
		return el.selfRef(e, s)
	}
	r, ok := c.Reference(e, s)
	if !ok {
		return Vector{}, false
	}
	if r.Array != nil && r.Slot == "" {
		return el.arrayElements(r, e), true
	}
	if r.Slot != "" || r.Connection != nil || r.Decl.Kind == outline.Instance {
		el.badRead(e, r)
		return Vector{}, false
	}
	if !c.Expands(e.At, report.ElementBytes*float64(r.Size)) {
		return Vector{}, false
	}
	src := el.source(Source{Ensemble: r.Ensemble, Node: r.Node, At: e.At})
	out := Vector{List: true}
	for _, i := range r.picked(r.Size) {
		out.Elements = append(out.Elements, at(code.Var(src, i), e.At))
	}
	return out, true
}

func (el *Speller) badRead(e *grammar.Expr, r *Ref) {
	d := el.c.Err(diag.NeuronsAndValues, e.At, "`%s` is not a value an expression can read", e)
	switch {
	case r.Decl.Kind == outline.Instance:
		report.NamePort[*grammar.Output](d, r.Decl.Inner, e, "outputs")
	case r.Ensemble != nil && r.Entry().From == slots.Activity:
		d.WithHelp("`%s` is the decoded value; activities are connected with `connect %s -> …`", r.Ensemble.Name, e)
		if e.Kind == grammar.Member {
			d.WithFix(diag.Replace(e.At, e.Args[0].String()).Maybe())
		}
	}
}

// selfRef reads the previous value of the node being defined.
func (el *Speller) selfRef(e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	el.ReadsSelf = true
	src := el.source(Source{Node: el.self, At: e.At})
	all := Vector{List: true}
	if !el.c.Expands(e.At, report.ElementBytes*float64(el.self.Dims)) {
		return Vector{}, false
	}
	for i := range max(el.self.Dims, 1) { // one until it is known
		all.Elements = append(all.Elements, at(code.Var(src, i), e.At))
	}
	if e.Kind == grammar.Name {
		return all, true
	}
	if e.Kind != grammar.Index || e.Args[0].Kind != grammar.Name {
		el.c.Err(diag.UnknownSlot, e.At, "a node reads its previous value by its name alone")
		return Vector{}, false
	}
	idx, ok := el.c.Indices(e.Args[1:], len(all.Elements), e.Args[0].String(), "dimensions", s)
	if !ok {
		return Vector{}, false
	}
	out := Vector{List: true}
	for _, i := range idx {
		out.Elements = append(out.Elements, all.Elements[i])
	}
	return out, true
}

// source returns the number of a source, adding it if it is new.
func (el *Speller) source(s Source) int {
	for i, have := range el.Sources {
		if have.Object() == s.Object() {
			return i
		}
	}
	el.Sources = append(el.Sources, s)
	return len(el.Sources) - 1
}

// call elaborates a function call.
func (el *Speller) call(e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	c := el.c
	name, _ := e.Args[0].IsName()
	switch name {
	case "table":
		return el.tableCall(e, s)
	case "sum", "norm", "dot":
		return el.reduce(name, e, s)
	}
	if v, found, ok := c.MatrixCall(name, e, s); found {
		return spell(v, e.At), ok
	}
	if el.place == inCode {
		if v, found, ok := el.partInTime(e, s); found {
			return v, ok
		}
	}
	fn := functions.Find(name)
	if fn == nil {
		c.UnknownFunction(e.Args[0])
		return Vector{}, false
	}
	if len(e.Args)-1 != fn.Arity() {
		c.Err(diag.BadArgument, e.At, "`%s` takes %s, not %d", name, report.Arguments(fn.Arity()), len(e.Args)-1)
		return Vector{}, false
	}
	parts, list, ok := el.aligned(e.Args[1:], e, s)
	if !ok {
		return Vector{}, false
	}
	out := Vector{List: list}
	for i := range parts[0] {
		args := make([]*code.Expr, len(parts))
		for k := range parts {
			args[k] = parts[k][i]
		}
		out.Elements = append(out.Elements, code.NewCall(fn, args, e.At))
	}
	return out, true
}

// reduce elaborates the functions that make one number of a vector.
func (el *Speller) reduce(name string, e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	want := 1
	if name == "dot" {
		want = 2
	}
	if len(e.Args)-1 != want {
		el.c.Err(diag.BadArgument, e.At, "`%s` takes %s, not %d", name, report.Arguments(want), len(e.Args)-1)
		return Vector{}, false
	}
	parts, _, ok := el.aligned(e.Args[1:], e, s)
	if !ok {
		return Vector{}, false
	}
	total := code.Number(0)
	for i, a := range parts[0] {
		term := a
		if name != "sum" {
			term = code.NewBinary("*", a, parts[len(parts)-1][i], e.At)
		}
		if i == 0 {
			total = term
		} else {
			total = code.NewBinary("+", total, term, e.At)
		}
	}
	if name == "norm" {
		total = code.NewCall(functions.Find("sqrt"), []*code.Expr{total}, e.At)
	}
	return Vector{Elements: []*code.Expr{total}}, true
}
