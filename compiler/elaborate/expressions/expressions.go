// Package expressions gives written expressions their meaning: what a reference
// names, and what is computed, element by element.
package expressions

import (
	"github.com/nefc/nefc/compiler/components"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
)

// Resolver knows what the declarations of an outline became, and resolves references
// to it. It also keeps what the rooms above note about objects of the model.
type Resolver struct {
	*components.Components

	// Resolve builds the object of a declaration, if it is not built yet: sizes flow
	// through expressions, so objects are built when they are first needed. Package
	// elaborate, which knows all kinds of objects, provides it.
	Resolve func(*outline.Decl) bool

	// Built is what each became: *model.Ensemble, *model.Node, *EnsembleArray or
	// *model.Connection; nil for several connections.
	Built map[*outline.Decl]any

	Building      map[*outline.Decl]*model.Node          // those under way, and the node whose value is being read; nil before
	Arrays        map[*model.Node]*EnsembleArray         // by input
	ConnectionsIn map[*outline.Scope][]*model.Connection // those of a block
	Written       map[any]*grammar.Expr                  // of connections and nodes: the expression that says what they carry

	// RuleFailed are connections whose rule is in error, and blocks with a rule in error
	// that may be anyone's.
	RuleFailed map[any]bool

	folded map[*outline.Decl]Vector // constants in code that depend on no param
}

// New is a Resolver for an outline.
func New(ev *values.Evaluator) *Resolver {
	c := &Resolver{
		Components:    &components.Components{Evaluator: ev},
		Built:         map[*outline.Decl]any{},
		Building:      map[*outline.Decl]*model.Node{},
		Arrays:        map[*model.Node]*EnsembleArray{},
		ConnectionsIn: map[*outline.Scope][]*model.Connection{},
		RuleFailed:    map[any]bool{},
		Written:       map[any]*grammar.Expr{},
		folded:        map[*outline.Decl]Vector{},
	}
	ev.Comprehension, ev.SizeOf = c.evaluateEach, c.sizeOf
	return c
}

// IsBuilt reports a declaration that became something.
func (c *Resolver) IsBuilt(d *outline.Decl) bool {
	_, built := c.Built[d]
	return built
}

// AddNode adds a node to the model.
func (c *Resolver) AddNode(n *model.Node) (any, bool) {
	c.Model.Nodes = append(c.Model.Nodes, n)
	return n, true
}
