package connections

import (
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/slots"
)

// target resolves the right side of an arrow.
func (c *Connections) target(e *grammar.Expr, s *outline.Scope, line *Line) (*model.Endpoint, bool) {
	if !values.IsRef(e) {
		c.Err(diag.BadTarget, e.At, "`%s` cannot be a target", e).WithHelp("the target is an object, a slice of it or its `.neurons`")
		return nil, false
	}
	r, ok := c.Reference(e, s)
	if !ok {
		return nil, false
	}
	p := &model.Endpoint{At: e.At, Ensemble: r.Ensemble, Node: r.Node, Index: r.Index, Size: r.Size}
	switch entry := r.Entry(); {
	case r.Decl.Kind == outline.Instance:
		report.NamePort[*grammar.Input](c.Err(diag.BadTarget, e.At, "`%s` is an instance, not an object", e), r.Decl.Inner, e, "inputs")
		return nil, false
	case r.Connection != nil:
		return c.ruleTarget(p, r, e)
	case r.Array != nil && entry.From == slots.Activity:
		line.currents, p.Node = true, r.Array.Currents(line.inUnitsOfGain())
		return p, true
	case r.Array != nil:
		p.Node = r.Array.Input
		return p, true
	case !entry.Written:
		c.Err(diag.NotWritable, e.At, "`%s` can only be read", e).WithHelp("`%s.neurons` takes input", r.Name())
		return nil, false
	case entry.From == slots.Port:
		p.Port = r.Slot
		fallthrough
	case entry.From == slots.Activity:
		p.Neurons = true
	}
	if r.Node != nil && r.Node.Kind != model.PassThrough {
		c.Err(diag.NotWritable, e.At, "`%s` has a value of its own and takes no input", e).WithPlace(r.Node.At, "declared here").
			WithHelp("name what it depends on in its expression, or declare it without a value: `node %s dims %d`", r.Node.Name, r.Node.Dims)
		return nil, false
	}
	if r.Node != nil && (r.Node.Role == "signal" || r.Node.Role == "output") {
		c.Err(diag.NotWritable, e.At, "the %s `%s` is a wire and takes no further input", r.Node.Role, e).WithPlace(r.Node.At, "declared here")
		return nil, false
	}
	return p, true
}

// ruleTarget completes an end in the error of a rule.
func (c *Connections) ruleTarget(p *model.Endpoint, r *expressions.Ref, e *grammar.Expr) (*model.Endpoint, bool) {
	if r.Entry().From != slots.Error {
		c.Err(diag.BadTarget, e.At, "a connection cannot end in a connection").
			WithHelp("`%s.error` is the error of its learning rule", r.Connection.Name)
		return nil, false
	}
	rule, ok := c.RuleOf(r, e)
	if !ok {
		return nil, false
	}
	if !rule.Kind.NeedsError {
		c.Err(diag.NotWritable, e.At, "the rule `%s` learns without an error", rule.Name).WithPlace(rule.At, "the rule")
		return nil, false
	}
	p.Rule = rule
	return p, true
}

// DeclaredAt is where the object of an end is declared.
func DeclaredAt(e model.Endpoint) diag.Span {
	switch {
	case e.Ensemble != nil:
		return e.Ensemble.At
	case e.Node != nil:
		return e.Node.At
	}
	return e.Rule.At
}
