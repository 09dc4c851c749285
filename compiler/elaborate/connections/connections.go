// Package connections makes the connections of a model: of every connect
// statement, and of what is defined by wires, such as signals.
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
	deferred []deferredWire                         // to a rule's error
	conns    map[string]diag.Span                   // without a label, by name
	Lines    map[*model.Connection]*grammar.Connect // of connections that a line makes alone
}

// New makes connections between objects.
func New(o *objects.Objects) *Connections {
	return &Connections{Objects: o, conns: map[string]diag.Span{}, Lines: map[*model.Connection]*grammar.Connect{}}
}

// ConnectAll takes every connect statement apart.
func (c *Connections) ConnectAll(*outline.Scope) {
	values.Every(c.Evaluator, func(st *grammar.Connect, s *outline.Scope) {
		if endsInRule(st.Target) {
			c.deferred = append(c.deferred, deferredWire{st, s})
		} else {
			c.connect(st, s)
		}
	})
}

// deferredWire is a connection into a rule's error, which waits for the rules.
type deferredWire struct {
	st *grammar.Connect
	s  *outline.Scope
}

// RuleWires connects what ends in the error of a rule.
func (c *Connections) RuleWires(*outline.Scope) {
	for _, w := range c.deferred {
		c.StructUse = c.Structural(w.st.At)
		c.connect(w.st, w.s)
		c.StructUse = nil
	}
}

// connect builds the connections of one statement.
func (c *Connections) connect(st *grammar.Connect, s *outline.Scope) {
	o := c.Options("connect", &st.Options, s)
	wo := &WireOptions{At: st.At, O: o, Function: st.Source, target: st.Target, Synapse: objects.DefaultSynapse}
	name, ok := c.LabelOf(st.Label, s)
	if !ok {
		return
	}
	d := s.Home().Decls[name]
	if st.Label == nil {
		name = c.Named(st.Source, s) + "->" + c.Named(st.Target, s)
	}
	wo.Name = s.Prefix + name
	if d == nil || d.Stmt != st {
		d = &outline.Decl{Kind: outline.Connection, At: st.At, Stmt: st, In: s}
	}
	if st.Label == nil && !c.uniqueWire(wo.Name, st) {
		return
	}
	post, okPost := c.target(st.Target, s, wo)
	wo.Post = post
	made := false
	if neurons, ok := c.neuronSource(st.Source, s); ok {
		made = okPost && neurons != nil && c.connectNeurons(neurons, wo, s, d)
	} else if w, ok := c.Wire(st.Source, s); ok && okPost {
		made = c.ConnectWire(w, wo, s, d)
	} else {
		c.commonSettings(&model.Connection{}, wo) // its options may be wrong too
	}
	if !made {
		d.Failed = true
	}
}

// uniqueWire demands a label for a second wire of the same text, since names
// give random streams.
func (c *Connections) uniqueWire(name string, st *grammar.Connect) bool {
	if old, ok := c.conns[name]; ok {
		c.Err(diag.DeclaredTwice, st.At, "a second connection `%s`", name).WithPlace(old, "the first").
			WithHelp("give it a label: `connect again: %s -> %s`", st.Source, st.Target).
			WithFix(diag.Insert(st.Source.At.Start, "again: ").Maybe())
		return false
	}
	c.conns[name] = st.At
	return true
}
