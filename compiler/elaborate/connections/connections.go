// Package connections makes the connections of a model: of every connect
// statement, and of what is defined by wires, such as signals.
//
// A line says where its connections start, where they end and what holds for them
// (Line). From values it makes a connection for each term of its wire
// (fromvalues.go), from neurons one alone (fromneurons.go), whose weights are given
// or solved (fullweights.go) or map activities (activities.go).
package connections

import (
	"github.com/nefc/nefc/compiler/elaborate/objects"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// Connections makes connections.
type Connections struct {
	*objects.Objects
	intoErrors []intoError          // connect statements that wait for the rules
	unlabelled map[string]diag.Span // lines without a label, by the name of what they connect

	// SignsAsked is what connections say of the signs of the neurons they start in,
	// which other lines may also say.
	SignsAsked []SignsAsked
	// PathsAsked is what connections say of synapses by source and sign.
	PathsAsked []PathsAsked
	// Statements are those that make one connection alone.
	Statements map[*model.Connection]*grammar.Connect
}

// New makes connections between objects.
func New(o *objects.Objects) *Connections {
	return &Connections{Objects: o, unlabelled: map[string]diag.Span{}, Statements: map[*model.Connection]*grammar.Connect{}}
}

// ConnectAll makes the connections of every connect statement, but for those that
// end in the error of a rule, which is not made yet.
func (c *Connections) ConnectAll(*outline.Scope) {
	values.Every(c.Evaluator, func(st *grammar.Connect, s *outline.Scope) {
		if endsInError(st.Target) {
			c.intoErrors = append(c.intoErrors, intoError{st, s})
		} else {
			c.connect(st, s)
		}
	})
}

// intoError is a connect statement that ends in the error of a rule.
type intoError struct {
	st *grammar.Connect
	in *outline.Scope
}

// endsInError recognises targets such as c.error.
func endsInError(e *grammar.Expr) bool {
	for e.Kind == grammar.Index {
		e = e.Args[0]
	}
	return e.Kind == grammar.Member && e.Text == "error"
}

// ConnectErrors makes the connections that end in the error of a rule.
func (c *Connections) ConnectErrors(*outline.Scope) {
	for _, w := range c.intoErrors {
		c.Shaping(w.st.At, func() { c.connect(w.st, w.in) })
	}
}

// connect makes the connections of one statement.
func (c *Connections) connect(st *grammar.Connect, s *outline.Scope) {
	line, ok := c.line(st, s)
	if !ok {
		return
	}
	post, okPost := c.target(st.Target, s, line)
	line.Post = post
	made := false
	if neurons, ok := c.neuronSource(st.Source, s); ok {
		made = okPost && neurons != nil && c.connectNeurons(neurons, line)
	} else if joint, ok := c.jointSource(st.Source, s); ok {
		made = okPost && joint != nil && c.connectJoint(joint, line)
	} else if okPost && c.valuesForNeurons(st.Source, s, line, post) {
		c.commonSettings(&model.Connection{}, line)
	} else if w, ok := c.Wire(st.Source, s); ok && okPost {
		made = c.ConnectWire(w, line)
	} else {
		c.commonSettings(&model.Connection{}, line) // its options may be wrong too
	}
	if !made {
		line.Decl.Failed = true
	}
}
