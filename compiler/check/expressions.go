package check

import (
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/functions"
	"github.com/nefc/nefc/stdlib/slots"
	"github.com/nefc/nefc/stdlib/synapses"
)

// vector is an expression spelled out element by element.
type vector struct {
	elems []*code.Expr
	list  bool // written as a vector, or the value of an object
}

// source is an object an expression reads; Input.Src counts them.
type source struct {
	ens    *model.Ensemble
	node   *model.Node
	at     diag.Span
	array  *ensembleArray // whose member it is; nil for none
	member int
}

func (s source) size() int {
	if s.ens != nil {
		return s.ens.Dims
	}
	return s.node.Dims
}

func (s source) name() string {
	if a := s.array; a != nil {
		if a.dims == 1 {
			return fmt.Sprintf("%s[%d]", a.name, s.member)
		}
		return fmt.Sprintf("%s[%d:%d]", a.name, s.member*a.dims, (s.member+1)*a.dims)
	}
	if s.ens != nil {
		return s.ens.Name
	}
	return s.node.Name
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

// speller spells written expressions out in code, element by element.
type speller struct {
	c       *checker
	place   place
	x       *vector           // what x stands for, inFunction
	bound   map[string]vector // what names stand for, inConstant
	missed  *grammar.Expr     // inConstant: an index that turned out to lie beyond its list
	sources []source
	depth   int

	// Of a node's expression:
	self      *model.Node // the node being defined: reads its previous value
	wanted    int         // its dims as written; 0 if they are to be inferred
	readsSelf bool
	synapse   synapses.Synapse // through which it reads ensembles; nil for none
	hidden    map[string]int   // nodes made for parts of it, by what they do
}

// onWire spells out what a wire carries.
func (c *checker) onWire() *speller { return &speller{c: c, place: inWire} }

// inFunction spells out a function of x.
func (c *checker) inFunction(x vector) *speller {
	return &speller{c: c, place: inFunction, x: &x}
}

// inNode spells out the value of a node of wanted dimensions, 0 if they are to be
// inferred, which reads ensembles through a synapse.
func (c *checker) inNode(n *model.Node, wanted int, syn synapses.Synapse) *speller {
	return &speller{c: c, place: inCode, self: n, wanted: wanted, synapse: syn}
}

// inRate spells out what depends on params only.
func (c *checker) inRate() *speller { return &speller{c: c, place: inRate} }

// expr spells out an expression; false after a diagnostic.
func (el *speller) expr(e *grammar.Expr, s *scope) (vector, bool) {
	c := el.c
	if !c.expands(e.At, elementBytes) {
		return vector{}, false
	}
	if el.depth++; el.depth > 2000 {
		c.err(diag.TooDeep, e.At, "this expression nests too deep")
		return vector{}, false
	}
	defer func() { el.depth-- }()
	switch e.Kind {
	case grammar.Number:
		return number(e.Num, e.At), true
	case grammar.Quantity:
		v, ok := c.quantity(e)
		return number(v.num, e.At), ok
	case grammar.Paren:
		return el.expr(e.Args[0], s)
	case grammar.Name, grammar.Member, grammar.Index:
		return el.named(e, s)
	case grammar.Unary:
		x, ok := el.expr(e.Args[0], s)
		if !ok {
			return x, false
		}
		return each(x, func(a *code.Expr) *code.Expr { return at(code.NewUnary(e.Text, a), e.At) }), true
	case grammar.Binary:
		return el.binary(e, s)
	case grammar.If:
		parts, list, ok := el.aligned(e.Args, e, s)
		if !ok {
			return vector{}, false
		}
		out := vector{list: list}
		for i := range parts[0] {
			out.elems = append(out.elems, code.NewSelect(parts[0][i], parts[1][i], parts[2][i], e.At))
		}
		return out, true
	case grammar.Call:
		return el.call(e, s)
	case grammar.Vector:
		out := vector{list: true}
		for _, a := range e.Args {
			x, ok := el.expr(a, s)
			if !ok {
				return x, false
			}
			out.elems = append(out.elems, x.elems...)
		}
		return out, true
	}
	c.err(diag.BadArgument, e.At, "`%s` cannot stand in an expression", e)
	return vector{}, false
}

func number(v float64, where diag.Span) vector {
	return vector{elems: []*code.Expr{at(code.Number(v), where)}}
}

func at(e *code.Expr, where diag.Span) *code.Expr {
	e.At = where
	return e
}

func each(v vector, f func(*code.Expr) *code.Expr) vector {
	out := vector{list: v.list, elems: make([]*code.Expr, len(v.elems))}
	for i, e := range v.elems {
		out.elems[i] = f(e)
	}
	return out
}

// aligned elaborates operands and brings them to one size; a number fills.
func (el *speller) aligned(operands []*grammar.Expr, e *grammar.Expr, s *scope) (parts [][]*code.Expr, list, ok bool) {
	size := 1
	var vs []vector
	for _, o := range operands {
		v, ok := el.expr(o, s)
		if !ok {
			return nil, false, false
		}
		if len(v.elems) != 1 {
			if size != 1 && size != len(v.elems) {
				el.c.err(diag.SizeMismatch, e.At, "`%s` has %d elements, `%s` has %d", operands[0], len(vs[0].elems), o, len(v.elems))
				return nil, false, false
			}
			size = len(v.elems)
		}
		list = list || v.list
		vs = append(vs, v)
	}
	if !el.c.expands(e.At, elementBytes*float64(size-1)) {
		return nil, false, false
	}
	for _, v := range vs {
		full := v.elems
		for len(full) < size {
			full = append(full[:len(full):len(full)], v.elems[0])
		}
		parts = append(parts, full)
	}
	return parts, list, true
}

func (el *speller) binary(e *grammar.Expr, s *scope) (vector, bool) {
	if !code.IsOperator(e.Text) {
		el.c.err(diag.BadArgument, e.At, "`%s` cannot stand in an expression", e.Text)
		return vector{}, false
	}
	parts, list, ok := el.aligned(e.Args, e, s)
	if !ok {
		return vector{}, false
	}
	el.c.plainProduct(e, s)
	out := vector{list: list}
	for i := range parts[0] {
		out.elems = append(out.elems, code.NewBinary(e.Text, parts[0][i], parts[1][i], e.At))
	}
	return out, true
}

// named elaborates a name: x, t, pi, a constant, a param, or an object.
func (el *speller) named(e *grammar.Expr, s *scope) (vector, bool) {
	c := el.c
	if name, ok := e.IsName(); ok {
		if v, ok := el.bound[name]; ok {
			return v, true
		}
		switch {
		case name == "x" && el.x != nil:
			return *el.x, true
		case name == "pi":
			return number(math.Pi, e.At), true
		case name == "t" || name == "dt":
			return el.time(name, e)
		}
	} else if root := rootName(e); e.Kind == grammar.Index && root == "x" && el.x != nil {
		return el.indexed(e, s)
	} else if e.Kind == grammar.Index && !isRef(e) {
		return el.indexed(e, s)
	}
	if isRef(e) {
		d := rootDecl(e, s)
		if d != nil && d.kind == constDecl {
			return el.constant(e, d, s)
		}
		if d != nil && d.kind == vocabDecl || d == nil && isConstantName(e.Text) {
			v, ok := c.constant(e, s)
			return spell(v, e.At), ok && el.carries(v, e)
		}
		return el.object(e, s)
	}
	c.err(diag.BadArgument, e.At, "`%s` cannot stand in an expression", e)
	return vector{}, false
}

func rootName(e *grammar.Expr) string {
	for e.Kind == grammar.Index || e.Kind == grammar.Member {
		e = e.Args[0]
	}
	n, _ := e.IsName()
	return n
}

func (el *speller) time(name string, e *grammar.Expr) (vector, bool) {
	if el.place != inCode {
		el.c.err(diag.UnknownName, e.At, "`%s` is known in node expressions only", name).
			WithHelp("`node clock = %s` makes it an object that can be connected", name)
		return vector{}, false
	}
	kind := code.Time
	if name == "dt" {
		kind = code.Step
	}
	return vector{elems: []*code.Expr{{Kind: kind, At: e.At}}}, true
}

// constant elaborates a let, argument or param. Where params may change at run
// time they stay variables, also behind a let.
func (el *speller) constant(e *grammar.Expr, d *decl, s *scope) (vector, bool) {
	if e.Kind == grammar.Index {
		if !el.anyMoves(e) && isMatrix(e.Args[0], s, 0) {
			v, ok := el.c.constant(e, s)
			return spell(v, e.At), ok
		}
		return el.indexed(e, s)
	}
	if e.Kind == grammar.Member {
		el.c.err(diag.UnknownSlot, e.At, "`%s` is a number and has no `.%s`", e.Args[0], e.Text)
		return vector{}, false
	}
	if d.failed {
		return vector{}, false
	}
	free := el.place == inCode || el.place == inRate
	if d.param && free {
		return vector{elems: []*code.Expr{{Kind: code.Param, Index: d.index, At: e.At}}}, true
	}
	if free && !d.param && !isFile(d.expr) {
		return el.moving(e, d)
	}
	v, ok := el.c.constValue(d)
	if !ok || !el.c.expands(e.At, elementBytes*v.count()) {
		return vector{}, false
	}
	return spell(v, e.At), el.carries(v, e)
}

// moving elaborates a constant that may depend on a param, from its text.
func (el *speller) moving(e *grammar.Expr, d *decl) (vector, bool) {
	k := el.c.constants.of(d)
	if k.evaluating {
		el.c.err(diag.Cycle, d.at, "`%s` is defined by itself", d.name)
		el.c.fails(d)
		return vector{}, false
	}
	if v, ok := el.c.folded[d]; ok {
		return v, el.c.expands(e.At, elementBytes*float64(len(v.elems)))
	}
	k.evaluating = true
	v, ok := el.expr(d.expr, d.in)
	k.evaluating = false
	if d.failed {
		return v, false
	}
	if ok && !slices.ContainsFunc(v.elems, func(x *code.Expr) bool { return x.Kind != code.Const }) {
		el.c.folded[d] = v
	}
	return v, ok
}

// carries refuses an infinite factor or term of what connections compute.
func (el *speller) carries(v value, e *grammar.Expr) bool {
	if el.place == inCode || el.place == inConstant || !math.IsInf(v.num, 0) {
		return true
	}
	el.c.err(diag.OutOfRange, e.At, "`%s` is infinite; wires, functions and rates are of finite numbers", e)
	return false
}

// spell turns a constant into a vector.
func spell(v value, where diag.Span) vector {
	if !v.vec {
		return number(v.num, where)
	}
	out := vector{list: true}
	for _, x := range v.list {
		out.elems = append(out.elems, spell(x, where).elems...)
	}
	return out
}

// object elaborates a reference to what an expression may read.
func (el *speller) object(e *grammar.Expr, s *scope) (vector, bool) {
	c := el.c
	if el.place == inConstant {
		c.constant(e, s) // says what is wrong with it
		return vector{}, false
	}
	if el.place == inRate || el.place == inFunction {
		what := "a learning rate depends on numbers and params only"
		if el.place == inFunction {
			what = "a `function` is an expression in `x`, the value of the source"
		}
		if name, ok := e.IsName(); ok && s.lookup(name) == nil {
			c.unknown(s, name, e.At, "x")
			return vector{}, false
		}
		c.err(diag.ProductOnWire, e.At, "`%s` is an object: %s", e, what)
		return vector{}, false
	}
	if d := rootDecl(e, s); d != nil && el.self != nil && c.making[d] == el.self {
		return el.selfRef(e, s)
	}
	r, ok := c.reference(e, s)
	if !ok {
		return vector{}, false
	}
	if r.array != nil && r.slot == "" {
		return el.arrayElements(r, e), true
	}
	if r.slot != "" || r.conn != nil || r.decl.kind == instanceDecl {
		el.badRead(e, r)
		return vector{}, false
	}
	if !c.expands(e.At, elementBytes*float64(r.size)) {
		return vector{}, false
	}
	src := el.source(source{ens: r.ens, node: r.node, at: e.At})
	out := vector{list: true}
	for _, i := range r.picked(r.size) {
		out.elems = append(out.elems, at(code.Var(src, i), e.At))
	}
	return out, true
}

func (el *speller) badRead(e *grammar.Expr, r *ref) {
	d := el.c.err(diag.NeuronsAndValues, e.At, "`%s` is not a value an expression can read", e)
	switch {
	case r.decl.kind == instanceDecl:
		namePort[*grammar.Output](d, r.decl.inner, e, "outputs")
	case r.ens != nil && r.entry().From == slots.Activity:
		d.WithHelp("`%s` is the decoded value; activities are connected with `connect %s -> …`", r.ens.Name, e)
		if e.Kind == grammar.Member {
			d.WithFix(diag.Replace(e.At, e.Args[0].String()).Maybe())
		}
	}
}

// selfRef reads the previous value of the node being defined.
func (el *speller) selfRef(e *grammar.Expr, s *scope) (vector, bool) {
	el.readsSelf = true
	src := el.source(source{node: el.self, at: e.At})
	all := vector{list: true}
	if !el.c.expands(e.At, elementBytes*float64(el.self.Dims)) {
		return vector{}, false
	}
	for i := range max(el.self.Dims, 1) { // one until it is known
		all.elems = append(all.elems, at(code.Var(src, i), e.At))
	}
	if e.Kind == grammar.Name {
		return all, true
	}
	if e.Kind != grammar.Index || e.Args[0].Kind != grammar.Name {
		el.c.err(diag.UnknownSlot, e.At, "a node reads its previous value by its name alone")
		return vector{}, false
	}
	idx, ok := el.c.indices(e.Args[1:], len(all.elems), e.Args[0].String(), "dimensions", s)
	if !ok {
		return vector{}, false
	}
	out := vector{list: true}
	for _, i := range idx {
		out.elems = append(out.elems, all.elems[i])
	}
	return out, true
}

// source returns the number of a source, adding it if it is new.
func (el *speller) source(s source) int {
	for i, have := range el.sources {
		if have.ens == s.ens && have.node == s.node {
			return i
		}
	}
	el.sources = append(el.sources, s)
	return len(el.sources) - 1
}

// call elaborates a function call.
func (el *speller) call(e *grammar.Expr, s *scope) (vector, bool) {
	c := el.c
	name, _ := e.Args[0].IsName()
	switch name {
	case "table":
		return el.tableCall(e, s)
	case "sum", "norm", "dot":
		return el.reduce(name, e, s)
	}
	if v, found, ok := c.matrixCall(name, e, s); found {
		return spell(v, e.At), ok
	}
	if el.place == inCode {
		if v, found, ok := el.partInTime(e, s); found {
			return v, ok
		}
	}
	fn := functions.Find(name)
	if fn == nil {
		c.unknownFunction(e.Args[0])
		return vector{}, false
	}
	if len(e.Args)-1 != fn.Arity() {
		c.err(diag.BadArgument, e.At, "`%s` takes %s, not %d", name, arguments(fn.Arity()), len(e.Args)-1)
		return vector{}, false
	}
	parts, list, ok := el.aligned(e.Args[1:], e, s)
	if !ok {
		return vector{}, false
	}
	out := vector{list: list}
	for i := range parts[0] {
		args := make([]*code.Expr, len(parts))
		for k := range parts {
			args[k] = parts[k][i]
		}
		out.elems = append(out.elems, code.NewCall(fn, args, e.At))
	}
	return out, true
}

// reduce elaborates the functions that make one number of a vector.
func (el *speller) reduce(name string, e *grammar.Expr, s *scope) (vector, bool) {
	want := 1
	if name == "dot" {
		want = 2
	}
	if len(e.Args)-1 != want {
		el.c.err(diag.BadArgument, e.At, "`%s` takes %s, not %d", name, arguments(want), len(e.Args)-1)
		return vector{}, false
	}
	parts, _, ok := el.aligned(e.Args[1:], e, s)
	if !ok {
		return vector{}, false
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
	return vector{elems: []*code.Expr{total}}, true
}
