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

// Resolver resolves references to objects.
type Resolver struct {
	*components.Components

	// Resolve makes the object of a declaration, if it is not made yet: sizes flow
	// through expressions, so objects are made when they are first needed. Package
	// elaborate, which knows all kinds of objects, provides it.
	Resolve func(*outline.Decl) bool
	// Made is what declarations came to: *model.Ensemble, *model.Node, *Array,
	// *model.Connection; nil for several connections.
	Made   map[*outline.Decl]any
	Making map[*outline.Decl]*model.Node // those being made, and the node whose value is being read

	folded     map[*outline.Decl]Vector               // constants in code, of those that depend on no param
	Arrays     map[*model.Node]*EnsembleArray         // by input
	WiresIn    map[*outline.Scope][]*model.Connection // the connections of a block
	RuleFailed map[any]bool                           // connections whose rule is in error, and blocks with a rule in error that may be anyone's
	Written    map[any]*grammar.Expr                  // of connections and nodes: the expression that says what they carry
}

// New is a Resolver for an outline.
func New(ev *values.Evaluator) *Resolver {
	c := &Resolver{Components: &components.Components{Evaluator: ev}, Made: map[*outline.Decl]any{}, Making: map[*outline.Decl]*model.Node{}, folded: map[*outline.Decl]Vector{},
		Arrays: map[*model.Node]*EnsembleArray{}, WiresIn: map[*outline.Scope][]*model.Connection{}, RuleFailed: map[any]bool{},
		Written: map[any]*grammar.Expr{}}
	ev.Comprehension = c.evaluateEach
	return c
}
