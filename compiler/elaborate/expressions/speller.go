package expressions

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/synapses"
)

// place says which meaning an expression has: what may stand in it, and what that is.
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
	parts   map[string]Vector // inFunction: what names of parts of x stand for
	bound   map[string]Vector // what names stand for, inConstant
	missed  *grammar.Expr     // inConstant: an index that turned out to lie beyond its list
	Sources []Source
	depth   int
	summed  bool // the argument of sum: a*b is a scalar product there

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

// InJointFunction spells out a function of x, parts of which have names.
func (c *Resolver) InJointFunction(x Vector, parts map[string]Vector) *Speller {
	return &Speller{c: c, place: inFunction, x: &x, parts: parts}
}

// InNamed spells out a function of numbers that have names.
func (c *Resolver) InNamed(numbers map[string]Vector) *Speller {
	return &Speller{c: c, place: inFunction, parts: numbers}
}

// InNode spells out the value of a node of wanted dimensions, 0 if they are to be
// inferred, which reads ensembles through a synapse.
func (c *Resolver) InNode(n *model.Node, wanted int, syn synapses.Synapse) *Speller {
	return &Speller{c: c, place: inCode, self: n, Wanted: wanted, synapse: syn}
}

// InRate spells out what depends on params only.
func (c *Resolver) InRate() *Speller { return &Speller{c: c, place: inRate} }

// maxDepth is how deep an expression may nest, with the constants that it names.
const maxDepth = 2000

// Expr spells out an expression; false after a diagnostic.
func (el *Speller) Expr(e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	c := el.c
	if !c.Expands(e.At, report.ElementBytes) {
		return Vector{}, false
	}
	if el.depth++; el.depth > maxDepth {
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
		return el.unary(e, s)
	case grammar.Binary:
		return el.binary(e, s)
	case grammar.If:
		return el.choice(e, s)
	case grammar.Call:
		return el.call(e, s)
	case grammar.Vector:
		return el.list(e, s)
	}
	c.Err(diag.BadArgument, e.At, "`%s` cannot stand in an expression", e)
	return Vector{}, false
}
